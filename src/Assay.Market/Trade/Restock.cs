namespace Assay.Market;

/// <summary>Ships and pays for bulk lots.</summary>
internal sealed class Restock(Journal journal, Supply supply)
{
    private readonly Population market = journal.Market;

    /// <summary>A factory's lots to the place where they are split.</summary>
    public void Factory(Factory factory)
    {
        var category = factory.Products[0].Category;
        foreach (var lot in supply.OfFactory(factory))
        {
            Bulk(lot, factory.Site, factory.Consolidation, category, default, factory.Payee, Mix.Of(lot.Shipment, 1) % 3 == 0);
        }
    }

    /// <summary>An operator's share of a lot, and the money for it: to the factory, or through an agent.</summary>
    public void Operator(Operator owner)
    {
        var rng = Rng.For(market.Seed, "restock", owner.Index);
        var upstream = supply.OfFactory(owner.Factory);
        foreach (var lot in supply.OfOperator(owner))
        {
            var product = rng.Pick(owner.Factory.Products);
            var straight = rng.Chance(0.15 + (0.25 * owner.Skill));
            var parent = straight ? default : Supply.Last(upstream, lot.ShippedAt);
            Bulk(lot, straight ? owner.Factory.Site : owner.Factory.Consolidation, owner.Stock, product.Category, parent, owner.Phone, rng.Chance(0.35));
            var cost = owner.Country.Currency.FromCents(product.Cents * 0.09 * lot.Units);
            PayFactory(owner, cost, lot.ShippedAt - rng.Below(4 * Clock.Day), rng);
        }

        Plant(owner, rng);
    }

    public void Supplier(Supplier supplier)
    {
        foreach (var lot in supply.OfSupplier(supplier))
        {
            var category = Category.All[Mix.Of(lot.Shipment, 2) % (ulong)Category.All.Length];
            Bulk(lot, supplier.Origin, supplier.Site, category, default, supplier.Phone, Mix.Of(lot.Shipment, 1) % 4 == 0);
        }
    }

    public void Seller(Seller seller, Category category, Rng rng)
    {
        BadLot(seller, category, Rng.For(market.Seed, "bad lot", seller.Index));
        if (seller.Supplier is not { } supplier)
        {
            return;
        }

        foreach (var lot in supply.OfSeller(seller))
        {
            Bulk(lot, supplier.Site, seller.Site, category, Supply.Last(supply.OfSupplier(supplier), lot.ShippedAt), supplier.Phone, rng.Chance(0.15));
            var cost = seller.Country.Currency.FromCents(category.LowDollars * 45.0 * lot.Units);
            journal.Pay(seller.PayoutAccount, supplier.Account, cost, seller.Country.Currency, lot.ShippedAt - rng.Below(6 * Clock.Day), "transfer");
        }
    }

    /// <summary>A deceived seller buys once from an operator, and pays it: money that reaches an operator from an innocent.</summary>
    private void BadLot(Seller seller, Category category, Rng rng)
    {
        if (seller.DeceivedBy is { } source)
        {
            var at = seller.ActiveFrom - (5 * Clock.Day) + rng.Below(Clock.Day);
            var lot = new Lot(at, at + (4 * Clock.Day), journal.NewId('h'), 3 + (2 * seller.Fakes));
            Bulk(lot, source.Stock, seller.Site, category, default, source.Phone, rng.Chance(0.3));
            var cost = seller.Country.Currency.FromCents(category.LowDollars * 40.0 * lot.Units);
            journal.Pay(seller.PayoutAccount, source.Account, cost, seller.Country.Currency, Math.Max(at, market.Start), "transfer");
        }
    }

    public void PayFactory(Operator owner, long cost, long at, Rng rng)
    {
        var currency = owner.Country.Currency;
        if (Mix.Of(owner.Key, 608) % 10 < 4)
        {
            journal.Pay(owner.Account, owner.Factory.Broker, cost, currency, at, "transfer");
            journal.Pay(owner.Factory.Broker, owner.Factory.Payee, (long)(cost * rng.Between(0.93, 0.98)), currency, at + rng.Below(3 * Clock.Day) + 600, "transfer");
        }
        else
        {
            journal.Pay(owner.Account, owner.Factory.Payee, cost, currency, at, "transfer");
        }
    }

    /// <summary>A framer sends money to its victim: anyone can.</summary>
    private void Plant(Operator owner, Rng rng)
    {
        if (owner.Victim is not { } victim)
        {
            return;
        }

        var shop = owner.Shops.Find(s => s.ClosedAt == 0)!;
        for (var i = rng.Between(3, 6); i > 0; i--)
        {
            var at = Moments.Between(shop.ActiveFrom, market.End, rng);
            journal.Pay(shop.PayoutAccount, victim.PayoutAccount, shop.Country.Currency.FromCents(rng.Between(900, 15_000)), shop.Country.Currency, at, "transfer");
        }
    }

    public void Bulk(Lot lot, Site from, Site to, Category category, Lot parent, ulong phone, bool vague, (string Goods, string Hs)? declared = null)
    {
        if (lot.ShippedAt < market.Start)
        {
            return;
        }

        var currency = Currency.All[0];
        journal.Shipments.Add(new(lot.Shipment, vague ? "eastwind" : "harbourline", from, to, to.Country, to.Region, lot.ShippedAt, journal.Known(lot.ArrivedAt))
        {
            Parent = supply.Known(parent),
            SenderPhone = vague ? 0 : Mix.Of(phone, 9),
            Grams = (int)Math.Min(20_000_000L, (long)lot.Units * category.Grams),
            Goods = declared?.Goods ?? (vague ? "daily goods" : category.Nouns[0]),
            Value = currency.FromCents(category.LowDollars * 30.0 * lot.Units),
            Currency = currency,
            Hs = declared?.Hs ?? (vague ? null : category.Hs),
        });
    }
}
