using Assay.Metrics;
using Assay.Warehouse;

namespace Assay.Operators.Linking;

/// <summary>What grouping came to.</summary>
/// <param name="Operators">Operators.</param>
/// <param name="Members">Their sellers.</param>
/// <param name="Links">Linked pairs.</param>
/// <param name="Largest">Sellers of the largest; 0 where there is none.</param>
internal sealed record GroupSummary(int Operators, int Members, int Links, int Largest);

/// <summary>
/// Makes operators of the links and judgements that stand, and keeps what changed, with its lineage. It reads all links each time: they are few beside the sellers, and
/// so what comes out does not depend on what stood before.
/// </summary>
internal sealed class GroupLinks(IWarehouse warehouse)
{
    private static readonly Sql Links = new("operator links", "SELECT seller_id, other_id, epoch_us(linked_at), bits, evidence FROM operator_links ORDER BY seller_id, other_id");
    private static readonly Sql Standing = new("judgements that stand", """
        SELECT seller_id, other_id, arg_max(verdict, judged_at) AS verdict FROM operator_judgements WHERE withdrawn_at IS NULL GROUP BY ALL HAVING verdict <> 'unsure' ORDER BY ALL
        """);

    private static readonly Sql Registered = new("when sellers registered", "SELECT seller_id, epoch_us(registered_at) FROM sellers_as_of($1) WHERE seller_id IN (SELECT unnest(string_split($2, chr(31))))");
    private static readonly Sql Next = new("next operators", "CREATE OR REPLACE TEMP TABLE next_operators AS FROM operators LIMIT 0");

    private readonly List<LinkRow> links = [];
    private readonly List<(string One, string Other, bool IsSame)> judged = [];

    /// <summary>Groups within the caller's transaction.</summary>
    /// <param name="asOf">The moment that sellers are known at.</param>
    /// <param name="now">When it is done, for the lineage.</param>
    public GroupSummary Run(DateTime asOf, DateTime now)
    {
        Read();
        var known = KnownSellers(asOf);
        judged.RemoveAll(j => !known.ContainsKey(j.One) || !known.ContainsKey(j.Other));
        var apart = judged.Where(j => !j.IsSame).Select(j => (j.One, j.Other)).ToHashSet();
        var standing = links.Where(l => !apart.Contains((l.One, l.Other))).ToList();
        var ids = standing.SelectMany(l => (string[])[l.One, l.Other]).Concat(judged.SelectMany(j => (string[])[j.One, j.Other])).Distinct().Order(StringComparer.Ordinal).ToArray();
        var groups = Group(ids, standing);
        Write(ids, groups, standing, known);
        warehouse.Run(Sql.Load("Operators/Linking/keep_operators.sql"), asOf, now);
        var sizes = groups.CountBy(g => g).Where(g => g.Value > 1).Select(g => g.Value).ToList();
        return new GroupSummary(sizes.Count, sizes.Sum(), links.Count, sizes.DefaultIfEmpty(0).Max());
    }

    private void Read()
    {
        using (var rows = warehouse.Query(Links))
        {
            while (rows.Next())
            {
                var since = rows.Values<long>(2);
                var bits = rows.Values<double>(3);
                for (var row = 0; row < rows.Count; row++)
                {
                    links.Add(new LinkRow(rows.String(0, row)!, rows.String(1, row)!, since[row], bits[row], rows.String(4, row)!));
                }
            }
        }

        judged.AddRange(warehouse.Table(Standing).Select(r => (r[0]!, r[1]!, r[2] == "same")));
    }

    private Dictionary<string, long> KnownSellers(DateTime asOf)
    {
        var ids = links.SelectMany(l => (string[])[l.One, l.Other]).Concat(judged.SelectMany(j => (string[])[j.One, j.Other])).Distinct();
        return warehouse.Table(Registered, asOf, string.Join('\u001F', ids)).ToDictionary(r => r[0]!, r => long.Parse(r[1]!), StringComparer.Ordinal);
    }

    private int[] Group(string[] ids, List<LinkRow> standing)
    {
        var ordinals = ids.Index().ToDictionary(i => i.Item, i => i.Index, StringComparer.Ordinal);
        (int, int) Pair(string one, string other) => (Math.Min(ordinals[one], ordinals[other]), Math.Max(ordinals[one], ordinals[other]));
        return GroupSellers.Run(
            ids.Length,
            standing.Select(l => new SellerEdge(ordinals[l.One], ordinals[l.Other], l.Bits)),
            judged.Where(j => j.IsSame).Select(j => Pair(j.One, j.Other)),
            judged.Where(j => !j.IsSame).Select(j => Pair(j.One, j.Other)));
    }

    // A member is tied by its surest link to another; it belongs since the first of its links to any.
    private void Write(string[] ids, int[] groups, List<LinkRow> standing, Dictionary<string, long> known)
    {
        var ordinals = ids.Index().ToDictionary(i => i.Item, i => i.Index, StringComparer.Ordinal);
        var within = standing.Where(l => groups[ordinals[l.One]] == groups[ordinals[l.Other]]).SelectMany(l => (IEnumerable<(string Seller, LinkRow Link)>)[(l.One, l), (l.Other, l)]).ToLookup(l => l.Seller, l => l.Link);
        warehouse.Run(Next);
        using var writer = new BatchWriter(warehouse.Append("next_operators"));
        foreach (var group in Enumerable.Range(0, ids.Length).GroupBy(i => groups[i]).Where(g => g.Count() > 1))
        {
            var name = OperatorId.Of(group.Select(i => ids[i]).OrderBy(id => known[id]).ThenBy(id => id, StringComparer.Ordinal).First());
            foreach (var seller in group.Select(i => ids[i]))
            {
                Write(writer, name, seller, [.. within[seller]]);
            }
        }

        writer.Finish();
    }

    private static void Write(BatchWriter writer, string name, string seller, List<LinkRow> ties)
    {
        var surest = ties.MaxBy(t => t.Bits);
        writer.SetText(0, name);
        writer.SetText(1, seller);
        writer.SetOrNull(2, surest is null ? (long?)null : ties.Min(t => t.Since));
        writer.Set(3, surest is null ? 1 : Math.Round(Odds.Probability(surest.Bits), 6));
        writer.SetText(4, surest is null
            ? """{"judged":"same"}"""
            : LinkEvidence.OfTie(surest.One == seller ? surest.Other : surest.One, surest.Evidence));
        writer.Next();
    }

    private sealed record LinkRow(string One, string Other, long Since, double Bits, string Evidence);
}
