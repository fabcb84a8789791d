using Assay.Metrics;
using Assay.Operators.Traits;
using Assay.Warehouse;

namespace Assay.Operators.Linking;

/// <summary>What linking came to.</summary>
/// <param name="AsOf">The moment it looks from.</param>
/// <param name="Sellers">Sellers who are known.</param>
/// <param name="Operators">Operators of more than one seller.</param>
/// <param name="Members">Their sellers.</param>
/// <param name="Links">Linked pairs.</param>
/// <param name="Largest">Sellers of the largest operator; 0 where there is none.</param>
public sealed record LinkingSummary(DateTime AsOf, long Sellers, int Operators, int Members, int Links, int Largest);

/// <summary>
/// Finds the sellers who are the same hand, as of a moment: all of them anew, or those whom new rows touch. The same events and judgements give the same operators, in
/// whatever order and batches they came: everything follows from what is known, and nothing from what was found before.
/// </summary>
public sealed class LinkSellers(IWarehouse warehouse, TimeProvider clock)
{
    private static readonly Sql TakeLinksOut = new(
        "links of touched sellers", "DELETE FROM operator_links WHERE seller_id IN (SELECT seller_id FROM link_touched) OR other_id IN (SELECT seller_id FROM link_touched)");

    private static readonly Sql EmptyLinks = new("operator links", "DELETE FROM operator_links");
    private static readonly Sql CountSellers = new("sellers as of a moment", "SELECT count(*) FROM sellers_as_of($1)");
    private static readonly Sql LinkedSellers = new("sellers that were linked", "SELECT max(sellers) FROM operator_moments");

    /// <summary>Links all sellers, and keeps operators, links and lineage.</summary>
    public LinkingSummary Run(DateTime asOf, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        using var transaction = warehouse.Begin();
        var summary = Link(asOf, stop);
        transaction.Commit();
        return summary;
    }

    /// <summary>Links all sellers within the caller's transaction.</summary>
    public LinkingSummary Link(DateTime asOf, CancellationToken stop)
    {
        warehouse.Run(Sql.Load("Operators/Traits/scope_of_all.sql"), asOf);
        warehouse.Run(Sql.Load("Operators/Traits/seller_traits.sql"), asOf);
        warehouse.Run(Sql.Load("Operators/Traits/keep_all.sql"));
        warehouse.Run(EmptyLinks);
        return Find(asOf, stop);
    }

    /// <summary>
    /// Links the sellers in the session's table <c>scope_sellers</c> and whomever they touch, within the caller's transaction; all of them where none were linked
    /// before, or where the market has grown so far that what is rare in it has changed.
    /// </summary>
    public LinkingSummary LinkTouched(DateTime asOf, CancellationToken stop)
    {
        if (RarityAsLinked(warehouse) != RarityOf(warehouse.Number(CountSellers, asOf)))
        {
            return Link(asOf, stop);
        }

        warehouse.Run(Sql.Load("Operators/Traits/scope_of_touched.sql"), asOf);
        warehouse.Run(Sql.Load("Operators/Traits/seller_traits.sql"), asOf);
        warehouse.Run(Sql.Load("Operators/Traits/keep_touched.sql"));
        warehouse.Run(TakeLinksOut);
        return Find(asOf, stop);
    }

    /// <summary>The number of sellers that rarity is reckoned with: the next power of two, so that one more does not change every link.</summary>
    internal static long RarityOf(long sellers) => (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1, sellers));

    /// <summary>The same of the latest linking; 1 where there was none.</summary>
    internal static long RarityAsLinked(IWarehouse warehouse) => RarityOf(warehouse.Number(LinkedSellers));

    private LinkingSummary Find(DateTime asOf, CancellationToken stop)
    {
        var sellers = warehouse.Number(CountSellers, asOf);
        var traits = TraitsOfSellers.Read(warehouse, asOf);
        var find = new FindLinks(traits, new WeighPair(RarityOf(sellers), LearnSharing.Run(warehouse)));
        Write(traits, find.Run(stop));
        var groups = new GroupLinks(warehouse).Run(asOf, clock.GetUtcNow().UtcDateTime);
        warehouse.Run(Sql.Load("Operators/Linking/keep_moment.sql"), asOf, typeof(LinkSellers).Assembly.GetName().Version?.ToString(), sellers);
        return new LinkingSummary(asOf, sellers, groups.Operators, groups.Members, groups.Links, groups.Largest);
    }

    private void Write(TraitsOfSellers traits, List<SellerPair> links)
    {
        using var writer = new BatchWriter(warehouse.Append("operator_links"));
        foreach (var link in links)
        {
            writer.SetText(0, traits.Sellers[link.One].Id);
            writer.SetText(1, traits.Sellers[link.Other].Id);
            writer.Set(2, link.Weighed.Since!.Value);
            writer.Set(3, Math.Round(link.Weighed.Bits, 4));
            writer.SetText(4, LinkEvidence.Json(traits, link.Weighed));
            writer.Next();
        }

        writer.Finish();
    }
}
