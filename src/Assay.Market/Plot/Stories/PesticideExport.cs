namespace Assay.Market;

/// <summary>Counterfeit pesticides leave the country in lots that are declared as washing powder, to be sold by two shops abroad. An honest exporter sends the genuine article and declares it.</summary>
internal static class PesticideExport
{
    private const string Story = "pesticide_export";

    public static void Play(Stage stage)
    {
        var rng = stage.Rng(Story);
        var china = Country.All[6];
        var abroad = Country.All[rng.Pick([9, 5])];
        var city = rng.Pick(abroad.Cities);
        var brand = stage.Catalogue.Stage("Feldrune", ["菲德伦", "Фельдрун"], Category.Pesticides);
        Product[] products = [.. brand.Products];
        var maker = stage.Maker(Story, china, rng.Pick(china.Cities), null, products, rng);
        Site[] outlets = [.. Enumerable.Range(0, 2).Select(_ => stage.Place(Story, "warehouse", "warehouse", abroad, city, rng))];
        var owner = stage.Operator(Story, rng.Between(0.2, 0.5), abroad, city, maker, outlets[0], rng);
        stage.Chain(owner, [maker], [], outlets, 240, 30, ("washing powder", "340250"));
        Array.ForEach(outlets, outlet => stage.Shop(Story, owner, SellerKind.Retailer, rng.Between(150, 220), 2, rng.Between(1_300.0, 2_200.0), [outlet], rng));
        stage.Bystander(Story, SellerKind.Authorised, china, rng.Pick(china.Cities), products, brand, null, "exports the genuine article and declares it");
        stage.Bystander(Story, SellerKind.Retailer, abroad, city, products, null, null, "sells the genuine article in the same city");
    }
}
