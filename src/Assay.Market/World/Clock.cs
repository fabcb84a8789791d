namespace Assay.Market;

/// <summary>Spans of time in seconds.</summary>
internal static class Clock
{
    public const long Hour = 3600;
    public const long Day = 86400;
    public const long Week = 7 * Day;

    /// <summary>The feeds reach back eighteen months.</summary>
    public const long History = 546 * Day;

    public static long Seconds(DateTime at) => (long)(at - DateTime.UnixEpoch).TotalSeconds;
}
