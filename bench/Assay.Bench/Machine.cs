using System.Runtime.InteropServices;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;

namespace Assay.Bench;

/// <summary>The machine that a result was measured on, and the versions of what ran.</summary>
internal static class Machine
{
    /// <summary>The processor's own name.</summary>
    public static string Processor { get; } =
        Field("/proc/cpuinfo", "model name") is { } name ? name : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Hardware threads that the process may use.</summary>
    public static int Threads => Environment.ProcessorCount;

    /// <summary>Memory in GiB.</summary>
    public static double MemoryGib { get; } = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1);

    /// <summary>The kernel's name and release.</summary>
    public static string Kernel => $"Linux {Environment.OSVersion.Version}";

    /// <summary>What ran, by name.</summary>
    public static IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string>
    {
        ["assay"] = typeof(Schema).Assembly.GetName().Version!.ToString(3),
        ["duckdb"] = DuckDbDatabase.LibraryVersion.TrimStart('v'),
        ["dotnet"] = Environment.Version.ToString(),
    };

    /// <summary>Forgets the most memory that the process had, so that the next <see cref="PeakMib"/> starts from now.</summary>
    public static void ForgetPeak()
    {
        GC.Collect();
        // proc(5): 5 written there resets the peak resident set.
        File.WriteAllText("/proc/self/clear_refs", "5");
    }

    /// <summary>The most resident memory since <see cref="ForgetPeak"/>, in MiB.</summary>
    public static double PeakMib() => Field("/proc/self/status", "VmHWM") is { } kib ? Math.Round(double.Parse(kib.Split(' ')[0]) / 1024) : 0;

    private static string? Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
}
