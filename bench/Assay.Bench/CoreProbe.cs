namespace Assay.Bench;

/// <summary>
/// Finds how many cores the machine gives at this moment: eight independent additions, which one hardware thread runs at its full rate,
/// on one thread and on all. On shared machines a core comes and goes without a trace, and a time means nothing without this.
/// </summary>
internal static class CoreProbe
{
    private const int Rounds = 40_000_000;

    private static long sink;

    /// <summary>How many times faster all threads together are than one: 2.0 on two whole cores, 1.0 where they share one.</summary>
    public static double Scaling()
    {
        Spin(Rounds / 10);
        var alone = Enumerable.Range(0, 3).Min(_ => Seconds(1));
        var together = Enumerable.Range(0, 3).Min(_ => Seconds(Machine.Threads));
        return Machine.Threads * alone / together;
    }

    private static double Seconds(int count) => BenchRun.Time(() =>
    {
        var threads = Enumerable.Range(0, count).Select(_ => new Thread(() => Spin(Rounds))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
    }).Seconds;

    private static void Spin(int rounds)
    {
        long a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8;
        for (var i = 0; i < rounds; i++)
        {
            a += i;
            b += i;
            c += i;
            d += i;
            e += i;
            f += i;
            g += i;
            h += i;
        }

        Interlocked.Add(ref sink, a ^ b ^ c ^ d ^ e ^ f ^ g ^ h);
    }
}
