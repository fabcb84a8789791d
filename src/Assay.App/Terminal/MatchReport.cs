using System.Text.Json;
using Assay.Screening.Products.Matching;
using Assay.Screening.Products.Tables;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>How the result of matching two tables looks.</summary>
internal static class MatchReport
{
    private const int MostShown = 20;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>For people.</summary>
    public static void Write(MatchFiles files, MatchedTables matched)
    {
        var result = matched.Result;
        WriteRoles(matched.Left);
        WriteRoles(matched.Right);
        foreach (var (file, rows) in matched.Rejected)
        {
            Say.Out.MarkupLine($"passed over {Say.Count(rows)} rows of {Say.Safe(file)}: no id, one that stood before, or one that no table has");
        }

        Say.Out.MarkupLine($"{Say.Count(result.Candidates)} candidates{(result.CandidateRecall is { } recall ? $", with {recall:P1} of the known matches" : "")}");
        WriteQuality("pairs to learn from, judged by models that had not seen them", result.Held);
        WriteQuality("pairs asked about", result.OfAsked);
        var matches = result.Pairs.Where(p => p.IsMatch).OrderByDescending(p => p.Score).ToList();
        Say.Out.MarkupLine($"{Say.Count(result.Pairs.Count)} pairs scored, {Say.Count(matches.Count)} taken for matches{(files.Out is { } to ? $", written to {Say.Safe(to)}" : "")}");
        if (files.Out is null)
        {
            WriteMatches(matches);
        }
    }

    /// <summary>For programs: one object.</summary>
    public static void WriteJson(MatchFiles files, MatchedTables matched)
    {
        var result = matched.Result;
        Console.WriteLine(JsonSerializer.Serialize(
            new
            {
                Left = Described(matched.Left),
                Right = Described(matched.Right),
                Rejected = matched.Rejected.Select(r => new { r.File, r.Rows }),
                result.Candidates,
                result.CandidateRecall,
                result.Held,
                result.OfAsked,
                Scored = result.Pairs.Count,
                Matches = result.Pairs.Count(p => p.IsMatch),
                files.Out,
            },
            Options));
    }

    private static object Described(ProductTable table) => new { File = table.Shown, Rows = table.Rows.Count, Columns = table.Roles };

    private static void WriteRoles(ProductTable table) =>
        Say.Out.MarkupLine($"{Say.Safe(table.Shown)}: {Say.Count(table.Rows.Count)} rows; {Say.Safe(string.Join(", ", table.Roles.Known.Select(r => r.Role == r.Column ? r.Role : $"{r.Role} is {r.Column}")))}");

    private static void WriteQuality(string of, Quality? quality)
    {
        if (quality is not null)
        {
            Say.Out.MarkupLine($"F1 {quality.F1:0.000}, precision {quality.Precision:0.000}, recall {quality.Recall:0.000} of the {of}");
        }
    }

    private static void WriteMatches(List<MatchedPair> matches)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("left", "right", "score", "reasons");
        foreach (var match in matches.Take(MostShown))
        {
            table.AddRow(Say.Safe(match.LeftId), Say.Safe(match.RightId), $"{match.Score:0.000}", Say.Safe(match.Reasons, 100));
        }

        Say.Out.Write(table);
        if (matches.Count > MostShown)
        {
            Say.Out.MarkupLine($"{Say.Count(MostShown)} shown: --out FILE writes all");
        }
    }
}
