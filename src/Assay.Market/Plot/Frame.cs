namespace Assay.Market;

/// <summary>Operators who make an innocent look like one of theirs, or themselves like an innocent.</summary>
internal static class Frame
{
    public static void Innocents(Population market, Plot plot, Rng rng)
    {
        var innocents = market.Sellers.Where(s => s.Honest && s.Ring is null && s.Hub is null && s.ClosedAt == 0).ToArray();
        rng.Shuffle<Seller>(innocents);
        var framers = market.Operators.Where(o => o.Shops.Exists(s => s.ClosedAt == 0)).OrderByDescending(o => o.Skill).ToArray();
        var count = Math.Max(2, market.Operators.Length / 7);
        for (var i = 0; i < Math.Min(count, framers.Length); i++)
        {
            One(market, plot, framers[i], innocents[i], rng);
        }
    }

    private static void One(Population market, Plot plot, Operator framer, Seller victim, Rng rng)
    {
        framer.Victim = victim;
        plot.Add("framer", "framer", framer, "plants traits so that an innocent seller is linked to its shops");
        plot.Add("framer", "victim", victim, "honest");
        var shop = framer.Shops.Find(s => s.ClosedAt == 0)!;
        var router = victim.Lines[0].Router;
        shop.Lines[0] = shop.Lines[0] with { Router = router };
        Plant(market, framer, victim, shop, "router", "the shop's client reports the victim's router");
        Plant(market, framer, shop, victim, "transfer", "money sent from the shop's account to the victim's");
        victim.PlantedRing = framer.Ring ?? rng.Pick(market.Buyers.Rings);
        Plant(market, framer, shop, victim, "review", "the shop's ring praises the victim");
        if (rng.Chance(0.6))
        {
            shop.SenderPhone = victim.SenderPhone;
            Plant(market, framer, victim, shop, "sender_phone", "parcels carry the victim's number as sender");
        }

        if (rng.Chance(0.5))
        {
            shop.Address = victim.Address;
            Plant(market, framer, victim, shop, "address", "the shop registers at the victim's address");
        }

        Plant(market, framer, victim, shop, "photo", "the shop copies the victim's photos");
    }

    private static void Plant(Population market, Operator by, Seller from, Seller onto, string trait, string note) =>
        market.Planted.Add(new(trait, by, from, onto, note));
}
