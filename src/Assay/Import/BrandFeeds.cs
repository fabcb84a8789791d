using static Assay.Import.Columns;
using static Assay.Import.ColumnKind;

namespace Assay.Import;

/// <summary>What rights holders bring: brands, rights, authorised sellers, products and how fakes differ.</summary>
internal static class BrandFeeds
{
    public static IReadOnlyList<Feed> All { get; } =
    [
        new("brands", ["brand_id"],
        [
            Id("brand_id"), Text("name", optional: false), Text("aliases"), Text("holder", optional: false), Of(Country, "country"),
        ])
        { WithoutIt = "finding brand names in listings" },
        new("rights", ["right_id"],
        [
            Id("right_id"), Id("brand_id"), Choice("kind", false, ["word_mark", "figurative_mark", "design", "patent", "copyright"]),
            Text("registration", optional: false), Text("jurisdiction", optional: false), Text("nice_classes"), Text("text"),
            Of(Image, "image_link", optional: true), Validity("valid_from"), Validity("valid_until"),
        ])
        { WithoutIt = "the legal ground of a match" },
        new("authorisations", ["brand_id", "seller_id", "valid_from"],
        [
            Id("brand_id"), Id("seller_id"), Validity("valid_from", optional: false), Validity("valid_until"), Text("countries"), Text("google_product_categories"),
        ])
        { WithoutIt = "telling authorised sellers from others" },
        new("products", ["product_id", "valid_from"],
        [
            Id("product_id"), Id("brand_id"), Text("title", optional: false), Text("gtin"), Text("mpn"), Text("google_product_category"),
            Of(Price, "price", optional: true), Of(Currency, "currency", optional: true), Text("countries"), Validity("valid_from"),
            Of(Image, "image_link", optional: true), Of(Json, "attributes", optional: true),
        ])
        { WithoutIt = "the genuine product's price and numbers" },
        new("tells", ["tell_id"],
        [
            Id("tell_id"), Id("brand_id"), Id("product_id", optional: true),
            Choice("kind", false, ["mpn_pattern", "never_made", "specification", "packaging", "mark"]), Text("value", optional: false), Text("note"),
        ])
        { WithoutIt = "how the genuine article differs from the fake" },
        new("images", ["image_id"],
        [
            Id("image_id"), Id("brand_id"), Choice("use", false, ["official", "counterfeit", "licensed"]), Of(Image, "image_link"),
        ])
        { WithoutIt = "banks of official, licensed and counterfeit photos" },
    ];
}
