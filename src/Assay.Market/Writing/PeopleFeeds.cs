namespace Assay.Market;

/// <summary>Rows of the feeds in which people show: sellers, buyers, sessions, views, reviews, reports.</summary>
internal static class PeopleFeeds
{
    public const string Sellers = "seller_id,registered_at,shop_name,legal_name,registered_address,identity_hash,country,region,city,template,payout_account,phone_hash,email_hash,address_hash,closed_at,close_reason";
    public const string Buyers = "buyer_id,registered_at,country,phone_hash,email_hash,address_hash";
    public const string Sessions = "account_id,account_kind,at,action,ip,device_id,router_id,user_agent";
    public const string Views = "listing_id,viewer_id,at,via,position";
    public const string Reviews = "review_id,listing_id,seller_id,buyer_id,order_id,rating,text,created_at,observed_at";
    public const string Reports = "report_id,listing_id,seller_id,reporter_id,reporter_kind,reason,brand_id,right_id,text,created_at,resolved_at,resolution,observed_at";

    private static readonly string[] s_agents =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) MarketWeb/4.2", "MarketApp/9.1 (Android 15)", "MarketApp/9.0 (iOS 19.2)",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) MarketWeb/4.2", "MarketApp/8.7 (Android 13)",
    ];

    public static void Seller(RowWriter to, Seller seller, ulong seed)
    {
        var rng = Rng.For(seed, "papers", seller.Index);
        to.Id('s', seller.Id);
        to.Time(seller.RegisteredAt);
        to.Text(Names.Shop(seller.Country.Language, rng));
        to.Text(seller.Business ? Names.Company(seller.Country, rng) : rng.Chance(0.5) ? Names.Person(seller.Country.Language, rng) : null);
        to.Text(seller.Business ? Names.Street(seller.City, rng) : null);
        to.Hash(seller.Business || rng.Chance(0.4) ? seller.Identity : 0);
        to.Word(seller.Country.Utf8);
        to.Text(seller.City.Region);
        to.Text(seller.City.Name);
        to.Text(seller.BasicTemplate ? "basic" : rng.Chance(0.8) ? "custom" : null);
        to.Id('a', seller.PayoutAccount);
        to.Hash(seller.Phone);
        to.Hash(rng.Chance(0.95) ? seller.Email : 0);
        to.Hash(rng.Chance(0.9) ? seller.Address : 0);
        to.Time(seller.ClosedAt);
        to.Text(seller.CloseReason);
        to.EndRow();
    }

    public static void Buyer(RowWriter to, Buyers buyers, int buyer)
    {
        var key = buyers.Key(buyer);
        to.Id('u', buyers.Id(buyer));
        to.Time(buyers.RegisteredAt(buyer));
        to.Word(buyers.CountryOf(buyer).Utf8);
        to.Hash(Mix.Of(key, 901));
        to.Hash(Mix.Of(key, 902) % 10 < 8 ? Mix.Of(key, 903) : 0);
        to.Hash(Mix.Of(buyers.Household(buyer), 904));
        to.EndRow();
    }

    public static void Session(RowWriter to, Session session, Networks networks)
    {
        to.Id(session.OfSeller ? 's' : 'u', session.Account);
        to.Text(session.OfSeller ? "seller" : "buyer");
        to.Time(session.At);
        to.Text(session.Action);
        to.Address(session.Line.Address(networks, session.At, session.Device));
        to.Id('d', session.Device);
        to.Hash(session.Line.Router);
        to.Text(s_agents[session.Agent]);
        to.EndRow();
    }

    public static void View(RowWriter to, View view, Population market)
    {
        to.Id('l', view.Listing.Id);
        to.Id('u', market.Buyers.Id(view.Viewer));
        to.Time(view.At);
        to.Text(view.Via);
        if (view.Position > 0)
        {
            to.Number(view.Position);
        }
        else
        {
            to.Empty();
        }

        to.EndRow();
    }

    /// <summary>A few reviews wait for moderation and are known a day later.</summary>
    public static void Review(RowWriter to, Review review, Population market)
    {
        to.Id('v', review.Id);
        to.Id('l', review.Order.Listing.Id);
        to.Id('s', review.Order.Listing.Seller.Id);
        to.Id('u', market.Buyers.Id(review.Order.Buyer));
        to.Id('o', review.Order.Id);
        to.Number(review.Rating);
        to.Text(review.Text);
        to.Time(review.At);
        var known = review.At + Clock.Day;
        to.Time(review.Id % 32 == 0 && known < market.End ? known : 0);
        to.EndRow();
    }

    /// <summary>A report as it came in, or, with its resolution, as it is known since.</summary>
    public static void Report(RowWriter to, Report report, bool late)
    {
        to.Id('c', report.Id);
        to.Id('l', report.Listing.Id);
        to.Id('s', report.Listing.Seller.Id);
        to.Id(report.ReporterLetter, report.Reporter);
        to.Text(report.ReporterKind);
        to.Text(report.Reason);
        to.Id('b', report.Brand?.Id ?? 0);
        to.Id('g', report.Right?.Id ?? 0);
        to.Text(report.Text);
        to.Time(report.At);
        to.Time(late ? report.ResolvedAt : 0);
        to.Text(late ? report.Resolution : null);
        to.Time(late ? report.ResolvedAt : 0);
        to.EndRow();
    }
}
