using System.Diagnostics;

namespace Assay.Bench;

/// <summary>One run of a bench: how much of it, a folder for its files, and what it says on the way.</summary>
internal sealed class BenchRun(bool quick, IReadOnlyList<string> cases) : IDisposable
{
    /// <summary>True for a short run that shows that everything works; its times mean little.</summary>
    public bool Quick => quick;

    /// <summary>How often each side is measured.</summary>
    public int Repetitions => quick ? 1 : 3;

    /// <summary>True for a case that was asked for: all of them, or those whose names hold one of the words typed.</summary>
    public bool Wants(string name) => cases.Count == 0 || cases.Any(name.Contains);

    /// <summary>True where a case was asked for by its name, which one that takes long wants.</summary>
    public bool Names(string name) => cases.Contains(name, StringComparer.Ordinal);

    /// <summary>A folder on disk, removed at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("assay-bench-").FullName;

    /// <summary>A path below the folder.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Tells what is being done, on standard error.</summary>
    public static void Say(string line) => Console.Error.WriteLine($"bench: {line}");

    /// <summary>Runs a bench between two probes of the cores, prints what it found, and keeps it where asked to.</summary>
    public int Report(IBench bench, bool json, bool save)
    {
        var result = new BenchResult(bench.Name, quick) { ScalingBefore = CoreProbe.Scaling() };
        Say($"{bench.Name}{(quick ? " (quick)" : "")}: {Machine.Processor}, {Machine.Threads} threads that scale {result.ScalingBefore:0.00} times");
        bench.Run(this, result);
        result.ScalingAfter = CoreProbe.Scaling();
        result.Print(json ? Console.Error : Console.Out);
        if (save)
        {
            Say($"kept in {result.Save()}");
        }

        if (json)
        {
            Console.WriteLine(result.ToJson());
        }

        return 0;
    }

    /// <summary>
    /// Measures several sides in turns, so that a slow minute of the machine hits all of them alike; the medians of each.
    /// </summary>
    /// <param name="sides">What to time. Each makes ready what it needs, and returns the time that counts.</param>
    public Timing[] Interleave(params Func<Timing>[] sides)
    {
        var times = sides.Select(_ => new List<Timing>()).ToArray();
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                var at = repetition % 2 == 0 ? side : sides.Length - 1 - side;
                times[at].Add(sides[at]());
            }
        }

        return [.. times.Select(t => new Timing(Median(t.Select(one => one.Seconds)), Median(t.Select(one => one.Cpu))))];
    }

    /// <summary>Times something.</summary>
    public static Timing Time(Action timed)
    {
        var began = Stopwatch.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;
        timed();
        return new Timing(Stopwatch.GetElapsedTime(began).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }

    /// <summary>The middle value.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>How long something took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Cpu">Of the processor, on all threads together: what a machine shared with others disturbs least.</param>
internal sealed record Timing(double Seconds, double Cpu)
{
    public static Timing operator +(Timing one, Timing other) => new(one.Seconds + other.Seconds, one.Cpu + other.Cpu);
}
