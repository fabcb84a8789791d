namespace Assay.Market;

/// <summary>A warehouse out of which five shops of two gangs send counterfeit cigarettes, brought from two places abroad. Customs opened a parcel of each gang. Somebody honest rents a corner of the warehouse.</summary>
internal static class CigaretteWarehouse
{
    private const string Story = "cigarette_warehouse";

    public static void Play(Stage stage)
    {
        var rng = stage.Rng(Story);
        var country = Country.All[rng.Pick([2, 4, 0])];
        var city = rng.Pick(country.Cities);
        var brand = stage.Catalogue.Stage("Velmarin", ["维玛林", "Велмарин"], Category.Cigarettes);
        Product[] products = [.. brand.Products];
        var warehouse = stage.Place(Story, "warehouse", "warehouse", country, city, rng);
        var abroad = Country.All[rng.Pick([6, 10])];
        var makers = Array.ConvertAll(new int[2], _ => stage.Maker(Story, abroad, rng.Pick(abroad.Cities), null, products, rng));
        for (var gang = 0; gang < 2; gang++)
        {
            var owner = stage.Operator(Story, rng.Between(0.1, 0.5), country, city, makers[gang], warehouse, rng);
            stage.Chain(owner, makers, [], [warehouse], 260, 25);
            for (var shop = 0; shop < 3 - gang; shop++)
            {
                var opened = stage.Shop(Story, owner, rng.Pick([SellerKind.Retailer, SellerKind.Hobbyist]), rng.Between(150, 250), 2, rng.Between(1_500.0, 2_600.0), [warehouse], rng);
                opened.FoundBy = shop == 0 ? "customs" : null;
            }
        }

        stage.Bystander(Story, SellerKind.OwnLabel, country, city, null, null, warehouse, "rents a corner of the warehouse");
    }
}
