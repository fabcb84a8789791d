using static Assay.Scoring.SignalSubject;

namespace Assay.Scoring;

/// <summary>
/// The cold score: what a market without a single label starts with, on one screen. Weights are judgements, set so that one weak trait
/// alone never holds a listing and two independent strong ones do; they were not fitted to any market.
/// </summary>
public static class ColdSignals
{
    /// <summary>Name of this table in a decision's versions.</summary>
    public const string Version = "cold-3";

    /// <summary>Log-odds before any evidence, in ten-thousandths: 1.5 of 100 listings for one that shows nothing at all. Ordinary listings
    /// collect about half a log-odds of weak traits, which brings the average to the 2 to 8 of 100 that audited samples find.</summary>
    public const long Base = -42_000;

    /// <summary>
    /// Most that a seller's own signals add to one of its listings, in ten-thousandths; more is scaled down. Even a counterfeiter sells
    /// genuine goods beside the fakes, so what is known of the shop alone may send a listing to a person and never holds it.
    /// </summary>
    public const int MostOfSeller = 38_000;

    /// <summary>The table.</summary>
    public static IReadOnlyList<ColdSignal> All { get; } =
    [
        new("found_counterfeit", Listing, 0, 1, 7.0, "A test buy, audit or court found this listing counterfeit", "An examination found this article not to be genuine."),
        new("found_genuine", Listing, 0, 1, -4.5, "A test buy, audit or appeal found this listing genuine"),
        new("notices_upheld", Listing, 0, 1, 3.5, "Notices on this listing that were upheld: {0:0}", "A notice about this listing was examined and upheld."),
        new("notices_open", Listing, 0, 3, 1.2, "Reporters of good standing with an open notice on it: {0:0}", "Notices about this listing are being examined."),
        new("notices_refused", Listing, 0, 2, -0.8, "Notices on it that were refused, countered or withdrawn: {0:0}"),
        new("replica_slang", Listing, 0, 1, 2.6, "Its words are those of replica sellers", "The listing describes the article as a replica."),
        new("disguised_letters", Listing, 0, 1, 2.2, "It hides a name from a search: look-alike letters, hidden characters, a brand spelt apart"),
        new("price_of_product", Listing, 0.8, 0.4, 2.2, "Its price is {0:0%} of what this product costs ({1:0.00})", "The price is far below what the genuine product costs."),
        new("price_of_brand", Listing, 0.6, 0.25, 1.3, "Its price is {0:0%} of the brand's median in the category ({1:0.00})", "The price is far below the brand's usual prices."),
        new("price_of_category", Listing, 0.4, 0.1, 0.4, "Its price is {0:0%} of the category's median ({1:0.00})"),
        new("brand_without_authorisation", Listing, 0, 1, 0.6, "It names a registered brand that has not authorised the seller", "The listing names a registered brand without an authorisation on file."),
        new("authorised_seller", Listing, 0, 1, -4.0, "The brand authorised this seller"),
        new("right_does_not_hold", Listing, 0, 1, -2.0, "No right of the brand holds for it: ended, not yet begun, or of other countries"),
        new("accessory", Listing, 0, 1, -1.2, "It is offered as a part or accessory for the brand's article, or compared with it"),
        new("second_hand", Listing, 0, 1, -0.3, "It is offered as used or refurbished"),
        new("gtin_wrong", Listing, 0, 1, 0.8, "Its GTIN has a wrong check digit", "The GTIN is not valid."),
        new("gtin_of_another_brand", Listing, 0, 1, 1.0, "Its GTIN belongs to another brand", "The GTIN belongs to another brand's product."),
        new("part_number_not_the_brands", Listing, 0, 1, 1.2, "Its part number does not follow the brand's grammar"),
        new("feature_never_made", Listing, 0, 1, 1.6, "It claims a feature that the brand never made"),
        new("photo_of_counterfeits", Listing, 0, 1, 1.0, "Shops that used its photo for counterfeits: {0:0}"),
        new("product_contradicted", Listing, 0, 2, 1.4, "What it says cannot be so of the product that it claims to be: {0:0}", "What the listing says contradicts the product that it names."),
        new("photo_in_counterfeit_bank", Listing, 0, 1, 2.0, "Its photo is in the brand's bank of counterfeits", "The photo is known from articles that were not genuine."),
        new("official_photo_unauthorised", Listing, 0, 1, 0.3, "It shows the brand's official photo, and the brand has not authorised the seller"),
        new("photo_of_many_hands", Listing, 4, 20, 0.4, "Sellers who seem unrelated and show the same picture: {0:0}"),
        new("listing_refunds_fake", Listing, 0.01, 0.15, 1.8, "At least {0:0.0%} of its orders came back as counterfeit", "Buyers returned the article as counterfeit."),
        new("listing_reviews_say_fake", Listing, 0.01, 0.2, 1.5, "At least {0:0.0%} of its reviews call it a fake", "Buyers wrote that the article is not genuine."),
        new("refunds_fake", Seller, 0.005, 0.06, 1.8, "At least {0:0.0%} of the shop's orders came back as counterfeit (market {1:0.0%})", "Buyers returned articles of the shop as counterfeit."),
        new("refunds_not_as_described", Seller, 0.02, 0.12, 0.7, "At least {0:0.0%} of the shop's orders came back as not as described (market {1:0.0%})", "Buyers returned articles as not as described."),
        new("seller_reviews_say_fake", Seller, 0.005, 0.08, 1.2, "At least {0:0.0%} of the shop's reviews speak of fakes (market {1:0.0%})", "Buyers wrote that articles of the shop are not genuine."),
        new("seller_notices_upheld", Seller, 0, 3, 1.6, "Listings of the shop with an upheld notice: {0:0}", "Notices about other listings of the shop were upheld."),
        new("seller_notices_open", Seller, 0, 4, 0.6, "Reporters of good standing with an open notice on the shop: {0:0}"),
        new("shop_found_out", Seller, 0, 0.5, 2.4, "At least {0:0%} of the shop's articles, going by those examined, are counterfeit", "Examined articles of the shop were not genuine."),
        new("closed_for_counterfeits", Seller, 0, 1, 3.0, "The shop was closed for counterfeits", "The shop was closed."),
        new("operator_closed_before", Seller, 0, 2, 3.0, "Shops of the same operator that were closed for counterfeits: {0:0}"),
        new("hand_of_closed_shop", Seller, 0, 2, 2.0, "Kinds of papers, accounts or devices that it shares with a shop closed for counterfeits: {0:0}"),
        new("place_of_closed_shop", Seller, 0, 2, 1.0, "Shops closed for counterfeits that sent from the same place: {0:0}"),
        new("rating_low", Seller, 4.0, 2.5, 0.5, "Its buyers rate it {0:0.0} (market {1:0.0})", "Buyers rate the shop low."),
        new("praise_in_one_day", Seller, 0.3, 0.8, 0.6, "{0:0%} of its reviews are praise from a single day"),
        new("praise_from_new_accounts", Seller, 0.2, 0.8, 0.7, "{0:0%} of its reviews are praise from accounts two weeks old or less"),
        new("traffic_handed_round", Seller, 0.35, 0.8, 0.6, "{0:0%} of its visitors come by links handed round, not by search (market {1:0%})"),
        new("shop_age_days", Seller, 365, 30, 0.5, "The shop is {0:0} days old"),
        new("stock_template", Seller, 0, 1, 0.2, "The shop looks as the marketplace's stock template comes"),
        new("no_papers", Seller, 0, 1, 0.4, "The shop has no papers on file"),
    ];
}
