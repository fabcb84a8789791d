namespace Assay.Market;

/// <summary>Rows of listings, outcomes and the marketplace's own metrics.</summary>
internal static class ListingFeeds
{
    public const string Listings = "id,seller_id,title,description,brand,google_product_category,product_type,price,sale_price,condition,gtin,mpn,image_link,additional_image_link,pdq,availability,quantity,ship_from_country,ship_from_region,created_at,updated_at,removed_at,observed_at";
    public const string Outcomes = "outcome_id,subject,subject_id,verdict,basis,order_id,weight,at";
    public const string Metrics = "subject,subject_id,at,response_hours,late_dispatch_rate,chat_complaint_share,seller_tier";

    /// <summary>A listing as first published, or, with its new price, as it is known since.</summary>
    public static void Listing(RowWriter to, Listing listing, bool late)
    {
        var draw = Mix.Of(listing.Id, 21);
        to.Id('l', listing.Id);
        to.Id('s', listing.Seller.Id);
        to.Text(listing.Title);
        to.Text(listing.Description);
        to.Text(listing.Brand);
        to.Text(draw % 10 < 9 ? listing.Category.Path : null);
        to.Text(draw % 7 < 3 ? listing.Category.Noun(listing.Language) : null);
        to.Price(late ? listing.NewPrice : listing.Price, listing.Currency);
        to.Price(late || listing.SalePrice >= listing.Price ? 0 : listing.SalePrice, listing.Currency);
        to.Text(draw % 20 == 0 ? null : listing.Condition);
        to.Text(listing.Gtin);
        to.Text(listing.Mpn);
        Pictures(to, listing, draw);
        to.Text(listing.RemovedAt > 0 && late ? "out_of_stock" : "in_stock");
        to.Number((long)(draw >> 20) % 40 + 1);
        to.Word(listing.Seller.Site.Country.Utf8);
        to.Text(listing.Seller.Site.Region);
        to.Time(listing.CreatedAt);
        to.Time(late ? listing.UpdatedAt : 0);
        to.Time(listing.RemovedAt);
        to.Time(late ? listing.UpdatedAt : 0);
        to.EndRow();
    }

    public static void Outcome(RowWriter to, Outcome outcome)
    {
        to.Id('q', outcome.Id);
        to.Text(outcome.OfListing ? "listing" : "seller");
        to.Id(outcome.OfListing ? 'l' : 's', outcome.Subject);
        to.Text(outcome.Verdict);
        to.Text(outcome.Basis);
        to.Id('o', outcome.Order);
        to.Decimal(outcome.Weight, 3);
        to.Time(outcome.At);
        to.EndRow();
    }

    public static void Metric(RowWriter to, ExternalMetric metric)
    {
        to.Text("seller");
        to.Id('s', metric.Seller);
        to.Time(metric.At);
        to.Fixed(metric.ResponseTenths, 1);
        to.Fixed(metric.LateThousandths, 3);
        to.Fixed(metric.ChatThousandths, 3);
        to.Text(metric.Tier);
        to.EndRow();
    }

    private static void Pictures(RowWriter to, Listing listing, ulong draw)
    {
        var picture = Opaque.Text('i', Mix.Of(listing.Id, 22));
        to.Text($"https://img.example.com/{picture}.jpg");
        to.Text(draw % 5 == 1 ? $"https://img.example.com/{picture}-2.jpg,https://img.example.com/{picture}-3.jpg" : null);
        if (draw % 8 == 3)
        {
            to.Empty();
        }
        else
        {
            to.Picture(Pdq.Of(listing.Photo).Resaved(listing.Id, listing.Flips));
        }
    }
}
