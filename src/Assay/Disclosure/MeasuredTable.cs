using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Warehouse;

namespace Assay.Disclosure;

/// <summary>All metrics of all subjects of a kind as a table of the session: a row a subject, a column a metric, null for none.</summary>
internal sealed class MeasuredTable(IWarehouse warehouse, string subject)
{
    /// <summary>The kinds of subjects that have metrics.</summary>
    public static IReadOnlyList<string> Subjects => MarketCatalogue.BuiltIn.Subjects;

    /// <summary>The table's name where it is written to: <c>seller_metrics</c>.</summary>
    public string Name => $"{subject}_metrics";

    private string Rows => $"{Name}_rows";

    private string External => $"{Name}_external";

    /// <summary>Measures as of a moment, and returns the query of the contract's columns.</summary>
    public Sql Measure(DateTime asOf, CancellationToken stop)
    {
        var metrics = MarketCatalogue.BuiltIn.Of(subject);
        var columns = metrics.Select(m => Sql.Quote(m.Column)).ToList();
        warehouse.Run(new Sql(Rows, $"CREATE OR REPLACE TEMP TABLE {Rows} (no UINTEGER, as_of TIMESTAMP, {string.Join(", ", columns.Select(c => $"{c} DOUBLE"))})"));
        using (var writer = warehouse.Append(Rows))
        {
            var handingOver = new Lock();
            new MeasureMarket(warehouse, MarketCatalogue.BuiltIn, Environment.ProcessorCount).Run(asOf, subject, (run, values) =>
            {
                lock (handingOver)
                {
                    Write(writer, run, values, metrics, Moments.ToMicros(asOf));
                }
            }, stop);
            writer.Finish();
        }

        var external = Pivot(new ExternalMetrics(warehouse).Run(subject, asOf));
        return new Sql(
            Name,
            $"SELECT id AS subject_id, as_of, {string.Join(", ", columns.Concat(external))} FROM {Rows} JOIN subjects USING (no) LEFT JOIN {External} ON {External}.subject_id = id WHERE kind = '{subject}' ORDER BY id");
    }

    // What the marketplace measured itself, a column each, under names of their own.
    private IEnumerable<string> Pivot(IReadOnlyList<ExternalMetric> metrics)
    {
        var names = string.Join(", ", metrics.Select((_, i) => $"v{i} VARCHAR"));
        warehouse.Run(new Sql(External, $"CREATE OR REPLACE TEMP TABLE {External} (subject_id VARCHAR{(names.Length > 0 ? ", " : "")}{names})"));
        warehouse.Run(new Sql(External, $"INSERT INTO {External} (subject_id) SELECT DISTINCT subject_id FROM external_values"));
        foreach (var (i, metric) in metrics.Index())
        {
            warehouse.Run(new Sql(External, $"UPDATE {External} SET v{i} = value FROM external_values AS e WHERE e.subject_id = {External}.subject_id AND e.name = $1"), metric.Name);
        }

        return metrics.Select((m, i) => $"{(m.IsNumber ? $"CAST(v{i} AS DOUBLE)" : $"v{i}")} AS {Sql.Quote(m.Column)}");
    }

    /// <summary>Drops the table.</summary>
    public void Drop() => warehouse.Run(new Sql($"drop {Rows}", $"DROP TABLE IF EXISTS {Rows}; DROP TABLE IF EXISTS {External}"));

    private static void Write(ITableWriter writer, SubjectRun run, ValueRows values, IReadOnlyList<Metric> metrics, long asOf)
    {
        for (var s = 0; s < run.Count; s++)
        {
            writer.Values<uint>(0)[s] = run.First + (uint)s;
            writer.Values<long>(1)[s] = asOf;
        }

        for (var m = 0; m < metrics.Count; m++)
        {
            var column = values.Column(m)[..run.Count];
            column.CopyTo(writer.Values<double>(m + 2));
            for (var s = 0; s < column.Length; s++)
            {
                if (double.IsNaN(column[s]))
                {
                    writer.SetNull(m + 2, s);
                }
            }
        }

        writer.Write(run.Count);
    }
}
