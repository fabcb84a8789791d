using System.Text.Json;
using Assay.Operators.Records;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>How the result of linking a table of records looks.</summary>
internal static class RecordReport
{
    private const int MostShown = 20;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Linked records.</summary>
    public static void Write(LinkedRecords linked, string? to, bool json)
    {
        var table = linked.Table;
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    File = table.Shown,
                    Rows = table.Count,
                    Columns = table.Columns.ToDictionary(c => c.Name, c => FieldKinds.Name(c.Kind), StringComparer.Ordinal),
                    linked.Candidates,
                    Entities = linked.Entities.Distinct().Count(),
                    linked.Shared,
                    linked.Pairs,
                    Out = to,
                },
                Options));
            return;
        }

        Say.Out.MarkupLine($"{Say.Safe(table.Shown)}: {Say.Count(table.Count)} rows; {Say.Safe(string.Join(", ", table.Columns.Select(c => $"{c.Name} is {FieldKinds.Name(c.Kind)}")), 2000)}");
        Say.Out.MarkupLine(
            $"{Say.Count(linked.Candidates)} pairs compared; {Say.Count(linked.Entities.Distinct().Count())} entities, {Say.Count(linked.Shared)} of them with several records, {Say.Count(linked.Pairs)} pairs{(to is null ? "" : $"; written to {Say.Safe(to)}")}");
        if (to is null)
        {
            Write(linked);
        }
    }

    /// <summary>Compared names.</summary>
    public static void Write(IReadOnlyList<ComparedNames> compared, string? to, bool json)
    {
        var matches = compared.Count(c => c.IsMatch);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { Rows = compared.Count, Matches = matches, Out = to }, Options));
            return;
        }

        Say.Out.MarkupLine($"{Say.Count(compared.Count)} pairs of names, {Say.Count(matches)} taken for the same{(to is null ? "" : $"; written to {Say.Safe(to)}")}");
        if (to is null)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("left", "right", "likeness");
            foreach (var pair in compared.Take(MostShown))
            {
                table.AddRow(Say.Safe(pair.Left, 50), Say.Safe(pair.Right, 50), $"{pair.Likeness:0.000}{(pair.IsMatch ? " the same" : "")}");
            }

            Say.Out.Write(table);
        }
    }

    private static void Write(LinkedRecords linked)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("record", "and", "probability", "reasons");
        var links = linked.Links.Where(l => linked.Entities[l.Left] == linked.Entities[l.Right]).OrderByDescending(l => l.Bits).ThenBy(l => l.Left).ThenBy(l => l.Right).ToList();
        foreach (var link in links.Take(MostShown))
        {
            table.AddRow(Say.Safe(linked.Table.Ids[link.Left]), Say.Safe(linked.Table.Ids[link.Right]), $"{link.Probability:0.0000}", Say.Safe(link.Reasons, 100));
        }

        Say.Out.Write(table);
        if (links.Count > MostShown)
        {
            Say.Out.MarkupLine($"{Say.Count(MostShown)} of {Say.Count(links.Count)} shown: --out FILE writes all");
        }
    }
}
