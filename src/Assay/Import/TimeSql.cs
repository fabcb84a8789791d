namespace Assay.Import;

/// <summary>How a file's times become moments in UTC.</summary>
/// <param name="Zone">Parameter with the zone of times without an offset; null for UTC.</param>
/// <param name="Format">Parameter with a format of strptime; null where the map names none.</param>
/// <param name="TicksPerSecond">Numbers count so many a second since 1970; 0 where times are no numbers.</param>
internal sealed record TimeSql(string? Zone, string? Format, int TicksPerSecond)
{
    // The years 1 and 9999, in seconds since 1970: what lies outside is no time and would overflow.
    private const string Range = "BETWEEN -62135596800 AND 253402300799";

    /// <summary>Adds the parameters that a mapping's times need.</summary>
    public static TimeSql For(FeedMapping mapping, SqlParameters values) => new(
        mapping.TimeZone is { } zone ? values.Add(zone) : null,
        mapping.Times.Format is { } format ? values.Add(format) : null,
        mapping.Times.TicksPerSecond);

    /// <summary>The moment that a raw value says; null where it says none.</summary>
    public string Moment(string raw, bool isText)
    {
        if (TicksPerSecond > 0)
        {
            var seconds = $"(TRY_CAST(CAST({raw} AS VARCHAR) AS DECIMAL(24, 6)) / {TicksPerSecond})";
            return $"CASE WHEN {seconds} {Range} THEN make_timestamp(CAST(round({seconds} * 1000000) AS BIGINT)) ELSE {Iso(raw, isText)} END";
        }

        return Format is null || !isText ? Iso(raw, isText) : $"coalesce({Local($"try_strptime({raw}, {Format})")}, {Iso(raw, isText)})";
    }

    /// <summary>The day that a raw value says; null where it says none.</summary>
    public string Day(string raw, bool isText) =>
        Format is null || !isText ? $"TRY_CAST({raw} AS DATE)" : $"coalesce(CAST(try_strptime({raw}, {Format}) AS DATE), TRY_CAST({raw} AS DATE))";

    // A time with an offset says its own zone; one without is in the map's zone.
    private string Iso(string raw, bool isText)
    {
        // The TRY is for moments at the edge of what the engine holds: taking them to UTC is an error, not null.
        var universal = $"TRY(TRY_CAST({raw} AS TIMESTAMPTZ) AT TIME ZONE 'UTC')";
        if (Zone is null)
        {
            return universal;
        }

        var hasOffset = isText ? $@"regexp_matches({raw}, ':\d\d(\.\d+)?\s*(Z|z|[+-]\d\d(:?\d\d)?)$')" : $"typeof({raw}) = 'TIMESTAMP WITH TIME ZONE'";
        return $"CASE WHEN {hasOffset} THEN {universal} ELSE {Local($"TRY_CAST({raw} AS TIMESTAMP)")} END";
    }

    private string Local(string timestamp) => Zone is null ? timestamp : $"TRY(timezone('UTC', timezone({Zone}, {timestamp})))";
}
