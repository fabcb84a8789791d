namespace Assay.Market;

/// <summary>The brands of the market, their goods and their registrations.</summary>
internal sealed class BrandCatalogue
{
    private static readonly string[] s_models = ["Aster", "Boreal", "Crest", "Drift", "Ember", "Fjord", "Glide", "Halo", "Ion", "Jetty", "Kite", "Lyra", "Mesa", "Nova", "Onyx", "Pulse", "Quill", "Ridge", "Strato", "Vale"];
    private readonly ulong seed;
    private readonly Opaque opaque;
    private readonly long end;

    public BrandCatalogue(MarketScale scale, ulong seed, long end)
    {
        this.seed = seed;
        this.end = end;
        opaque = new(seed);
        for (var n = 0; n < scale.Brands + scale.Trolls; n++)
        {
            Brands.Add(Make(n, troll: n >= scale.Brands));
        }

        Genuine = [.. Brands.Where(b => !b.Troll)];
        Trolls = [.. Brands.Where(b => b.Troll)];
        ByCategory = [.. Category.All.Select(c => Products.Where(p => p.Category == c).ToArray())];
    }

    public List<Brand> Brands { get; } = [];

    public List<Product> Products { get; } = [];

    /// <summary>Brands of the stories, whose goods nobody else sells.</summary>
    public List<Brand> Staged { get; } = [];

    public Brand[] Genuine { get; }

    public Brand[] Trolls { get; }

    public Product[][] ByCategory { get; }

    /// <summary>Adds a brand of one kind of goods for a story.</summary>
    public Brand Stage(string name, string[] aliases, Category category)
    {
        var rng = Rng.For(seed, "staged brand", Staged.Count);
        var brand = Register(Brands.Count + Staged.Count, name, aliases, troll: false, rng);
        for (var i = 0; i < 5; i++)
        {
            brand.Products.Add(Article(brand, category, Products.Count + Staged.Sum(b => b.Products.Count) + i, rng.Between(0.2, 0.8), rng));
        }

        AddRights(brand, rng);
        Staged.Add(brand);
        return brand;
    }

    private Brand Make(int n, bool troll)
    {
        var rng = Rng.For(seed, "brand", n);
        var (name, aliases) = Names.Brand(n);
        var brand = Register(n, name, aliases, troll, rng);
        if (!troll)
        {
            AddProducts(brand, rng);
        }

        AddRights(brand, rng);
        return brand;
    }

    private Brand Register(int n, string name, string[] aliases, bool troll, Rng rng)
    {
        var country = rng.Pick(Country.All.AsSpan(0, 9));
        return new Brand
        {
            Index = n,
            Id = opaque.Id('b', n),
            Name = name,
            Aliases = aliases,
            Holder = Names.Company(country, rng),
            Country = country,
            Troll = troll,
            Vigour = rng.Between(0.3, 1.0),
            Series = $"{(char)('A' + rng.Below(26))}{(char)('A' + rng.Below(26))}",
        };
    }

    private void AddProducts(Brand brand, Rng rng)
    {
        var first = brand.Index % Category.All.Length;
        var second = rng.Below(Category.All.Length);
        var luxury = rng.Unit();
        var count = rng.Between(7, 16);
        for (var i = 0; i < count; i++)
        {
            var product = Article(brand, Category.All[rng.Chance(0.75) ? first : second], Products.Count, luxury, rng);
            Products.Add(product);
            brand.Products.Add(product);
        }
    }

    private Product Article(Brand brand, Category category, int index, double luxury, Rng rng)
    {
        var i = brand.Products.Count;
        var dollars = category.LowDollars * Reproducible.Pow((double)category.HighDollars / category.LowDollars, Math.Clamp(luxury + rng.Between(-0.2, 0.2), 0, 1));
        return new Product
        {
            Index = index,
            Id = opaque.Id('p', index),
            Brand = brand,
            Category = category,
            Model = $"{s_models[(brand.Index + (i * 3)) % s_models.Length]} {rng.Between(1, 9)}{rng.Pick(["", "0", "X", "S"])}",
            Gtin = Gtin(brand.Index, i),
            Mpn = $"{brand.Series}-{rng.Between(1000, 9999)}{rng.Pick(["", "/B", "/W"])}",
            Cents = ((long)dollars * 100) + 95,
            Attribute = rng.Pick(category.Values),
            From = end - rng.Below(1500 * Clock.Day) - (30 * Clock.Day),
        };
    }

    /// <summary>GS1 keeps prefix 952 for demonstrations and examples.</summary>
    private static string Gtin(int brand, int item)
    {
        var digits = $"952{brand:0000}{item:00000}";
        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
        }

        return digits + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private void AddRights(Brand brand, Rng rng)
    {
        var count = rng.Between(3, 6);
        for (var i = 0; i < count; i++)
        {
            var kind = brand.Troll ? rng.Pick(["design", "design", "patent", "word_mark"])
                : i < 2 ? "word_mark" : rng.Pick(["word_mark", "figurative_mark", "design", "design", "patent", "copyright"]);
            var place = i == 0 ? brand.Country.Code : rng.Pick(["EM", "US", "CN", "GB", "JP", "DE", "KZ"]);
            var from = brand.Troll ? end - rng.Below(400 * Clock.Day) - (200 * Clock.Day) : end - rng.Below(4000 * Clock.Day) - (600 * Clock.Day);
            brand.Rights.Add(new(opaque.Id('g', (brand.Index * 16) + i), kind, place, $"{place}{rng.Between(1000000, 9999999)}",
                kind.EndsWith("mark", StringComparison.Ordinal) ? rng.Pick(["9;35", "18;25", "14", "3", "7;12", "28"]) : "", kind == "word_mark" ? brand.Name : null, from));
        }
    }
}
