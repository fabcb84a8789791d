using System.Text.Json;
using Assay.Operators.Linking;
using Assay.Operators.Traits;
using Assay.Warehouse;

namespace Assay.Operators;

/// <summary>A trait that a link rests on.</summary>
/// <param name="Says">What it is, for people.</param>
/// <param name="Value">The value as the feeds spell it.</param>
/// <param name="Sellers">Sellers who have it.</param>
/// <param name="Bits">What it adds against the likeliest other explanation, in bits.</param>
/// <param name="Since">Since when both were known with it.</param>
/// <param name="CanLink">True where both sides control it; what can be planted only supports.</param>
public sealed record TraitEvidence(string Says, string Value, int Sellers, double Bits, DateTime Since, bool CanLink);

/// <summary>Two sellers, and what ties them or does not.</summary>
/// <param name="One">A seller's id.</param>
/// <param name="Other">The other's.</param>
/// <param name="Bits">Log-odds in bits that they are the same hand.</param>
/// <param name="LinkedAt">Since when they were linked; null where they are not.</param>
/// <param name="Otherwise">The likeliest other explanation, for people; null where they share nothing.</param>
/// <param name="Evidence">What they share, the heaviest first.</param>
public sealed record SellerLink(string One, string Other, double Bits, DateTime? LinkedAt, string? Otherwise, IReadOnlyList<TraitEvidence> Evidence)
{
    /// <summary>The probability that they are the same hand, 0 to 1.</summary>
    public double Probability => Odds.Probability(Bits);
}

/// <summary>Why two sellers belong to one operator, or do not.</summary>
/// <param name="OperatorId">The operator of both; null where there is none.</param>
/// <param name="Path">From the one to the other, each step a link; or what the two share directly, where no path leads.</param>
/// <param name="Judgement">What people said of the two; null where nothing.</param>
public sealed record SameHandReasons(string? OperatorId, IReadOnlyList<SellerLink> Path, string? Judgement);

/// <summary>Says why two sellers are the same hand: the path of links between them, of which the weakest is as strong as can be.</summary>
public sealed class WhySameHand(IWarehouse warehouse)
{
    private static readonly Sql NewestLinking = new("moment of operators", "SELECT max(as_of) FROM operator_moments");
    private static readonly Sql TheTwo = new("two sellers", "CREATE OR REPLACE TEMP TABLE link_touched AS SELECT unnest([$1, $2]) AS seller_id");
    private static readonly Sql OperatorOf = new("operator of a seller", "SELECT max(operator_id) FROM operators WHERE seller_id = $1");
    private static readonly Sql LinksOf = new(
        "links of an operator",
        "SELECT seller_id, other_id, linked_at, bits, evidence FROM operator_links WHERE seller_id IN (SELECT seller_id FROM operators WHERE operator_id = $1) AND other_id IN (SELECT seller_id FROM operators WHERE operator_id = $1)");

    private static readonly Sql Judged = new(
        "judgement of a pair", "SELECT arg_max(verdict || ', by ' || judge || coalesce(': ' || note, ''), judged_at) FROM operator_judgements WHERE seller_id = least($1, $2) AND other_id = greatest($1, $2) AND withdrawn_at IS NULL");

    /// <summary>The moment that operators stand as of; null where nothing was linked yet.</summary>
    public static DateTime? LinkedAsOf(IWarehouse warehouse) => warehouse.Moment(NewestLinking);

    /// <summary>Finds the path; operators must have been linked.</summary>
    public Result<SameHandReasons> Run(string one, string other)
    {
        if (LinkedAsOf(warehouse) is not { } asOf)
        {
            return new Failure("Nothing was linked yet", "operators in the warehouse", "Run assay operators link first");
        }

        if (TwoSellers.Refuse(warehouse, one, other) is { } refused)
        {
            return refused;
        }

        var judgement = warehouse.Word(Judged, one, other);
        var (first, second) = (warehouse.Word(OperatorOf, one), warehouse.Word(OperatorOf, other));
        return first is not null && first == second
            ? new SameHandReasons(first, Path(Read(first), one, other), judgement)
            : new SameHandReasons(null, [Directly(one, other, asOf)], judgement);
    }

    // The links of a group, those of the widest path: the surest links are taken first until the two are joined, then the path through them is the only one.
    private static List<SellerLink> Path(List<SellerLink> links, string one, string other)
    {
        var near = new Dictionary<string, List<SellerLink>>(StringComparer.Ordinal);
        foreach (var link in links.OrderByDescending(l => l.Bits).ThenBy(l => l.One, StringComparer.Ordinal).ThenBy(l => l.Other, StringComparer.Ordinal))
        {
            if (Between(near, link.One, link.Other) is null)
            {
                Add(near, link.One, link);
                Add(near, link.Other, link);
            }

            if (Between(near, one, other) is { } path)
            {
                return path;
            }
        }

        return [];
    }

    private static void Add(Dictionary<string, List<SellerLink>> near, string seller, SellerLink link) => (near.TryGetValue(seller, out var known) ? known : near[seller] = []).Add(link);

    // Breadth first; null where no links lead there.
    private static List<SellerLink>? Between(Dictionary<string, List<SellerLink>> near, string from, string to)
    {
        var came = new Dictionary<string, (string From, SellerLink Link)>(StringComparer.Ordinal);
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var at) && at != to)
        {
            foreach (var link in near.GetValueOrDefault(at) ?? [])
            {
                var there = link.One == at ? link.Other : link.One;
                if (there != from && came.TryAdd(there, (at, link)))
                {
                    next.Enqueue(there);
                }
            }
        }

        if (!came.ContainsKey(to))
        {
            return null;
        }

        var path = new List<SellerLink>();
        for (var at = to; at != from; at = came[at].From)
        {
            var (before, link) = came[at];
            path.Insert(0, link with { One = before, Other = at });
        }

        return path;
    }

    private List<SellerLink> Read(string operatorId) =>
        [.. warehouse.Table(LinksOf, operatorId).Select(r => new SellerLink(r[0]!, r[1]!, double.Parse(r[3]!), Moments.Parse(r[2]!), Otherwise(r[4]!), Evidence(r[4]!)))];

    // Weighed as linking does, from what the two share.
    private SellerLink Directly(string one, string other, DateTime asOf)
    {
        warehouse.Run(TheTwo, one, other);
        var traits = TraitsOfSellers.Read(warehouse, asOf);
        var (a, b) = (Array.FindIndex(traits.Sellers, s => s.Id == one), Array.FindIndex(traits.Sellers, s => s.Id == other));
        if (a < 0 || b < 0)
        {
            return new SellerLink(one, other, 0, null, null, []);
        }

        var weighed = new FindLinks(traits, new WeighPair(LinkSellers.RarityAsLinked(warehouse), LearnSharing.Run(warehouse))).Weigh(Math.Min(a, b), Math.Max(a, b));
        return new SellerLink(one, other, weighed.Bits, weighed.Since is { } since ? Moments.FromMicros(since) : null, Explanations.Say(weighed.Otherwise), Evidence(LinkEvidence.Json(traits, weighed)));
    }

    private static string Otherwise(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return parsed.RootElement.GetProperty("otherwise").GetString()!;
    }

    private static IReadOnlyList<TraitEvidence> Evidence(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return
        [
            .. parsed.RootElement.GetProperty("shares").EnumerateArray().Select(t =>
            {
                var kind = Enum.Parse<TraitKind>(t.GetProperty("kind").GetString()!, ignoreCase: true);
                return new TraitEvidence(
                    Explanations.Say(kind), t.GetProperty("value").GetString()!, t.GetProperty("sellers").GetInt32(), t.GetProperty("bits").GetDouble(),
                    Moments.Parse(t.GetProperty("since").GetString()!), Explanations.IsControlled(kind));
            }),
        ];
    }
}
