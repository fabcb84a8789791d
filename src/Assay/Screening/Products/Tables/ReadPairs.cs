using Assay.Import.Drafting;

namespace Assay.Screening.Products.Tables;

/// <summary>Reads pairs of ids, with labels where there is a column of them: by the columns' names, else the left id first and the right id second.</summary>
internal static class ReadPairs
{
    private static readonly string[] LeftNames = ["left_id", "left", "ltable_id", "id_left", "id1", "d1", "l_id", "id_a", "ida", "amazon_id", "abt_id", "listing_id"];
    private static readonly string[] RightNames = ["right_id", "right", "rtable_id", "id_right", "id2", "d2", "r_id", "id_b", "idb", "google_id", "buy_id", "product_id"];
    private static readonly string[] LabelNames = ["label", "match", "is_match", "gold", "target", "y", "matching", "labels"];

    /// <summary>The pairs of a file between two tables.</summary>
    public static Result<PairFile> Run(string path, ProductTable left, ProductTable right, CancellationToken stop)
    {
        var raw = ReadRows.Run(path, stop);
        if (!raw.Ok)
        {
            return raw.Failure;
        }

        var table = raw.Value;
        if (table.Columns.Count < 2)
        {
            return new Failure($"{table.Shown} has one column", "an id of the left table, one of the right, and 1 or 0 where it is known", "Write: left_id,right_id,label");
        }

        var (l, r, label) = Columns(table);
        return Take(table, l, r, label, left, right);
    }

    private static (int Left, int Right, int? Label) Columns(RawTable table)
    {
        var l = Named(table, LeftNames);
        var r = Named(table, RightNames);
        var label = Named(table, LabelNames);
        var free = Enumerable.Range(0, table.Columns.Count).Where(c => c != l && c != r && c != label).ToList();
        l ??= free.Count > 0 ? free[0] : 0;
        r ??= free.FirstOrDefault(c => c != l, 1);
        label ??= Enumerable.Range(0, table.Columns.Count).Where(c => c != l && c != r && table.Sample(c).All(v => Label(v) is not null)).Select(c => (int?)c).LastOrDefault();
        return (l.Value, r.Value, label);
    }

    private static int? Named(RawTable table, string[] names) =>
        Enumerable.Range(0, table.Columns.Count).Where(c => names.Any(n => NameLikeness.Fold(n) == NameLikeness.Fold(table.Columns[c]))).Select(c => (int?)c).FirstOrDefault();

    private static Result<PairFile> Take(RawTable table, int l, int r, int? label, ProductTable left, ProductTable right)
    {
        var pairs = new List<PairLine>(table.Rows.Count);
        var rejected = 0;
        foreach (var row in table.Rows)
        {
            var line = new PairLine(left.Find(row[l]?.Trim() ?? ""), right.Find(row[r]?.Trim() ?? ""), label is { } at ? Label(row[at]) : null);
            if (line.Left < 0 || line.Right < 0 || (label is not null && line.IsMatch is null))
            {
                rejected++;
            }
            else
            {
                pairs.Add(line);
            }
        }

        return pairs.Count == 0
            ? new Failure($"None of the {table.Rows.Count:N0} lines of {table.Shown} names a row of {left.Shown} and one of {right.Shown}", $"ids of {left.Shown} in column {table.Columns[l]}, ids of {right.Shown} in column {table.Columns[r]}", "Call the columns left_id, right_id and label")
            : new PairFile(table.Shown, pairs, label is not null, rejected);
    }

    private static bool? Label(string? value) => value?.Trim().ToLowerInvariant() switch
    {
        "1" or "true" or "yes" or "match" or "1.0" => true,
        "0" or "false" or "no" or "non-match" or "0.0" => false,
        _ => null,
    };
}
