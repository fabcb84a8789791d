using System.Globalization;

namespace Assay.Operators.Records;

/// <summary>Writes what linking came to as CSV. A file appears whole or not at all.</summary>
internal static class WriteEntities
{
    /// <summary>
    /// A row a record, in the table's order: record_id, entity_id (the record_id of its first record), records (of the entity), tied_to (the record that it is
    /// likeliest the same as), probability, reasons.
    /// </summary>
    public static void Run(string path, LinkedRecords linked)
    {
        var ids = linked.Table.Ids;
        var sizes = linked.Entities.GroupBy(e => e).ToDictionary(g => g.Key, g => g.Count());
        var ties = Ties(linked);
        Write(path, "record_id,entity_id,records,tied_to,probability,reasons", linked.Entities.Select((entity, row) =>
        {
            var tie = ties.GetValueOrDefault(row);
            var other = tie is null ? "" : CsvCell.Of(ids[tie.Left == row ? tie.Right : tie.Left]);
            return $"{CsvCell.Of(ids[row])},{CsvCell.Of(ids[entity])},{sizes[entity]},{other},{Probability(tie)},{CsvCell.Of(tie?.Reasons ?? "")}";
        }));
    }

    /// <summary>A row a pair that was worth naming: left_id, right_id, probability, match (1 where both are in one entity), reasons.</summary>
    public static void RunPairs(string path, LinkedRecords linked) => Write(
        path,
        "left_id,right_id,probability,match,reasons",
        linked.Links.Select(l =>
            $"{CsvCell.Of(linked.Table.Ids[l.Left])},{CsvCell.Of(linked.Table.Ids[l.Right])},{Probability(l)},{(linked.Entities[l.Left] == linked.Entities[l.Right] ? 1 : 0)},{CsvCell.Of(l.Reasons)}"));

    internal static void Write(string path, string header, IEnumerable<string> lines)
    {
        var part = $"{path}.part";
        using (var writer = new StreamWriter(part) { NewLine = "\n" })
        {
            writer.WriteLine(header);
            foreach (var line in lines)
            {
                writer.WriteLine(line);
            }
        }

        File.Move(part, path, overwrite: true);
    }

    // The surest link of each row within its entity.
    private static Dictionary<int, RecordLink> Ties(LinkedRecords linked)
    {
        var ties = new Dictionary<int, RecordLink>();
        foreach (var link in linked.Links.Where(l => linked.Entities[l.Left] == linked.Entities[l.Right]))
        {
            foreach (var row in (int[])[link.Left, link.Right])
            {
                ties[row] = ties.TryGetValue(row, out var best) && best.Bits >= link.Bits ? best : link;
            }
        }

        return ties;
    }

    private static string Probability(RecordLink? link) => link?.Probability.ToString("0.000000", CultureInfo.InvariantCulture) ?? "";
}
