using System.Text.Json;
using Assay.Metrics;
using Assay.Warehouse;

namespace Assay.Operators.Linking;

/// <summary>What linking came to.</summary>
/// <param name="AsOf">The moment it looks from.</param>
/// <param name="Sellers">Sellers who were compared.</param>
/// <param name="Operators">Operators of more than one seller.</param>
/// <param name="Members">Their sellers.</param>
/// <param name="Links">Linked pairs.</param>
/// <param name="Largest">Sellers of the largest operator; 0 where there is none.</param>
public sealed record LinkingSummary(DateTime AsOf, int Sellers, int Operators, int Members, int Links, int Largest);

/// <summary>
/// Finds the sellers who are the same hand, as of a moment. The same events and judgements give the same operators, in whatever order they came: everything follows
/// from what is known, and nothing from what was found before.
/// </summary>
public sealed class LinkSellers(IWarehouse warehouse, TimeProvider clock)
{
    private static readonly Sql EmptyMembers = new("operators", "DELETE FROM operators");
    private static readonly Sql EmptyLinks = new("operator links", "DELETE FROM operator_links");
    private static readonly Sql Before = new("operators before", "CREATE OR REPLACE TEMP TABLE operators_before AS SELECT operator_id, seller_id FROM operators");

    /// <summary>Links, and keeps operators, links and lineage.</summary>
    public LinkingSummary Run(DateTime asOf, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        using var transaction = warehouse.Begin();
        var summary = Link(asOf, stop);
        transaction.Commit();
        return summary;
    }

    /// <summary>Links within the caller's transaction.</summary>
    public LinkingSummary Link(DateTime asOf, CancellationToken stop)
    {
        var linked = LinkedSellers.Of(warehouse, asOf, stop);
        warehouse.Run(Before);
        warehouse.Run(EmptyMembers);
        warehouse.Run(EmptyLinks);
        WriteLinks(linked);
        WriteMembers(linked);
        warehouse.Run(Sql.Load("Operators/Linking/keep_lineage.sql"), asOf, clock.GetUtcNow().UtcDateTime);
        warehouse.Run(Sql.Load("Operators/Linking/keep_moment.sql"), asOf, typeof(LinkSellers).Assembly.GetName().Version?.ToString(), linked.Traits.Sellers.Length);
        var sizes = linked.Groups.Where(g => g.Count > 1).Select(g => g.Count).ToList();
        return new LinkingSummary(asOf, linked.Traits.Sellers.Length, sizes.Count, sizes.Sum(), linked.Links.Count, sizes.DefaultIfEmpty(0).Max());
    }

    private void WriteLinks(LinkedSellers linked)
    {
        using var writer = new BatchWriter(warehouse.Append("operator_links"));
        foreach (var link in linked.Links)
        {
            writer.SetText(0, Utf8(linked.Id(link.One)));
            writer.SetText(1, Utf8(linked.Id(link.Other)));
            writer.Set(2, link.Weighed.Since!.Value);
            writer.Set(3, Math.Round(link.Weighed.Bits, 4));
            writer.SetText(4, Utf8(LinkEvidence.Json(linked.Traits, link.Weighed)));
            writer.Next();
        }

        writer.Finish();
    }

    private void WriteMembers(LinkedSellers linked)
    {
        using var writer = new BatchWriter(warehouse.Append("operators"));
        foreach (var member in linked.Members())
        {
            writer.SetText(0, Utf8(member.Operator));
            writer.SetText(1, Utf8(linked.Id(member.Seller)));
            writer.SetOrNull(2, member.Since);
            writer.Set(3, Math.Round(member.Strength, 6));
            writer.SetText(4, Utf8(member.Tie is { } tie
                ? $$"""{"tied_to":{{JsonSerializer.Serialize(linked.Id(tie.One == member.Seller ? tie.Other : tie.One))}},"shares":{{LinkEvidence.Json(linked.Traits, tie.Weighed)}}}"""
                : """{"judged":"same"}"""));
            writer.Next();
        }

        writer.Finish();
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
