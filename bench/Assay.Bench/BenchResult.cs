using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Bench;

/// <summary>What a bench found: rates of ours and of its peers case by case, and what has no peer.</summary>
internal sealed class BenchResult(string name, bool quick)
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions ForReading = new(Options) { WriteIndented = true };

    private readonly List<Case> cases = [];
    private readonly Dictionary<string, double> measures = [];

    /// <summary>What the cores gave before the run.</summary>
    public double ScalingBefore { get; set; }

    /// <summary>What the cores gave after it.</summary>
    public double ScalingAfter { get; set; }

    /// <summary>What was compared, and how, for whoever reads the numbers.</summary>
    public string How { get; set; } = "";

    /// <summary>Adds a case: our rate and a peer's, in the same unit.</summary>
    public void Compare(string what, string unit, double ours, string peer, double its) => cases.Add(new Case(what, unit, ours, peer, its));

    /// <summary>Adds a number that has no peer.</summary>
    public void Measure(string what, double value) => measures[what] = Rounded(value);

    /// <summary>One line of JSON; <c>ratios</c> holds a peer's lowest ratio under its name, and each case's under <c>peer/case</c>.</summary>
    public string ToJson()
    {
        var peers = cases.GroupBy(c => c.Peer).ToDictionary(p => p.Key, p => p.ToDictionary(c => c.What, c => Rounded(c.Its)));
        var ratios = cases.GroupBy(c => c.Peer).ToDictionary(p => p.Key, p => Rounded(p.Min(c => c.Ratio)));
        foreach (var each in cases)
        {
            ratios[$"{each.Peer}/{each.What}"] = Rounded(each.Ratio);
        }

        var ours = cases.GroupBy(c => c.What).ToDictionary(c => c.Key, c => Rounded(c.First().Ours));
        var machine = new
        {
            cpu = Machine.Processor,
            threads = Machine.Threads,
            memory_gib = Machine.MemoryGib,
            kernel = Machine.Kernel,
            scaling_before = Rounded(ScalingBefore),
            scaling_after = Rounded(ScalingAfter),
        };
        var unit = cases.FirstOrDefault()?.Unit;
        return JsonSerializer.Serialize(new { name, quick, unit, ours, peers, ratios, measures, how = How, machine, versions = Machine.Versions }, Options);
    }

    /// <summary>Prints a table for people.</summary>
    public void Print(TextWriter to)
    {
        foreach (var each in cases)
        {
            to.WriteLine($"{each.What,-26} {each.Ours,12:N0} {each.Unit}   {each.Peer} {each.Its,12:N0}   ratio {each.Ratio:0.00}");
        }

        foreach (var (what, value) in measures)
        {
            to.WriteLine($"{what,-44} {value,12:#,0.###}");
        }

        to.WriteLine($"cores scaled {ScalingBefore:0.00} before and {ScalingAfter:0.00} after; {string.Join(", ", Machine.Versions.Select(v => $"{v.Key} {v.Value}"))}");
    }

    /// <summary>Writes the JSON to <c>bench/results</c> and returns its path.</summary>
    public string Save()
    {
        var folder = Path.Combine(Repository(), "bench", "results");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name}-{DateTime.UtcNow:yyyy-MM-dd}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(JsonDocument.Parse(ToJson()), ForReading) + "\n");
        return path;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Assay.slnx above {AppContext.BaseDirectory}: a bench runs from a checkout.");
    }

    // Four digits: more would be noise.
    private static double Rounded(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6));

    private sealed record Case(string What, string Unit, double Ours, string Peer, double Its)
    {
        public double Ratio => Ours / Its;
    }
}
