using Assay.Operators.Linking;
using Assay.Operators.Traits;
using Assay.Warehouse;

namespace Assay.Operators.StayDown;

/// <summary>
/// Shops of operators and shops that were closed, in memory, by what they are known by: somebody who signs up is compared with them in microseconds, by the same
/// weighing as linking. Sellers must have been linked.
/// </summary>
public sealed class KnownOperators
{
    private readonly Dictionary<(TraitKind, string), Held> held = [];
    private readonly Dictionary<string, Watched> sellers = new(StringComparer.Ordinal);
    private readonly PublicNetworks isPublic;
    private readonly WeighPair weigh;

    private KnownOperators(PublicNetworks isPublic, WeighPair weigh) => (this.isPublic, this.weigh) = (isPublic, weigh);

    /// <summary>Nobody.</summary>
    public static KnownOperators None { get; } = new(new PublicNetworks(), new WeighPair(1, SharingOfSameHand.Presumed));

    /// <summary>Shops that are known.</summary>
    public int Count => sellers.Count;

    /// <summary>Reads them as of a moment.</summary>
    public static KnownOperators Read(IWarehouse warehouse, DateTime asOf)
    {
        var known = new KnownOperators(PublicNetworks.Read(warehouse, asOf), new WeighPair(LinkSellers.RarityAsLinked(warehouse), LearnSharing.Run(warehouse)));
        foreach (var row in warehouse.Table(Sql.Load("Operators/StayDown/watched_sellers.sql"), TraitsOfSellers.KindNames))
        {
            known.sellers[row[0]!] = new Watched(row[1], int.Parse(row[2]!), long.Parse(row[3]!));
        }

        known.ReadTraits(warehouse);
        return known;
    }

    /// <summary>Shops that share something with somebody who is offered, the likeliest first.</summary>
    public IReadOnlyList<SellerMatch> Compare(OfferedSeller offered)
    {
        var own = offered.Traits.Aggregate(0L, (bits, t) => bits | (1L << (int)t.Kind));
        return
        [
            .. Shared(offered).Select(s => Match(offered, s.Key, s.Value, own)).OrderByDescending(m => m.Link.Bits).ThenBy(m => m.SellerId, StringComparer.Ordinal),
        ];
    }

    private void ReadTraits(IWarehouse warehouse)
    {
        using var rows = warehouse.Query(Sql.Load("Operators/StayDown/known_operators.sql"), TraitsOfSellers.MostHolders - 1);
        while (rows.Next())
        {
            var last = rows.Values<long>(3);
            var holders = rows.Values<long>(4);
            for (var row = 0; row < rows.Count; row++)
            {
                var key = (Enum.Parse<TraitKind>(rows.String(0, row)!, ignoreCase: true), rows.String(1, row)!);
                (held.TryGetValue(key, out var known) ? known : held[key] = new Held((int)holders[row], [])).Sellers.Add((rows.String(2, row)!, last[row]));
            }
        }
    }

    // For each shop, of each kind the value that fewest have.
    private Dictionary<string, List<(SharedTrait Trait, string Text)>> Shared(OfferedSeller offered)
    {
        var at = Moments.ToMicros(offered.At);
        var shared = new Dictionary<string, List<(SharedTrait Trait, string Text)>>(StringComparer.Ordinal);
        foreach (var (kind, text) in offered.Traits)
        {
            if (!held.TryGetValue((kind, text), out var known) || (kind == TraitKind.Line && isPublic.Holds(text)))
            {
                continue;
            }

            foreach (var (seller, last) in known.Sellers.Where(s => s.Seller != offered.Id))
            {
                var days = Math.Max(0, at - last) / (double)TimeSpan.MicrosecondsPerDay;
                Keep(shared.TryGetValue(seller, out var theirs) ? theirs : shared[seller] = [], new SharedTrait(kind, 0, known.Holders + 1, at, days), text);
            }
        }

        return shared;
    }

    private static void Keep(List<(SharedTrait Trait, string Text)> theirs, SharedTrait trait, string text)
    {
        var place = theirs.FindIndex(t => t.Trait.Kind == trait.Kind);
        if (place < 0)
        {
            theirs.Add((trait, text));
        }
        else if (trait.Holders < theirs[place].Trait.Holders)
        {
            theirs[place] = (trait, text);
        }
    }

    private SellerMatch Match(OfferedSeller offered, string seller, List<(SharedTrait Trait, string Text)> shared, long own)
    {
        var watched = sellers[seller];
        var weighed = weigh.Run([.. shared.Select(s => s.Trait)], own & watched.Kinds);
        var link = new SellerLink(offered.Id, seller, weighed.Bits, weighed.Since is { } since ? Moments.FromMicros(since) : null, Explanations.Say(weighed.Otherwise),
        [
            .. weighed.Shared.Select(s => new TraitEvidence(
                Explanations.Say(s.Trait.Kind), shared.First(v => v.Trait.Kind == s.Trait.Kind).Text, s.Trait.Holders, s.Bits, Moments.FromMicros(s.Trait.Since), Explanations.IsControlled(s.Trait.Kind))),
        ]);
        return new SellerMatch(seller, watched.OperatorId, watched.Closed, link);
    }

    private sealed record Watched(string? OperatorId, int Closed, long Kinds);

    private sealed record Held(int Holders, List<(string Seller, long Last)> Sellers);
}
