namespace Assay.Market;

/// <summary>Two vendors of counterfeit watches in one city. They don't know each other; one workshop of the city feeds both. One sends from the pick-up station that everybody there uses. A test buy was made at each.</summary>
internal static class WatchVendors
{
    private const string Story = "watch_vendors";

    public static void Play(Stage stage)
    {
        var rng = stage.Rng(Story);
        var china = Country.All[6];
        var city = rng.Pick(china.Cities);
        Product[] products = [.. stage.Catalogue.ByCategory[Array.IndexOf(Category.All, Category.Watches)].Take(6)];
        var maker = stage.Maker(Story, china, city, null, products, rng);
        var own = stage.Place(Story, "warehouse", "home", china, city, rng);
        var station = stage.PickUpStation(china);
        Vendor(stage, maker, city, own, SellerKind.Outlet, 9_000, rng);
        Vendor(stage, maker, city, station, SellerKind.ParallelImporter, 6_000, rng);
        stage.Bystander(Story, SellerKind.Retailer, china, city, products, null, station, "sells genuine watches in the same city, from the same pick-up station");
    }

    private static void Vendor(Stage stage, Factory maker, City city, Site outlet, SellerKind front, double dollars, Rng rng)
    {
        var vendor = stage.Operator(Story, rng.Between(0.1, 0.5), Country.All[6], city, maker, outlet, rng);
        stage.Chain(vendor, [maker], [], [outlet], 210, 5);
        stage.Shop(Story, vendor, front, 200, 3, dollars, [outlet], rng).FoundBy = "test_buy";
    }
}
