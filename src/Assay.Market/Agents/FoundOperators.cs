namespace Assay.Market;

/// <summary>Founds the operators and their shops, with the hygiene that their skill buys.</summary>
internal static class FoundOperators
{
    public static Operator[] Of(Population market)
    {
        var shops = (int)Math.Round(market.Scale.Sellers * MarketScale.OperatorShops);
        var count = (int)Math.Round(shops / MarketScale.ShopsPerOperator);
        var operators = Enumerable.Range(0, count).Select(n => Make(market, n)).ToArray();
        var owners = Owners(market, shops, count);
        var slots = Enumerable.Range(0, market.Scale.Sellers).ToArray();
        Rng.For(market.Seed, "slots").Shuffle<int>(slots);
        for (var i = 0; i < shops; i++)
        {
            Open(market, operators[owners[i]], slots[i]);
        }

        Array.ForEach(operators, o => OperatorTimeline.Set(market, o));
        return operators;
    }

    private static Operator Make(Population market, int n)
    {
        var rng = Rng.For(market.Seed, "operator", n);
        var factory = market.Factories[n < market.Factories.Length ? n : rng.Below(market.Factories.Length)];
        var country = rng.Chance(0.45) ? factory.Site.Country : Country.All[rng.Weighted(Country.SellerWeights)];
        var city = rng.Pick(country.Cities);
        var key = rng.Next();
        var skill = rng.Unit();
        var made = new Operator
        {
            Index = n,
            Id = market.Opaque.Id('k', n),
            Key = key,
            Skill = (0.35 * skill) + (0.65 * skill * skill),
            Country = country,
            City = city,
            Factory = factory,
            Mule = rng.Chance(0.35) ? Mix.Of(key, 605) : 0,
            Ring = rng.Chance(0.55) ? rng.Pick(market.Buyers.Rings) : null,
            Stock = market.Sites.Found(rng.Chance(0.6) ? "home" : "warehouse", country, city, rng),
        };
        Equip(market, made);
        return made;
    }

    /// <summary>Its own devices and lines, and its place among those that its factory feeds.</summary>
    public static void Equip(Population market, Operator made)
    {
        made.Devices.AddRange([Mix.Of(made.Key, 606), Mix.Of(made.Key, 607)]);
        made.Lines.AddRange([Line.Home(market.Networks, made.Country, made.Key), Line.Mobile(market.Networks, made.Country, made.Key), Line.Office(market.Networks, made.Country, made.Key)]);
        made.Factory.Operators.Add(made);
    }

    /// <summary>Gives a shop the papers, accounts, devices and lines that its owner's care leaves it.</summary>
    public static void Front(Population market, Operator owner, Seller shop, Rng rng)
    {
        shop.Operator = owner;
        owner.Shops.Add(shop);
        Borrow(owner, shop, rng);
        Connect(market, owner, shop, rng);
    }

    /// <summary>One shop each, and the rest to whoever is more enterprising: the mean is that of ANCHORS exactly.</summary>
    private static int[] Owners(Population market, int shops, int operators)
    {
        var rng = Rng.For(market.Seed, "enterprise");
        var drive = Enumerable.Range(0, operators).Select(_ => rng.LogNormal(1, 0.9)).ToArray();
        return [.. Enumerable.Range(0, shops).Select(i => i < operators ? i : rng.Weighted(drive))];
    }

    private static void Open(Population market, Operator owner, int slot)
    {
        var rng = Rng.For(market.Seed, "front", slot);
        var habits = Habits.Honest[rng.Weighted(Habits.Fronts)];
        var country = rng.Chance(0.7 - (0.3 * owner.Skill)) ? owner.Country : Country.All[rng.Weighted(Country.SellerWeights)];
        var shop = market.NewSeller(slot, habits, country, country == owner.Country ? owner.City : rng.Pick(country.Cities));
        shop.Popularity *= rng.Between(0.9, 1.6);
        market.Sellers[slot] = shop;
        Front(market, owner, shop, rng);
        Ship(market, owner, shop, rng);
        shop.Ring = owner.Ring is not null && rng.Chance(0.8) ? owner.Ring : null;
    }

    /// <summary>Papers and accounts: the careless reuse their own, the careful borrow a new person for each shop.</summary>
    private static void Borrow(Operator owner, Seller shop, Rng rng)
    {
        var careless = 1 - owner.Skill;
        shop.Identity = rng.Chance(0.10 * careless) ? Mix.Of(owner.Key, 701) : shop.Identity;
        shop.PayoutAccount = rng.Chance(0.40 * careless) ? owner.Account : shop.PayoutAccount;
        shop.Phone = rng.Chance(0.22 * careless) ? owner.Phone : shop.Phone;
        shop.Email = rng.Chance(0.15 * careless) ? Mix.Of(owner.Key, 704) : shop.Email;
        shop.Address = rng.Chance(0.30 * careless) ? Mix.Of(owner.Key, 705) : shop.Address;
    }

    private static void Connect(Population market, Operator owner, Seller shop, Rng rng)
    {
        shop.Devices.Add(Mix.Of(shop.Key, 706));
        if (rng.Chance(0.65 - (0.5 * owner.Skill)))
        {
            shop.Devices.Add(owner.Devices[0]);
        }
        else if (rng.Chance(0.25))
        {
            shop.Devices.Add(owner.Devices[1]);
        }

        shop.Lines.Add(Line.Mobile(market.Networks, shop.Country, shop.Key));
        shop.Lines.Add(rng.Chance(0.15 + (0.3 * owner.Skill)) ? Line.Hosted(market.Networks, shop.Key) : Line.Home(market.Networks, shop.Country, shop.Key));
        if (rng.Chance(0.80 - (0.55 * owner.Skill)))
        {
            shop.Lines.Add(owner.Lines[rng.Chance(0.75) ? 0 : 2]);
        }
    }

    private static void Ship(Population market, Operator owner, Seller shop, Rng rng)
    {
        shop.SenderPhone = rng.Chance(0.75 - (0.5 * owner.Skill)) ? owner.Phone : shop.SenderPhone;
        var kind = rng.Chance(0.6) ? "pick_up_station" : "warehouse";
        var nearby = market.HubsOf(kind, owner.Country);
        shop.Site = rng.Chance(0.75 - (0.45 * owner.Skill)) ? owner.Stock
            : rng.Pick(nearby.Length > 0 ? nearby : market.HubsOf(kind)).Site!;

        // Cover goods come from honest wholesalers, who must not be taken for a source because bad money reaches them.
        var cover = Rng.For(market.Seed, "cover supplier", shop.Index);
        shop.Supplier = cover.Chance(0.4) ? cover.Pick(market.Suppliers) : null;
    }
}
