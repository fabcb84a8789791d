using System.Text;
using Assay.Scoring;
using Assay.Warehouse;

namespace Assay.Policy;

/// <summary>Scores, decides and writes a decision a row of listing facts.</summary>
internal sealed class DecisionWriter(ITableWriter writer, ColdScorer scorer, long decidedAt, long asOf, int version)
{
    private int row;

    public long Write(IRows facts, CancellationToken stop)
    {
        long count = 0;
        var names = facts.Columns.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var (listing, seller, brand) = (names["listing_id"], names["seller_id"], names["matched_brand_id"]);
        while (facts.Next())
        {
            stop.ThrowIfCancellationRequested();
            for (var i = 0; i < facts.Count; i++, count++)
            {
                Decide(facts, i, listing, seller, brand);
                if (++row == writer.Capacity)
                {
                    writer.Write(row);
                    row = 0;
                }
            }
        }

        writer.Write(row);
        writer.Finish();
        return count;
    }

    private void Decide(IRows facts, int i, int listing, int seller, int brand)
    {
        var risk = scorer.Score(i);
        var (action, rule) = Thresholds.OnListing(risk, scorer.Reasons);
        writer.SetText(0, row, facts.Text(listing, i));
        writer.SetText(1, row, facts.Text(seller, i));
        writer.Values<long>(2)[row] = decidedAt;
        writer.Values<long>(3)[row] = asOf;
        writer.Values<double>(4)[row] = risk.Score;
        writer.Values<double>(5)[row] = risk.Probability;
        writer.Values<double>(6)[row] = risk.Margin;
        writer.SetText(7, row, Encoding.UTF8.GetBytes(Thresholds.Spell(action)));
        writer.SetText(8, row, scorer.ReasonsAsJson());
        if (facts.IsNull(brand, i))
        {
            writer.SetNull(9, row);
        }
        else
        {
            writer.SetText(9, row, facts.Text(brand, i));
        }

        writer.SetText(10, row, Encoding.UTF8.GetBytes(rule));
        writer.SetText(11, row, ScanMarket.ChecksRun);
        writer.Values<int>(12)[row] = version;
    }
}

/// <summary>Scores, decides and writes a risk a row of seller facts.</summary>
internal sealed class SellerRiskWriter(ITableWriter writer, ColdScorer scorer, long asOf)
{
    private readonly StandingJson standing = new();

    public long Write(IRows facts)
    {
        long count = 0;
        var row = 0;
        var names = facts.Columns.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        while (facts.Next())
        {
            for (var i = 0; i < facts.Count; i++, count++)
            {
                Decide(facts, i, row, names);
                if (++row == writer.Capacity)
                {
                    writer.Write(row);
                    row = 0;
                }
            }
        }

        writer.Write(row);
        writer.Finish();
        return count;
    }

    private void Decide(IRows facts, int i, int row, Dictionary<string, int> names)
    {
        var risk = scorer.Score(i);
        writer.SetText(0, row, facts.Text(names["seller_id"], i));
        writer.Values<long>(1)[row] = asOf;
        writer.Values<double>(2)[row] = risk.Score;
        writer.Values<double>(3)[row] = risk.Probability;
        writer.Values<double>(4)[row] = risk.Margin;
        writer.SetText(5, row, Encoding.UTF8.GetBytes(Thresholds.Spell(Thresholds.OnSeller(risk))));
        writer.SetText(6, row, scorer.ReasonsAsJson());
        if (facts.IsNull(names["operator_id"], i))
        {
            writer.SetNull(7, row);
        }
        else
        {
            writer.SetText(7, row, facts.Text(names["operator_id"], i));
        }

        writer.Values<long>(8)[row] = facts.Values<long>(names["listings"])[i];
        writer.Values<long>(9)[row] = facts.Values<long>(names["listings_flagged"])[i];
        writer.SetText(10, row, standing.Write(scorer.Reasons));
    }
}
