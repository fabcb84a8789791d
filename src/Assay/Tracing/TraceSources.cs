using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Metrics;
using Assay.Policy;
using Assay.Tracing.Goods;
using Assay.Tracing.Money;
using Assay.Warehouse;

namespace Assay.Tracing;

/// <summary>What a trace came to.</summary>
/// <param name="AsOf">The moment it looks from.</param>
/// <param name="Sources">Suspected sources by kind, with how many there are and what counterfeits came through them.</param>
/// <param name="Currency">The money of the values.</param>
public sealed record TraceSummary(DateTime AsOf, IReadOnlyList<(string Kind, int Count, double Value)> Sources, string Currency);

/// <summary>
/// Traces flagged goods and money back, in the order of time, to the places and accounts that feed them, and keeps them as suspected sources. Operators must have been
/// linked and the market scanned: what they found is where a trace begins.
/// </summary>
public sealed class TraceSources(IWarehouse warehouse)
{
    private const int MostNamed = 100;
    private const double MostUnseen = 0.3;

    private static readonly Sql Empty = new("sources", "DELETE FROM sources");
    private static readonly Sql Members = new("operators of sellers", "SELECT seller_id, operator_id FROM operators");
    private static readonly Sql Common = new("common money", "SELECT currency FROM traced_rates WHERE rate = 1 ORDER BY currency LIMIT 1");
    private static readonly Sql Keep = new("moment of sources", "INSERT INTO source_moments SELECT $1, (SELECT max(run) FROM imports), $2");
    private static readonly Sql Forget = new("moment of sources", "DELETE FROM source_moments");
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Traces as of the moment that was decided on last.</summary>
    public Result<TraceSummary> Run(CancellationToken stop)
    {
        if (ScanMarket.DecidedAsOf(warehouse) is not { } asOf)
        {
            return new Failure("Nothing was scanned yet", "decisions in the warehouse", "Run assay scan first");
        }

        using var stopping = warehouse.StopOn(stop);
        using var transaction = warehouse.Begin();
        var places = new TraceGoods(warehouse).Run(asOf, stop);
        var payees = new TraceMoney(warehouse).Run(asOf, stop);
        var operatorOf = warehouse.Table(Members).ToDictionary(r => r[0]!, r => r[1]!, StringComparer.Ordinal);
        var currency = warehouse.Word(Common) ?? "";
        warehouse.Run(Empty);
        Write(places, payees, operatorOf, currency);
        warehouse.Run(Forget);
        warehouse.Run(Keep, asOf, typeof(TraceSources).Assembly.GetName().Version?.ToString());
        transaction.Commit();
        var kinds = places.Select(p => (p.Kind, p.Value)).Concat(payees.Select(p => (Kind: "payee", p.Value)));
        return new TraceSummary(asOf, [.. kinds.GroupBy(k => k.Kind).Select(g => (g.Key, g.Count(), g.Sum(k => k.Value))).OrderBy(k => k.Key, StringComparer.Ordinal)], currency);
    }

    private void Write(IReadOnlyList<PlaceFound> places, IReadOnlyList<Payee> payees, Dictionary<string, string> operatorOf, string currency)
    {
        using var writer = new BatchWriter(warehouse.Append("sources"));
        foreach (var place in places)
        {
            var evidence = new { share = Math.Round(place.Share, 4), told = Math.Round(place.Told, 4), flagged_sellers = place.Sellers.Count, all_sellers = place.AllSellers };
            WriteShared(writer, place.Site, place.Kind, place.Score, place.Sellers, operatorOf, place.Value, currency, evidence, place.Unknowns);
            writer.SetOrNull(2, place.Position.Lat);
            writer.SetOrNull(3, place.Position.Lon);
            writer.SetOrNull(4, place.Position.RadiusKm);
            writer.SetText(5, place.Position.Country);
            writer.SetText(6, place.Position.Region);
            writer.SetText(7, place.Brands);
            writer.SetText(8, place.Categories);
            writer.Set(12, place.Shipments);
            writer.Next();
        }

        foreach (var payee in payees)
        {
            var evidence = new { share = Math.Round(payee.Share, 4), path = payee.Path };
            WriteShared(writer, payee.Name, "payee", 100 * Math.Min(1, payee.Share), payee.Sellers, operatorOf, payee.Value, currency, evidence, Unknowns(payee));
            for (var column = 2; column <= 4; column++)
            {
                writer.SetOrNull<double>(column, null);
            }

            for (var column = 5; column <= 8; column++)
            {
                writer.SetText(column, (string?)null);
            }

            writer.SetOrNull<long>(12, null);
            writer.Next();
        }

        writer.Finish();
    }

    private static string[] Unknowns(Payee payee)
    {
        string[] always = ["who owns the account", "where its owner is"];
        return payee.Unseen >= MostUnseen ? [.. always, $"where {100 * payee.Unseen:0} of 100 of what it was paid came from"] : always;
    }

    private static void WriteShared(
        BatchWriter writer, string id, string kind, double score, IReadOnlyList<string> sellers, Dictionary<string, string> operatorOf, double value, string currency, object evidence, IReadOnlyList<string> unknowns)
    {
        var operators = sellers.Select(s => operatorOf.GetValueOrDefault(s)).Where(o => o is not null).Distinct().Take(MostNamed);
        writer.SetText(0, id);
        writer.SetText(1, kind);
        writer.Set(9, Math.Round(score, 2));
        writer.SetText(10, string.Join('|', operators));
        writer.SetText(11, string.Join('|', sellers.Take(MostNamed)));
        writer.Set(13, Math.Round(value, 2));
        writer.SetText(14, currency);
        writer.SetText(15, JsonSerializer.Serialize(evidence, Plain));
        writer.SetText(16, string.Join('|', unknowns));
    }
}
