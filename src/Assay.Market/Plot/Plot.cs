namespace Assay.Market;

/// <summary>One person or thing in a named story.</summary>
internal sealed record Role(string Scenario, string Part, string SubjectKind, string SubjectId, string Note);

/// <summary>The named stories of the market: who plays which part. The truth lists them; the feeds only show what happened.</summary>
internal sealed class Plot
{
    public List<Role> Roles { get; } = [];

    public static Plot Of(Population market)
    {
        var plot = new Plot();
        var rng = Rng.For(market.Seed, "plot");
        Frame.Innocents(market, plot, rng);
        Notices.Maliciously(market, plot, rng);
        plot.FlashSale(market, rng);
        plot.TellHubs(market);
        plot.TellRebirths(market);
        plot.TellFamilies(market);
        foreach (var seller in market.Sellers.Where(s => s.DeceivedBy is not null))
        {
            plot.Add("deceived_seller", "victim", seller, "an honest seller who bought counterfeits unknowingly");
            plot.Add("deceived_seller", "source", seller.DeceivedBy!, "");
        }

        return plot;
    }

    public void Add(string scenario, string part, Seller seller, string note) =>
        Roles.Add(new(scenario, part, "seller", Opaque.Text('s', seller.Id), note));

    public void Add(string scenario, string part, Operator actor, string note) =>
        Roles.Add(new(scenario, part, "operator", Opaque.Text('k', actor.Id), note));

    private void FlashSale(Population market, Rng rng)
    {
        var stores = market.Sellers.Where(s => s.Honest && s.Habits.Kind == SellerKind.Authorised && s.ClosedAt == 0
            && s.ActiveFrom < market.End - (120 * Clock.Day)).ToArray();
        rng.Shuffle<Seller>(stores);
        foreach (var store in stores.Take(Math.Max(1, stores.Length / 40)))
        {
            store.FlashSale = true;
            Add("flash_sale", "store", store, "an authorised store sells at 45 to 60 % off for two days, with a burst of orders");
        }
    }

    private void TellHubs(Population market)
    {
        foreach (var seller in market.Sellers.Where(s => s.Hub is not null))
        {
            Add($"hub_{seller.Hub!.Kind}", seller.Honest ? "innocent" : "operator_shop", seller, $"hub {seller.Hub.Index}");
        }
    }

    private void TellFamilies(Population market)
    {
        for (var i = 0; i < market.Families.Count; i++)
        {
            Add("family", "member", market.Families[i].One, $"family {i}: one household, two honest shops");
            Add("family", "member", market.Families[i].Other, $"family {i}");
        }
    }

    private void TellRebirths(Population market)
    {
        foreach (var seller in market.Sellers.Where(s => s.Predecessor is not null))
        {
            Add("rebirth", "closed", seller.Predecessor!, "");
            Add("rebirth", "successor", seller, "the same operator under new papers");
        }
    }
}
