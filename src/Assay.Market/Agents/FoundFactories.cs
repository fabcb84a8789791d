namespace Assay.Market;

/// <summary>Founds the counterfeit factories: what each can copy, where its goods are split, who takes its money.</summary>
internal static class FoundFactories
{
    private static readonly string[] s_recordedAs = ["unknown", "unknown", "warehouse", "factory"];

    public static Factory[] Of(Population market) =>
        [.. Enumerable.Range(0, market.Scale.Factories).Select(n => Make(market, n))];

    private static Factory Make(Population market, int n)
    {
        var rng = Rng.For(market.Seed, "factory", n);
        var country = Country.All[rng.Chance(0.75) ? 6 : rng.Pick([10, 7, 5, 4])];
        var city = rng.Pick(country.Cities);
        var shared = market.HubsOf("warehouse");
        return new()
        {
            Index = n,
            Site = market.Sites.Found(rng.Pick(s_recordedAs), country, city, rng, 0.4),
            Consolidation = rng.Chance(0.5) ? rng.Pick(shared).Site! : market.Sites.Found("warehouse", country, rng.Pick(country.Cities), rng),
            Payee = market.Opaque.Id('a', 1_100_000_000 + n),
            Broker = market.Opaque.Id('a', 1_200_000_000 + n),
            Products = Products(market, rng),
        };
    }

    /// <summary>A factory has the machines for two or three kinds of goods and copies the brands that sell.</summary>
    private static Product[] Products(Population market, Rng rng)
    {
        var kinds = Enumerable.Range(0, rng.Between(2, 3)).Select(_ => rng.Below(Category.All.Length)).ToHashSet();
        var products = market.Catalogue.Products.Where(p => kinds.Contains(Array.IndexOf(Category.All, p.Category)) && rng.Chance(0.5)).ToList();
        while (products.Count < 6)
        {
            products.Add(market.Catalogue.Products[rng.Below(market.Catalogue.Products.Count)]);
        }

        return [.. products];
    }
}
