using System.Runtime.InteropServices;
using System.Text.Json;
using Assay.Metrics.Definitions;

namespace Assay.Bench.Metrics;

/// <summary>
/// pandas on the columns of the first sellers, which it has in memory before its time begins. All sellers would take it minutes and several times the memory, so
/// its rate is that of the sample.
/// </summary>
internal sealed class PandasSide(string folder, SellerEvents events, Catalogue catalogue, int subjects, long t)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly IReadOnlyList<Metric> metrics = catalogue.Of(FillStore.Subject);

    /// <summary>Rows of the sample.</summary>
    public long Rows => events.Streams.Values.Sum(s => (long)s.RowsOf(subjects));

    /// <summary>pandas' version; null where it is not there and cannot be installed.</summary>
    public static string? Version() => DebianPython.Has("pandas", "python3-pandas") ? DebianPython.Says("-c", "import pandas; print(pandas.__version__)") : null;

    /// <summary>Writes what the script reads.</summary>
    public void Write()
    {
        Directory.CreateDirectory(folder);
        foreach (var stream in events.Streams.Values)
        {
            var rows = stream.RowsOf(subjects);
            Save(stream, "subject", stream.Subject, rows * (long)sizeof(uint));
            Save(stream, "at", stream.At, rows * (long)sizeof(long));
            foreach (var field in stream.Stream.Fields)
            {
                Save(stream, field.Name, stream[field.Name], rows * (long)Columns.Width(field));
            }
        }

        var spec = new
        {
            t,
            subjects,
            streams = events.Streams.Values.Select(Stream),
            derived = metrics.Where(m => m.Definition.Stream is null).OrderBy(Depth).Select(Derived),
            metrics = metrics.Select(m => m.Id),
        };
        File.WriteAllText(Path.Combine(folder, "spec.json"), JsonSerializer.Serialize(spec, Options));
    }

    /// <summary>Runs the script; what it says of its own time.</summary>
    public Timing Run()
    {
        var said = DebianPython.Says(Path.Combine(AppContext.BaseDirectory, "Metrics", "pandas_metrics.py"), folder) ?? throw new InvalidOperationException("pandas_metrics.py failed; its words stand above.");
        var times = JsonDocument.Parse(said).RootElement;
        return new Timing(times.GetProperty("seconds").GetDouble(), times.GetProperty("cpu").GetDouble());
    }

    /// <summary>Compares the values of the last run.</summary>
    public void Compare(CompareValues compare)
    {
        var values = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder, "values.bin")));
        for (var m = 0; m < metrics.Count; m++)
        {
            for (var s = 0; s < subjects; s++)
            {
                compare.One(metrics[m], (uint)s + 1, values[(m * subjects) + s]);
            }
        }
    }

    private object Stream(Columns columns) => new
    {
        name = columns.Stream.Name,
        columns = columns.Stream.Fields.Select(f => Column(columns, f.Name, f.Kind switch { FieldKind.Code => "u1", FieldKind.Key => "u4", _ => "i8" }, f.Kind))
            .Prepend(Column(columns, "at", "i8", FieldKind.Number)).Prepend(Column(columns, "subject", "u4", FieldKind.Key)),
        definitions = catalogue.Definitions.Where(d => d.Stream == columns.Stream).Select(Definition),
    };

    private static object Column(Columns columns, string name, string type, FieldKind kind) =>
        new { name, file = $"{columns.Stream.Name}.{name}.bin", type, kind = kind.ToString().ToLowerInvariant() };

    private object Definition(MetricDefinition d) => new
    {
        aggregate = d.Aggregate.ToString(),
        where = d.Where.Select(Condition),
        of = d.Of.Select(Condition),
        value = d.Value?.Name,
        scale = d.Value?.Scale ?? 1,
        by = d.By?.Name,
        quantile = d.Quantile,
        windows = Catalogue.Metrics(d).Select(m => new { metric = m.Id, start = m.Window.First.Start(t) }),
    };

    private static object Condition(Condition c) => new { field = c.Field.Name, comparison = c.Comparison.ToString(), codes = c.Codes.Select(x => (int)x), c.From, c.Until };

    private object Derived(Metric m)
    {
        var (d, second) = (m.Definition, m.Window.Second ?? m.Window.First);
        return new { metric = m.Id, aggregate = d.Aggregate.ToString(), from = $"{d.From}_{m.Window.First.Name}", to = $"{d.To ?? d.From}_{second.Name}", @short = m.Window.First.IsAll ? 1 : m.Window.First.Days(t), @long = second.IsAll ? 1 : second.Days(t) };
    }

    private int Depth(Metric m) => m.Definition.Stream is not null ? 0
        : 1 + new[] { m.Definition.From, m.Definition.To }.OfType<string>().Max(s => Depth(new Metric(catalogue.Find(s)!, m.Window)));

    private unsafe void Save(Columns columns, string name, nint address, long bytes)
    {
        using var file = File.Create(Path.Combine(folder, $"{columns.Stream.Name}.{name}.bin"));
        file.Write(new ReadOnlySpan<byte>((void*)address, checked((int)bytes)));
    }
}
