namespace Assay.Market;

/// <summary>
/// The cast of the stories that happened elsewhere and are played again here, with the people beside them who did nothing. It draws from streams of its own and trades last:
/// the rest of the market is the same without it.
/// </summary>
internal sealed class Stage
{
    private readonly Population market;

    public Stage(Population market)
    {
        this.market = market;
        MemoryModules.Play(this);
        WatchVendors.Play(this);
        CigaretteWarehouse.Play(this);
        PesticideExport.Play(this);
    }

    public List<Seller> Sellers { get; } = [];

    public List<Operator> Operators { get; } = [];

    public List<Factory> Makers { get; } = [];

    public List<Chain> Chains { get; } = [];

    public BrandCatalogue Catalogue => market.Catalogue;

    public long End => market.End;

    public Rng Rng(string story) => Market.Rng.For(market.Seed, story);

    public void Tell(string scenario, string part, string kind, string id, string note) => market.Plot.Roles.Add(new(scenario, part, kind, id, note));

    public void Tell(string scenario, string part, Seller seller, string note) => market.Plot.Add(scenario, part, seller, note);

    /// <summary>A place with its part in the story.</summary>
    public Site Place(string scenario, string part, string kind, Country country, City city, Rng rng)
    {
        var site = market.Sites.Found(kind, country, city, rng, 0.3);
        Tell(scenario, part, "site", Opaque.Text('t', site.Id), $"{city.Name}, on record as {kind}");
        return site;
    }

    /// <summary>A place where counterfeits of these goods are made, and who is paid for them.</summary>
    public Factory Maker(string scenario, Country country, City city, Site? consolidation, Product[] products, Rng rng)
    {
        var site = Place(scenario, "production", rng.Pick(["unknown", "warehouse"]), country, city, rng);
        var n = market.Factories.Length + Makers.Count;
        var first = Makers.Find(m => m.Products == products);
        var maker = new Factory
        {
            Index = n,
            Site = site,
            Consolidation = consolidation ?? site,
            Payee = first?.Payee ?? market.Opaque.Id('a', 1_100_000_000 + n),
            Broker = first?.Broker ?? market.Opaque.Id('a', 1_200_000_000 + n),
            Products = products,
        };
        Makers.Add(maker);
        return maker;
    }

    public Operator Operator(string scenario, double skill, Country country, City city, Factory factory, Site stock, Rng rng)
    {
        var n = market.Operators.Length + Operators.Count;
        var made = new Operator
        {
            Index = n,
            Id = market.Opaque.Id('k', n),
            Key = rng.Next(),
            Skill = skill,
            Country = country,
            City = city,
            Factory = factory,
            Stock = stock,
        };
        FoundOperators.Equip(market, made);
        Operators.Add(made);
        market.Plot.Add(scenario, "operator", made, "");
        return made;
    }

    public Chain Chain(Operator owner, Factory[] makers, Site[] depots, Site[] outlets, int days, int units, (string, string)? declared = null)
    {
        var chain = new Chain(Chains.Count, owner, makers, depots, outlets, makers[0].Products[0].Category, Math.Max(market.Start, End - (days * Clock.Day)), units) { Declared = declared };
        owner.Chain = chain;
        Chains.Add(chain);
        return chain;
    }

    /// <summary>A counterfeiter's shop that began a number of days ago and took so much since.</summary>
    public Seller Shop(string scenario, Operator owner, SellerKind front, int days, int fakes, double dollars, Site[] outlets, Rng rng)
    {
        var shop = market.NewSeller(NextSeller(), HabitsOf(front), owner.Country, owner.City);
        FoundOperators.Front(market, owner, shop, rng);
        shop.ActiveFrom = End - (days * Clock.Day) + rng.Below(Clock.Day);
        shop.RegisteredAt = shop.ActiveFrom - rng.Between(5, 60) * Clock.Day;
        shop.Fakes = fakes;
        shop.Listings = fakes + rng.Between(1, fakes);
        shop.Site = outlets[0];
        shop.Outlets = outlets;
        shop.Takings = shop.Country.Currency.FromCents(dollars * 100);
        shop.Popularity = 0.2;
        Sellers.Add(shop);
        Tell(scenario, "store", shop, "");
        return shop;
    }

    /// <summary>Somebody honest beside them, with the same goods or in the same place.</summary>
    public Seller Bystander(string scenario, SellerKind kind, Country country, City city, Product[]? range, Brand? brand, Site? site, string note)
    {
        var seller = market.NewSeller(NextSeller(), HabitsOf(kind), country, city);
        var rng = Market.Rng.For(market.Seed, "bystander", seller.Index);
        FoundSellers.Settle(market, seller, rng);
        seller.ClosedAt = 0;
        seller.CloseReason = null;
        seller.Ring = null;
        seller.Range = range;
        seller.Brand = brand;
        seller.Site = site ?? seller.Site;
        seller.Listings = rng.Between(8, 14);
        Sellers.Add(seller);
        Tell(scenario, "bystander", seller, note);
        return seller;
    }

    private int NextSeller() => market.Sellers.Length + Sellers.Count;

    private static Habits HabitsOf(SellerKind kind) => Habits.Honest[(int)kind];

    /// <summary>The pick-up station of a country that most people use.</summary>
    public Site PickUpStation(Country country) => (market.HubsOf("pick_up_station", country) is { Length: > 0 } near ? near : market.HubsOf("pick_up_station"))[0].Site!;
}
