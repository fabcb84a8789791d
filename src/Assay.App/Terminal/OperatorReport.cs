using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Operators;
using Assay.Operators.Linking;
using Assay.Tracing.Closed;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>How operators look.</summary>
internal static class OperatorReport
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What linking came to, and the largest operators.</summary>
    public static void Write(LinkingSummary summary, IReadOnlyList<OperatorLine> largest, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { summary.AsOf, summary.Sellers, summary.Operators, summary.Members, summary.Links, summary.Largest, LargestOperators = largest }, Options));
            return;
        }

        Say.Out.MarkupLine(
            $"[bold]Operators[/] as of {Moments.ToText(summary.AsOf)}: {Say.Count(summary.Operators)} behind {Say.Count(summary.Members)} of {Say.Count(summary.Sellers)} sellers, by {Say.Count(summary.Links)} links");
        WriteList(largest, json: false);
    }

    /// <summary>A list of operators.</summary>
    public static void WriteList(IReadOnlyList<OperatorLine> operators, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(operators, Options));
            return;
        }

        if (operators.Count == 0)
        {
            Say.Out.MarkupLine("no operators: nothing was linked yet (assay operators link), or no two sellers are the same hand by what is known");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn("operator").AddColumn(new TableColumn("shops").RightAligned()).AddColumn(new TableColumn("closed").RightAligned())
            .AddColumn("linked since").AddColumn(new TableColumn("weakest tie").RightAligned()).AddColumn("of");
        foreach (var line in operators)
        {
            table.AddRow(line.Id, Say.Count(line.Sellers), Say.Count(line.Closed), line.Since is { } since ? $"{since:yyyy-MM-dd}" : "judged", $"{line.Weakest:0.000}", Say.Safe(line.WeakestSeller));
        }

        Say.Out.Write(table);
        foreach (var line in operators.Where(o => o.IsAlarming))
        {
            Say.Out.MarkupLine($"[bold]look first[/]: {line.Id} has {Say.Count(line.Sellers)} shops, and {OperatorLine.AlarmingFrom} are ten times the usual. What ties them: assay operators show {line.Id}");
        }
    }

    /// <summary>That a judgement was kept, and what linking anew came to; null where nothing was linked yet.</summary>
    public static void WriteKept(LinkingSummary? summary) => Say.Out.MarkupLine(summary is null
        ? "kept; it counts when sellers are linked: assay operators link"
        : $"kept, and linked anew as of {Moments.ToText(summary.AsOf)}: {Say.Count(summary.Operators)} operators of {Say.Count(summary.Members)} sellers");

    /// <summary>The list of closed operators.</summary>
    public static void Write(IReadOnlyList<ClosedOperator> list, string? to, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { ListClosedOperators.Rule, Audience = "internal", Entries = list }, Options));
            return;
        }

        Say.Out.MarkupLine($"[bold]{Say.Count(list.Count)} behind closed shops[/], internal. {ListClosedOperators.Rule}{(to is null ? "" : $" Written to {Say.Safe(to)}")}");
        var table = new Table().Border(TableBorder.Simple).AddColumn("operator or shop").AddColumn(new TableColumn("shops").RightAligned()).AddColumn(new TableColumn("closed").RightAligned())
            .AddColumn("last closed").AddColumn(new TableColumn("findings").RightAligned()).AddColumns("country", "until");
        foreach (var entry in list.Take(20))
        {
            table.AddRow(Say.Safe(entry.Id), Say.Count(entry.Shops), Say.Count(entry.Closed), $"{entry.LastClosed:yyyy-MM-dd}", Say.Count(entry.Findings), Say.Safe(entry.Country), $"{entry.ExpiresAt:yyyy-MM-dd}");
        }

        Say.Out.Write(table);
    }

    /// <summary>One operator.</summary>
    public static void Write(ShownOperator shown, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(shown, Options));
            return;
        }

        Say.Out.MarkupLine($"[bold]Operator {shown.Operator.Id}[/]: {Say.Count(shown.Operator.Sellers)} shops, {Say.Count(shown.Operator.Closed)} closed");
        var table = new Table().Border(TableBorder.Simple).AddColumns("seller", "shop", "country", "registered", "closed", "linked", "sure", "tied to", "by");
        foreach (var member in shown.Members)
        {
            var (to, by) = Tie(member.Evidence);
            table.AddRow(
                Say.Safe(member.SellerId), Say.Safe(member.ShopName, 24), Say.Safe(member.Country), $"{member.RegisteredAt:yyyy-MM-dd}", member.ClosedAt is { } closed ? $"{closed:yyyy-MM-dd}" : "",
                member.LinkedAt is { } linked ? $"{linked:yyyy-MM-dd}" : "judged", $"{member.Strength:0.000}", Say.Safe(to), Say.Safe(by, 60));
        }

        Say.Out.Write(table);
        foreach (var line in shown.Lineage)
        {
            Say.Out.MarkupLine($"{line.AsOf:yyyy-MM-dd}: {Say.Safe(line.OperatorId)} {line.Became}{(line.Other is { } other ? $" {(line.Became == "merged" ? "into" : "off to")} {Say.Safe(other)}" : "")}");
        }
    }

    /// <summary>Why two sellers are the same hand, or are not.</summary>
    public static void Write(SameHandReasons reasons, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(reasons, Options));
            return;
        }

        if (reasons.Judgement is { } judgement)
        {
            Say.Out.MarkupLine($"judged {Say.Safe(judgement)}");
        }

        Say.Out.MarkupLine(reasons.OperatorId is { } id
            ? $"[bold]The same hand[/]: both belong to operator {id}{(reasons.Path.Count > 1 ? $", by {reasons.Path.Count} links" : reasons.Path.Count == 0 ? ", by judgement" : "")}"
            : "[bold]Not linked[/]");
        foreach (var link in reasons.Path)
        {
            Write(link);
        }
    }

    private static void Write(SellerLink link)
    {
        var linked = link.LinkedAt is { } since ? $", linked since {since:yyyy-MM-dd HH:mm}" : "";
        Say.Out.MarkupLine($"{Say.Safe(link.One)} and {Say.Safe(link.Other)}: probability {link.Probability:0.0000}{linked}{(link.Evidence.Count > 0 ? $"; else {link.Otherwise}" : "")}");
        if (link.Evidence.Count == 0)
        {
            Say.Out.MarkupLine("  they share nothing that is known");
        }

        foreach (var trait in link.Evidence)
        {
            Say.Out.MarkupLine(
                $"  {trait.Bits,6:+0.0;-0.0} bits  {trait.Says} {Say.Safe(trait.Value, 40)}, of {Say.Count(trait.Sellers)} sellers, since {trait.Since:yyyy-MM-dd}{(trait.CanLink ? "" : " (supports, never links)")}");
        }
    }

    private static (string To, string By) Tie(string evidence)
    {
        using var json = JsonDocument.Parse(evidence);
        return json.RootElement.TryGetProperty("tied_to", out var to)
            ? (to.GetString()!, string.Join(", ", json.RootElement.GetProperty("shares").EnumerateArray().Select(s => s.GetProperty("kind").GetString())))
            : ("", "judgement");
    }
}
