using Assay.Import;
using Assay.Monitor;
using Assay.Policy;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Monitor;

public sealed class RefreshMarketTests
{
    private static readonly Sql Reviewed = new("reviewed", "SELECT listing_id FROM decisions WHERE action = 'review' AND NOT contains(rule_ids, 'genuine') ORDER BY margin DESC, listing_id LIMIT 1");

    [Fact]
    public void Alerts_come_once_again_after_a_crash_and_although_somebody_scanned_before()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        using var data = folder.Open();
        new ImportFeeds(data, FixedClock.Default).Run(FindFeeds.In(Path.Combine(MarketFolder.Small(1), "feeds"), FeedMap.None).Require(), FeedMap.None, null, default);
        Scan(data);
        var refresh = new RefreshMarket(data.Warehouse, FixedClock.Default);

        // The first refresh starts from what was decided.
        Assert.Empty(refresh.Run(default));
        var listing = data.Warehouse.Word(Reviewed)!;
        log.Append($$$"""{"feed":"outcomes","row":{"outcome_id":"live-1","subject":"listing","subject_id":"{{{listing}}}","verdict":"counterfeit","basis":"test_buy","at":"2026-06-30T00:00:00Z"}}""");
        new FoldLog(data, log).Run(default);
        Scan(data);

        var alerts = refresh.Run(default);
        var alert = Assert.Single(alerts, a => a.SubjectId == listing);
        Assert.Equal(("listing", "review"), (alert.Kind, alert.Was));
        Assert.InRange(alert.Reasons.Count, 1, 3);

        // Nobody said that they were handed out: they come again, the same.
        Assert.Equal(alerts.Select(a => a.ToJson()), refresh.Run(default).Select(a => a.ToJson()));
        refresh.HandedOut();
        Assert.Empty(refresh.Run(default));
    }

    private static void Scan(DataFolder data) => new ScanMarket(data.Warehouse, FixedClock.Default).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
}
