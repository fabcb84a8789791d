using static Assay.Tests.Metrics.Store.FeedVersions;

namespace Assay.Tests.Metrics.Store;

/// <summary>Offers and profiles as the definition of their streams says, event by event.</summary>
/// <param name="feeds">The feeds.</param>
/// <param name="says">Whether a text says it: slang, disguised, accessory, and whether a GTIN holds.</param>
internal sealed class ShopOracle(FeedVersions feeds, Func<string, string, bool> says)
{
    private static readonly string[] NoContent = ["created_at", "updated_at", "removed_at", "registered_at", "closed_at", "close_reason"];

    public IEnumerable<Expected> Offers()
    {
        foreach (var versions in feeds["listings"].GroupBy(v => v["id"]))
        {
            Version? former = null;
            foreach (var version in versions.OrderBy(v => v.From))
            {
                yield return Offer(version, null, "listed", version.Moment("created_at")!.Value, version.Until);
                if (former is not null && Differs(version, former))
                {
                    var updated = version.Moment("updated_at");
                    var at = updated <= version.From && updated != former.Moment("updated_at") ? updated.Value : version.From;
                    yield return Offer(version, former, "changed", at, long.MaxValue);
                }

                if (version.Moment("removed_at") is { } removed)
                {
                    yield return Offer(version, null, "removed", removed, version.Until);
                }

                former = version;
            }
        }
    }

    public IEnumerable<Expected> Profiles()
    {
        foreach (var versions in feeds["sellers"].GroupBy(v => v["seller_id"]))
        {
            Version? former = null;
            foreach (var version in versions.OrderBy(v => v.From))
            {
                yield return Profile(version, "registered", version.Moment("registered_at")!.Value, version.Until);
                if (former is not null && Differs(version, former))
                {
                    yield return Profile(version, "changed", version.From, long.MaxValue);
                }

                if (version.Moment("closed_at") is { } closed)
                {
                    yield return Profile(version, "closed", closed, version.Until);
                }

                former = version;
            }
        }
    }

    private static bool Differs(Version a, Version b) => a.Values.Any(v => !NoContent.Contains(v.Key) && v.Value != b[v.Key]);

    private Expected Offer(Version offer, Version? former, string name, long at, long until)
    {
        var known = Math.Max(offer.From, at);
        var (asked, currency, title) = (Asked(offer), offer["currency"], offer["title"]!);
        var (brand, mpn, gtin) = (Text(offer["brand"], 1), Text(offer["mpn"], 1), offer["gtin"]);
        var holds = gtin is null ? (bool?)null : says("gtin_holds", gtin);
        return new Expected(offer["seller_id"], offer["id"], null, at, known, until)
        {
            ["event"] = name,
            ["condition"] = offer["condition"] is { } condition ? condition is "new" or "used" or "refurbished" ? condition : "other" : null,
            ["gtin"] = holds is null ? null : holds.Value ? "valid" : "wrong",
            ["has_mpn"] = YesNo(offer["mpn"] is not null), ["has_photo"] = YesNo((offer["image_link"] ?? offer["pdq"]) is not null),
            ["names_brand"] = YesNo(brand is not null),
            ["slang"] = YesNo(says("is_slang", string.Join(' ', new[] { title, offer["description"] }.Where(t => t is not null)))),
            ["disguised"] = YesNo(says("is_disguised", title)), ["accessory"] = YesNo(says("is_accessory", title)),
            ["title_changed"] = former is null ? null : YesNo(title != former["title"]),
            ["photo_changed"] = former is null ? null : YesNo(offer["pdq"] is { } photo && former["pdq"] is { } old ? photo != old : offer["image_link"] != former["image_link"]),
            ["brand_changed"] = former is null ? null : YesNo(brand != Text(former["brand"], 1)),
            ["category_changed"] = former is null ? null : YesNo(Category(offer) != Category(former)),
            ["from_country"] = offer["ship_from_country"],
            ["listing"] = offer["id"], ["category"] = Category(offer), ["brand"] = brand, ["title"] = Text(title, 8), ["photo"] = Photo(offer),
            ["product"] = holds == true ? gtin!.TrimStart('0') : brand is not null && mpn is not null ? $"{brand} {mpn}" : null,
            ["price"] = feeds.Money(asked, currency, at, known),
            ["discount"] = Parts(offer.Number("price") - offer.Number("sale_price"), offer.Number("price")),
            ["price_change"] = former is not null && currency == former["currency"] && asked != Asked(former) ? Parts(asked, Asked(former)) : null,
            ["quantity"] = (long?)offer.Number("quantity"),
            ["title_length"] = (long)title.EnumerateRunes().Count(), ["description_length"] = (long?)offer["description"]?.EnumerateRunes().Count(),
            ["shop_age"] = Days(feeds.Known("sellers", "seller_id", offer["seller_id"], known)?.Moment("registered_at"), at),
            ["life"] = name == "removed" ? Seconds(offer.Moment("created_at"), at) : null,
            ["photo_sellers"] = feeds.Sharing("listings", "created_at", "photo", Photo, v => v["seller_id"], Photo(offer), known),
            ["title_sellers"] = feeds.Sharing("listings", "created_at", "title", v => Text(v["title"], 8), v => v["seller_id"], Text(title, 8), known),
        };
    }

    private static Expected Profile(Version shop, string name, long at, long until) => new(shop["seller_id"], null, null, at, Math.Max(shop.From, at), until)
    {
        ["event"] = name,
        ["template"] = shop["template"] is { } template ? template == "basic" ? "basic" : "other" : null,
        ["has_papers"] = YesNo(shop["identity_hash"] is not null), ["has_name"] = YesNo(shop["legal_name"] is not null),
        ["has_address"] = YesNo((shop["registered_address"] ?? shop["address_hash"]) is not null), ["has_payout"] = YesNo(shop["payout_account"] is not null),
        ["country"] = shop["country"],
        ["papers"] = shop["identity_hash"], ["payout"] = shop["payout_account"], ["phone"] = shop["phone_hash"], ["mail"] = shop["email_hash"],
        ["address"] = shop["address_hash"], ["name"] = Text(shop["legal_name"], 1), ["city"] = Text(shop["city"], 1),
    };

    private static double? Asked(Version offer) => offer.Number("sale_price") ?? offer.Number("price");

    private static string? Photo(Version offer) => offer["pdq"] ?? offer["image_link"];

    private static string? Category(Version offer) => offer["google_product_category"] ?? offer["product_type"];
}
