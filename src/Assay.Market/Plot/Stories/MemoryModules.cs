namespace Assay.Market;

/// <summary>Three stores of one gang sell counterfeit memory modules for about a million yuan in three months, out of thirteen places: four workshops, two depots, seven addresses that parcels leave from.</summary>
internal static class MemoryModules
{
    private const string Story = "memory_modules";
    private const int Days = 92;

    /// <summary>A million yuan, in dollars at the first rate.</summary>
    private const double Takings = 1_000_000 / 7.2;

    public static void Play(Stage stage)
    {
        var rng = stage.Rng(Story);
        var china = Country.All[6];
        var brand = stage.Catalogue.Stage("Quendor", ["昆多", "Квендор"], Category.MemoryModules);
        Product[] products = [.. brand.Products];
        var makers = Array.ConvertAll(new int[4], _ => stage.Maker(Story, china, rng.Pick(china.Cities), null, products, rng));
        var depots = Array.ConvertAll(new int[2], _ => stage.Place(Story, "consolidation", "warehouse", china, rng.Pick(china.Cities), rng));
        var home = rng.Pick(china.Cities);
        var outlets = Array.ConvertAll(new int[7], i => stage.Place(Story, "warehouse", rng.Pick(["home", "warehouse", "unknown"]), china, rng.Chance(0.7) ? home : rng.Pick(china.Cities), rng));
        var gang = stage.Operator(Story, rng.Between(0.1, 0.4), china, home, makers[0], outlets[0], rng);
        stage.Chain(gang, makers, depots, outlets, Days + 15, 6);
        stage.Shop(Story, gang, SellerKind.Retailer, Days, 3, 0.45 * Takings, outlets[..3], rng);
        stage.Shop(Story, gang, SellerKind.Outlet, Days - 6, 3, 0.33 * Takings, outlets[3..5], rng);
        stage.Shop(Story, gang, SellerKind.Retailer, Days - 15, 2, 0.22 * Takings, outlets[5..], rng);
        stage.Bystander(Story, SellerKind.Authorised, Country.All[0], Country.All[0].Cities[0], products, brand, null, "the brand's authorised store");
        stage.Bystander(Story, SellerKind.ParallelImporter, china, home, products, null, null, "sells genuine modules at a discount, in the same city");
    }
}
