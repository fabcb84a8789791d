using System.Globalization;

namespace Assay;

/// <summary>Moments as the warehouse keeps them: microseconds since 1970-01-01T00:00:00Z.</summary>
public static class Moments
{
    /// <summary>Microseconds since 1970 of a moment in UTC.</summary>
    public static long ToMicros(DateTime moment) => (moment.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment in UTC, from microseconds since 1970.</summary>
    public static DateTime FromMicros(long micros) =>
        new(DateTime.UnixEpoch.Ticks + (micros * TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <summary>ISO 8601 in UTC, to the second where the moment has no fraction: <c>2026-06-30T00:00:00Z</c>.</summary>
    public static string ToText(DateTime moment) =>
        moment.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{moment:yyyy-MM-ddTHH:mm:ss}Z" : $"{moment:yyyy-MM-ddTHH:mm:ss.ffffff}Z";

    /// <summary>A moment of the warehouse as it spells it: UTC, with or without the letters that say so.</summary>
    public static DateTime Parse(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
