namespace Assay.Market;

/// <summary>Founds what unrelated people share: dormitories, common warehouses, pick-up stations, shop agencies.</summary>
internal static class FoundHubs
{
    public static Hub[] Of(Population market)
    {
        var sellers = market.Scale.Sellers;
        var hubs = new List<Hub>();
        Add(market, hubs, "dormitory", Math.Max(1, sellers / 1500), "home");
        Add(market, hubs, "cafe", Math.Max(2, sellers / 800), "home");
        Add(market, hubs, "warehouse", Math.Max(4, sellers / 200), "shared_warehouse");
        Add(market, hubs, "pick_up_station", Math.Max(8, sellers / 60), "pick_up_station");
        Add(market, hubs, "agency", Math.Max(1, sellers / 600), "unknown");
        Add(market, hubs, "port", 4, "port");
        return [.. hubs];
    }

    private static void Add(Population market, List<Hub> hubs, string kind, int count, string site)
    {
        for (var i = 0; i < count; i++)
        {
            var rng = Rng.For(market.Seed, kind, i);
            var country = Country.All[i < 2 ? 6 : rng.Weighted(Country.SellerWeights)];
            var city = rng.Pick(country.Cities);
            var key = rng.Next();
            var network = kind switch { "dormitory" => NetworkKind.Campus, "cafe" => NetworkKind.Public, _ => NetworkKind.Business };
            var line = new Line(Mix.Of(key, 501), market.Networks.Of(country, network, key).Index, Mix.Of(key, 503));
            var place = kind is "dormitory" or "cafe" or "agency" ? null : market.Sites.Found(site, country, city, rng);
            hubs.Add(new(hubs.Count, kind, country, city, line, Mix.Of(key, 505), place));
        }
    }
}
