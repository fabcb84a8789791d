namespace Assay.Market;

/// <summary>When things happen: more of late, and by day more than by night.</summary>
internal static class Moments
{
    private static readonly int[] s_shares = [2, 1, 1, 1, 1, 2, 3, 5, 6, 7, 7, 8, 8, 7, 7, 7, 7, 8, 9, 10, 10, 9, 6, 4];
    private static readonly int[] s_hours = [.. s_shares.SelectMany((share, hour) => Enumerable.Repeat(hour, share))];

    /// <summary>A moment in [from, until), denser towards its end as the market grows.</summary>
    public static long Between(long from, long until, Rng rng)
    {
        var u = rng.Unit();
        var at = until - 1 - (long)((until - from - 1) * u * (0.6 + (0.4 * u)));
        var day = at - (at % Clock.Day);
        var awake = day + (rng.Pick(s_hours) * Clock.Hour) + (at % Clock.Hour);
        return awake >= from && awake < until ? awake : at;
    }
}
