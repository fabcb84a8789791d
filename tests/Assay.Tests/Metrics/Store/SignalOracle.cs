using System.Net;
using static Assay.Tests.Metrics.Store.FeedVersions;

namespace Assay.Tests.Metrics.Store;

/// <summary>Reviews, reports, sessions, views and outcomes as the definition of their streams says, event by event.</summary>
/// <param name="feeds">The feeds.</param>
/// <param name="says">Whether a text says it: fake, poor, praise.</param>
internal sealed class SignalOracle(FeedVersions feeds, Func<string, string, bool> says)
{
    private readonly List<(IPNetwork Network, Version Version)> networks = [];

    public IEnumerable<Expected> Reviews() => feeds["reviews"].Select(review =>
    {
        var (at, text) = (review.Moment("created_at")!.Value, review["text"]);
        var known = Math.Max(review.From, at);
        var order = feeds.Known("orders", "order_id", review["order_id"], known);
        var buyer = feeds.Known("buyers", "buyer_id", review["buyer_id"], known);
        return new Expected(review["seller_id"], review["listing_id"], review["buyer_id"], at, known, review.Until)
        {
            ["says_fake"] = Says("says_fake", text), ["says_poor"] = Says("says_poor", text), ["says_praise"] = Says("says_praise", text),
            ["has_text"] = YesNo(text is not null),
            ["verified"] = review["order_id"] is null ? "no"
                : YesNo(order is null ? null : order["buyer_id"] == review["buyer_id"] && order["listing_id"] == review["listing_id"]),
            ["buyer"] = review["buyer_id"], ["listing"] = review["listing_id"], ["seller"] = review["seller_id"], ["text"] = Text(text, 12),
            ["buyer_country"] = buyer?["country"],
            ["rating"] = Whole(review.Number("rating") * 100),
            ["length"] = (long?)text?.EnumerateRunes().Count(),
            ["delay"] = Seconds(order?.Moment("ordered_at"), at),
            ["buyer_age"] = Days(buyer?.Moment("registered_at"), at),
            ["reviewer_sellers"] = feeds.Sharing("reviews", "created_at", "buyer_id", v => v["buyer_id"], v => v["seller_id"], review["buyer_id"], known),
        };
    });

    public IEnumerable<Expected> Reports() =>
        from report in feeds["reports"]
        from name in (string[])["filed", "resolved"]
        let at = report.Moment(name == "filed" ? "created_at" : "resolved_at")
        where at is not null
        let known = Math.Max(report.From, at.Value)
        let listing = feeds.Known("listings", "id", report["listing_id"], known)
        select new Expected(report["seller_id"] ?? listing?["seller_id"], report["listing_id"], null, at.Value, known, report.Until)
        {
            ["event"] = name, ["reason"] = report["reason"], ["reporter_kind"] = report["reporter_kind"],
            ["resolution"] = name == "resolved" ? report["resolution"] : null,
            ["has_text"] = YesNo(report["text"] is not null), ["names_right"] = YesNo(report["right_id"] is not null),
            ["reporter"] = report["reporter_id"], ["listing"] = report["listing_id"], ["brand"] = report["brand_id"],
            ["delay"] = name == "resolved" ? Seconds(report.Moment("created_at"), at) : null,
            ["listing_age"] = Days(listing?.Moment("created_at"), at),
            ["reporter_record"] = Record(report["reporter_id"], known),
        };

    public IEnumerable<Expected> Sessions() => feeds["sessions"].Select(session =>
    {
        var (at, isSeller) = (session.Moment("at")!.Value, session["account_kind"] == "seller");
        var known = Math.Max(session.From, at);
        var account = isSeller ? feeds.Known("sellers", "seller_id", session["account_id"], known) : feeds.Known("buyers", "buyer_id", session["account_id"], known);
        var ip = IPAddress.Parse(session["ip"]!);
        var network = Longest(ip, known);
        return new Expected(isSeller ? session["account_id"] : null, null, isSeller ? null : session["account_id"], at, known, session.Until)
        {
            ["action"] = session["action"], ["network_kind"] = network?["kind"], ["country"] = network?["country"],
            ["abroad"] = YesNo(network?["country"] is { } here && account?["country"] is { } home ? here != home : null),
            ["ip"] = ip.ToString(),
            ["network"] = string.Join(ip.ToString().Contains(':', StringComparison.Ordinal) ? ':' : '.', Surroundings(ip)),
            ["device"] = session["device_id"], ["router"] = session["router_id"], ["agent"] = session["user_agent"], ["asn"] = network?["asn"],
            ["account_age"] = Days(account?.Moment("registered_at"), at),
            ["device_accounts"] = Accounts("device_id", session, known), ["router_accounts"] = Accounts("router_id", session, known),
            ["ip_accounts"] = Accounts("ip", session, known),
        };
    });

    public IEnumerable<Expected> Views() => feeds["views"].Select(view =>
    {
        var at = view.Moment("at")!.Value;
        var known = Math.Max(view.From, at);
        var listing = feeds.Known("listings", "id", view["listing_id"], known);
        return new Expected(listing?["seller_id"], view["listing_id"], null, at, known, view.Until)
        {
            ["via"] = view["via"], ["viewer"] = view["viewer_id"], ["listing"] = view["listing_id"],
            ["position"] = (long?)view.Number("position"), ["listing_age"] = Days(listing?.Moment("created_at"), at),
        };
    });

    public IEnumerable<Expected> Outcomes() => feeds["outcomes"].Select(outcome =>
    {
        var at = outcome.Moment("at")!.Value;
        var known = Math.Max(outcome.From, at);
        var listing = outcome["subject"] == "listing" ? outcome["subject_id"] : null;
        var seller = listing is null ? outcome["subject_id"] : feeds.Known("listings", "id", listing, known)?["seller_id"];
        return new Expected(seller, listing, null, at, known, outcome.Until)
        {
            ["verdict"] = outcome["verdict"], ["basis"] = outcome["basis"], ["listing"] = listing, ["weight"] = Whole((outcome.Number("weight") ?? 1) * 10_000),
        };
    });

    private long? Accounts(string column, Version session, long known) =>
        feeds.Sharing("sessions", "at", column, v => v[column], v => $"{v["account_kind"]} {v["account_id"]}", session[column], known);

    private long? Record(string? reporter, long known)
    {
        var decided = feeds.Of("reports", "reporter_id")[reporter ?? ""].Where(v => v["resolution"] is not null && v.KnownWith("resolved_at") <= known)
            .Select(v => (Report: v["report_id"], Resolution: v["resolution"])).Distinct().ToList();
        return Parts(decided.Count(d => d.Resolution == "upheld"), decided.Count);
    }

    private string? Says(string what, string? text) => text is null ? null : YesNo(says(what, text));

    private Version? Longest(IPAddress ip, long known)
    {
        if (networks.Count == 0)
        {
            networks.AddRange(feeds["networks"].Select(v => (IPNetwork.Parse(v["prefix"]!), v)));
        }

        return networks.Where(n => n.Network.Contains(ip) && n.Version.From <= known && n.Version.Until > known).MaxBy(n => n.Network.PrefixLength).Version;
    }

    // Written by the groups of the address: three numbers of an IPv4 address, three groups of an IPv6 one.
    private static IEnumerable<string> Surroundings(IPAddress ip)
    {
        var bytes = ip.GetAddressBytes();
        return bytes.Length == 4
            ? [$"{bytes[0]}", $"{bytes[1]}", $"{bytes[2]}", "0/24"]
            : [$"{(bytes[0] << 8) + bytes[1]:x}", $"{(bytes[2] << 8) + bytes[3]:x}", $"{(bytes[4] << 8) + bytes[5]:x}", ":/48"];
    }
}
