namespace Assay.Market;

/// <summary>Ships and pays for the lots of a story's chain.</summary>
internal sealed class RestockChain(Journal journal, Supply supply, Restock restock)
{
    private readonly Population market = journal.Market;

    public void Run(Chain chain)
    {
        var rng = Rng.For(market.Seed, "story", chain.Index);
        var atDepots = Array.ConvertAll(chain.Depots, _ => new List<Lot>());
        for (var maker = 0; chain.Depots.Length > 0 && maker < chain.Makers.Length; maker++)
        {
            ToDepots(chain, maker, atDepots, rng);
        }

        Array.ForEach(atDepots, lots => lots.Sort((a, b) => a.ArrivedAt.CompareTo(b.ArrivedAt)));
        for (var outlet = 0; outlet < chain.Outlets.Length; outlet++)
        {
            ToOutlet(chain, outlet, atDepots, rng);
        }
    }

    private void ToDepots(Chain chain, int maker, List<Lot>[] atDepots, Rng rng)
    {
        var lots = supply.FromMaker(chain, maker);
        for (var i = 0; i < lots.Length; i++)
        {
            var depot = (i + maker) % atDepots.Length;
            Ship(chain, lots[i], chain.Makers[maker].Site, chain.Depots[depot], default, chain.Makers[maker].Payee, rng);
            atDepots[depot].Add(lots[i]);
        }
    }

    private void ToOutlet(Chain chain, int outlet, List<Lot>[] atDepots, Rng rng)
    {
        var lots = supply.ToOutlet(chain, outlet);
        for (var i = 0; i < lots.Length; i++)
        {
            var depot = atDepots.Length > 0 ? (i + outlet) % atDepots.Length : -1;
            var from = depot >= 0 ? chain.Depots[depot] : chain.Makers[(i + outlet) % chain.Makers.Length].Site;
            var parent = depot >= 0 && rng.Chance(0.7) ? Supply.Last([.. atDepots[depot]], lots[i].ShippedAt) : default;
            Ship(chain, lots[i], from, chain.Outlets[outlet], parent, chain.Owner.Phone, rng);
            var cost = chain.Owner.Country.Currency.FromCents(chain.Category.LowDollars * 9.0 * lots[i].Units);
            restock.PayFactory(chain.Owner, cost, lots[i].ShippedAt - rng.Below(4 * Clock.Day), rng);
        }
    }

    private void Ship(Chain chain, Lot lot, Site from, Site to, Lot parent, ulong phone, Rng rng) =>
        restock.Bulk(lot, from, to, chain.Category, parent, phone, rng.Chance(0.3), from.Country == to.Country ? null : chain.Declared);
}
