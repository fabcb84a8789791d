namespace Assay.Market;

/// <summary>Everyone and every place of the market, before anything is traded.</summary>
internal sealed class Population
{
    private readonly Dictionary<(string Kind, Country? Country), Hub[]> hubsOf = [];

    public Population(MarketOptions options)
    {
        Seed = options.Seed;
        Scale = options.Scale ?? MarketScale.Of(options.Size);
        End = Clock.Seconds(options.End);
        Start = End - Clock.History;
        Opaque = new(Seed);
        Sites = new(Seed);
        Catalogue = new(Scale, Seed, End);
        Buyers = new(Scale, Seed, End, Networks);
        Hubs = FoundHubs.Of(this);
        Suppliers = FoundSuppliers();
        Factories = FoundFactories.Of(this);
        Sellers = new Seller[Scale.Sellers];
        Operators = FoundOperators.Of(this);
        FoundSellers.In(this);
        ShareTraits.Among(this);
        FoundFakes.In(this);
        Plot = Plot.Of(this);
        SizeShops.In(this);
        Stage = new(this);
    }

    public ulong Seed { get; }

    public MarketScale Scale { get; }

    public long Start { get; }

    public long End { get; }

    public Opaque Opaque { get; }

    public Networks Networks { get; } = new();

    public Sites Sites { get; }

    public BrandCatalogue Catalogue { get; }

    public Buyers Buyers { get; }

    public Hub[] Hubs { get; }

    public Supplier[] Suppliers { get; }

    public Factory[] Factories { get; }

    public Operator[] Operators { get; }

    public Seller[] Sellers { get; }

    public Plot Plot { get; }

    /// <summary>The cast of the stories; nobody above is of it.</summary>
    public Stage Stage { get; }

    public IEnumerable<Seller> AllSellers => Sellers.Concat(Stage.Sellers);

    public IEnumerable<Operator> AllOperators => Operators.Concat(Stage.Operators);

    public IEnumerable<Factory> AllFactories => Factories.Concat(Stage.Makers);

    /// <summary>Planted traits, for the truth.</summary>
    public List<PlantedTrait> Planted { get; } = [];

    /// <summary>Pairs of honest shops of one household.</summary>
    public List<(Seller One, Seller Other)> Families { get; } = [];

    /// <summary>The hubs of a kind.</summary>
    public Hub[] HubsOf(string kind) => hubsOf.TryGetValue((kind, null), out var known) ? known : hubsOf[(kind, null)] = [.. Hubs.Where(h => h.Kind == kind)];

    /// <summary>The hubs of a kind in a country.</summary>
    public Hub[] HubsOf(string kind, Country country) =>
        hubsOf.TryGetValue((kind, country), out var known) ? known : hubsOf[(kind, country)] = [.. HubsOf(kind).Where(h => h.Country == country)];

    /// <summary>A seller of a country and number, with what everyone has: a key, a home and a name to be.</summary>
    public Seller NewSeller(int index, Habits habits, Country country, City city)
    {
        var key = Mix.Of(Seed, Mix.Name("seller key"), (ulong)index);
        var rng = Rng.For(Seed, "shop", index);
        return new()
        {
            Index = index,
            Id = Opaque.Id('s', index),
            Habits = habits,
            Country = country,
            City = city,
            Key = key,
            Business = rng.Chance(habits.Business),
            BasicTemplate = rng.Chance(habits.BasicTemplate),
            Identity = Mix.Of(key, 701),
            PayoutAccount = Mix.Of(key, 702),
            Phone = Mix.Of(key, 703),
            Email = Mix.Of(key, 704),
            Address = Mix.Of(key, 705),
            SenderPhone = Mix.Of(key, 703),
            Popularity = habits.Popularity * rng.LogNormal(1, 0.5),
            BadLogistics = rng.Chance(habits.BadLogistics),
        };
    }

    private Supplier[] FoundSuppliers()
    {
        var count = Math.Max(6, Scale.Sellers / 60);
        return [.. Enumerable.Range(0, count).Select(n =>
        {
            var rng = Rng.For(Seed, "supplier", n);
            var country = Country.All[rng.Weighted(Country.SellerWeights)];
            var china = Country.All[6];
            var origin = Sites.Found(rng.Chance(0.5) ? "factory" : "unknown", china, rng.Pick(china.Cities), rng, 0.3);
            var warehouse = Sites.Found("warehouse", country, rng.Pick(country.Cities), rng, 0.2);
            return new Supplier(n, warehouse, origin, Opaque.Id('a', 1_000_000_000 + n), Mix.Of(Seed, Mix.Name("supplier phone"), (ulong)n));
        })];
    }
}

/// <summary>A trait that a framer planted: whose it is, on whom it lies, and how.</summary>
internal sealed record PlantedTrait(string Trait, Operator By, Seller From, Seller Onto, string Note);
