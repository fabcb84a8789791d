using Assay.Warehouse;

namespace Assay.Scoring;

/// <summary>Scores rows of facts, one column a signal, by the table of cold signals. One scorer serves one query's rows.</summary>
public sealed class ColdScorer
{
    private readonly IRows rows;
    private readonly Column[] columns;
    private readonly Reason[] reasons;
    private readonly ReasonsJson json = new();
    private readonly int mostOfSeller;
    private int count;

    /// <summary>Finds the signals' columns in a query's result; a signal without a column is none of this subject.</summary>
    /// <param name="rows">The query's rows.</param>
    /// <param name="signals">The table of signals.</param>
    /// <param name="mostOfSeller">Most that signals of the seller add together, in ten-thousandths.</param>
    public ColdScorer(IRows rows, IReadOnlyList<ColdSignal> signals, int mostOfSeller = int.MaxValue)
    {
        this.rows = rows;
        this.mostOfSeller = mostOfSeller;
        var names = rows.Columns.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        columns =
        [
            .. signals
                .Where(s => names.ContainsKey(s.Code))
                .Select(s => new Column(s, names[s.Code], names.TryGetValue($"{s.Code}__peers", out var peers) ? peers : -1)),
        ];
        reasons = new Reason[columns.Length];
    }

    /// <summary>The reasons of the row scored last, strongest first.</summary>
    public ReadOnlySpan<Reason> Reasons => reasons.AsSpan(0, count);

    /// <summary>The reasons of the row scored last as JSON; lives until the next call.</summary>
    public ReadOnlySpan<byte> ReasonsAsJson() => json.Write(Reasons);

    /// <summary>Scores a row of the current chunk.</summary>
    public Risk Score(int row)
    {
        count = 0;
        foreach (var column in columns)
        {
            var value = At(column.Value, row);
            var weight = column.Signal.Contribution(value);
            if (weight != 0)
            {
                reasons[count++] = new Reason(column.Signal, value, column.Peers < 0 ? double.NaN : At(column.Peers, row), weight);
            }
        }

        return AddUp.Run(reasons.AsSpan(0, count), mostOfSeller);
    }

    private double At(int column, int row) => rows.IsNull(column, row) ? double.NaN : rows.Values<double>(column)[row];

    private readonly record struct Column(ColdSignal Signal, int Value, int Peers);
}
