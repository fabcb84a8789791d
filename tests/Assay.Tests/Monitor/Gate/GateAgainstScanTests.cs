using System.Text.Json;
using Assay.Import;
using Assay.Monitor.Gate;
using Assay.Policy;
using Assay.Scoring;
using Assay.Screening.Listings;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Monitor.Gate;

/// <summary>A listing that is live already is judged by the gate as by the scan: the facts that need no history of the listing are the same to the bit.</summary>
public sealed class GateAgainstScanTests : IDisposable
{
    /// <summary>What only the listing's own past tells; a gate looks at listings that have none.</summary>
    private static readonly HashSet<string> OfHistory = new(StringComparer.Ordinal)
    {
        "found_counterfeit", "found_genuine", "notices_upheld", "notices_open", "notices_refused", "listing_refunds_fake", "listing_reviews_say_fake",
    };

    // A brand whose rights all ended. Photos and a payout account of shops closed for counterfeits in the hands of others: not every small market has both.
    private static readonly Sql Linked = new("test", """
        UPDATE rights SET valid_until = TIMESTAMP '2026-01-01' WHERE brand_id = (SELECT min(brand_id) FROM rights);
        CREATE TEMP TABLE closed AS SELECT seller_id, payout_account FROM sellers WHERE close_reason ILIKE '%counterfeit%';
        UPDATE listings SET pdq = (SELECT min(pdq) FROM listings WHERE seller_id IN (SELECT seller_id FROM closed))
        WHERE id IN (SELECT id FROM listings WHERE removed_at IS NULL AND seller_id NOT IN (SELECT seller_id FROM closed) ORDER BY id LIMIT 3);
        UPDATE sellers SET payout_account = (SELECT min(payout_account) FROM closed)
        WHERE seller_id IN (SELECT seller_id FROM listings WHERE removed_at IS NULL AND seller_id NOT IN (SELECT seller_id FROM closed) ORDER BY id LIMIT 1);
        """);

    private readonly TestFolder folder = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_live_listing_has_the_facts_of_the_scan_to_the_bit(int seed)
    {
        folder.Import(Path.Combine(MarketFolder.Small((ulong)seed), "feeds"));
        using var data = folder.Open();
        data.Warehouse.Run(Linked);
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        var knowledge = new LoadKnowledge(data.Warehouse, new LoadTextRules()).Run(default);
        var offers = Offers(data.Warehouse);
        var compared = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);

        using var facts = data.Warehouse.Collect(Sql.Load("Scoring/listing_facts.sql"));
        var columns = facts.Columns.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
        var signals = ColdSignals.All.Where(s => !OfHistory.Contains(s.Code)).ToList();
        while (facts.Next())
        {
            for (var row = 0; row < facts.Count; row++, compared++)
            {
                var id = facts.String(columns["listing_id"], row)!;
                var gate = new GateFacts(offers[id], knowledge);
                Assert.All(GateChecks.All, check => Assert.Null(check.Look(gate)));
                Assert.Equal(facts.String(columns["matched_brand_id"], row), gate.Brand);
                gate.AddUp(out var reasons);
                foreach (var signal in signals)
                {
                    var ofSeller = signal.Subject == SignalSubject.Seller;
                    var expected = At(facts, columns[signal.Code], row);
                    var peers = columns.TryGetValue($"{signal.Code}__peers", out var p) ? At(facts, p, row) : double.NaN;
                    var reason = reasons.ToArray().FirstOrDefault(r => r.Signal == signal);
                    var (got, gotPeers) = ofSeller ? (reason.Signal is null ? double.NaN : reason.Value, reason.Signal is null ? double.NaN : reason.Peers) : (gate[signal.Code], gate.PeersOf(signal.Code));
                    if (ofSeller && signal.Contribution(expected) == 0)
                    {
                        expected = peers = double.NaN;
                    }

                    Assert.True(Same(expected, got) && Same(peers, gotPeers), $"{id} {signal.Code}: the scan has {expected:R} of {peers:R}, the gate {got:R} of {gotPeers:R}");
                    if (expected > 0)
                    {
                        seen.Add(signal.Code);
                    }
                }
            }
        }

        Assert.True(compared > 1000, $"{compared} listings");
        var missing = new[] { "replica_slang", "disguised_letters", "accessory", "price_of_product", "price_of_brand", "brand_without_authorisation", "gtin_wrong", "photo_of_counterfeits", "hand_of_closed_shop", "right_does_not_hold", "authorised_seller" }.Except(seen, StringComparer.Ordinal);
        Assert.Equal("", string.Join(' ', missing));
    }

    public void Dispose() => folder.Dispose();

    // Through the feed's own form, so that reading is compared too.
    private static Dictionary<string, OfferedListing> Offers(IWarehouse warehouse)
    {
        var read = new ReadListing(ContractCodes.BuiltIn, FixedClock.Default.GetUtcNow().UtcDateTime.AddDays(1));
        var names = Contract.Find("listings")!.Columns.Select(c => c.Name).ToList();
        var rows = warehouse.Table(new Sql("test", $"SELECT {string.Join(", ", names.Select(n => Sql.Quote(n)))} FROM listings WHERE removed_at IS NULL"));
        return rows.ToDictionary(
            r => r[0]!,
            r => read.Run(JsonSerializer.SerializeToUtf8Bytes(names.Index().Where(n => r[n.Index] is not null).ToDictionary(n => n.Item, n => r[n.Index], StringComparer.Ordinal))).Require(),
            StringComparer.Ordinal);
    }

    private static double At(IRows rows, int column, int row) => rows.IsNull(column, row) ? double.NaN : rows.Values<double>(column)[row];

    private static bool Same(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (double.IsNaN(a) && double.IsNaN(b));
}
