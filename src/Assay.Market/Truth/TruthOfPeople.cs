namespace Assay.Market;

/// <summary>The truth about sellers, operators, factories, accounts, planted traits and stories.</summary>
internal static class TruthOfPeople
{
    public static void Write(Folder folder, Population market)
    {
        folder.Write("sellers.csv", "seller_id,kind,front,honest,operator_id,skill,predecessor_id,deceived_by,hub,ring,listings,counterfeits", to => Each(market.AllSellers, s => Seller(to, s)));
        folder.Write("operators.csv", "operator_id,skill,shops,counterfeits,factory_id,country,account,mule,ring,frames_seller_id", to => Each(market.AllOperators, o => Operator(to, o)));
        folder.Write("factories.csv", "site_id,country,region,lat,lon,consolidation_site_id,payee,broker,operators,brand_ids", to => Each(market.AllFactories, f => Factory(to, f)));
        folder.Write("accounts.csv", "account,role,owner_kind,owner_id", to => Accounts(to, market));
        folder.Write("links.csv", "trait,operator_id,from_seller_id,onto_seller_id,note", to => market.Planted.ForEach(p => Planted(to, p)));
        folder.Write("scenarios.csv", "scenario,part,subject_kind,subject_id,note", to => market.Plot.Roles.ForEach(r => Role(to, r)));
    }

    private static void Each<T>(IEnumerable<T> all, Action<T> write)
    {
        foreach (var one in all)
        {
            write(one);
        }
    }

    private static void Seller(RowWriter to, Seller seller)
    {
        to.Id('s', seller.Id);
        to.Text(seller.Kind);
        to.Text(seller.Habits.Name);
        to.Flag(seller.Honest);
        to.Id('k', seller.Operator?.Id ?? 0);
        to.Decimal(seller.Skill, 3);
        to.Id('s', seller.Predecessor?.Id ?? 0);
        to.Id('k', seller.DeceivedBy?.Id ?? 0);
        to.Text(seller.Hub is { } hub ? $"{hub.Kind}-{hub.Index}" : null);
        to.Text(seller.Ring?.Index.ToString());
        to.Number(seller.Listings);
        to.Number(seller.Fakes);
        to.EndRow();
    }

    private static void Operator(RowWriter to, Operator actor)
    {
        to.Id('k', actor.Id);
        to.Decimal(actor.Skill, 3);
        to.Number(actor.Shops.Count);
        to.Number(actor.Fakes);
        to.Id('t', actor.Factory.Site.Id);
        to.Word(actor.Country.Utf8);
        to.Id('a', actor.Account);
        to.Id('a', actor.Mule);
        to.Text(actor.Ring?.Index.ToString());
        to.Id('s', actor.Victim?.Id ?? 0);
        to.EndRow();
    }

    private static void Factory(RowWriter to, Factory factory)
    {
        to.Id('t', factory.Site.Id);
        to.Word(factory.Site.Country.Utf8);
        to.Text(factory.Site.Region);
        to.Decimal(factory.Site.Latitude, 4);
        to.Decimal(factory.Site.Longitude, 4);
        to.Id('t', factory.Consolidation.Id);
        to.Id('a', factory.Payee);
        to.Id('a', factory.Broker);
        to.Number(factory.Operators.Count);
        to.Text(string.Join('|', factory.Products.Select(p => p.Brand).Distinct().Select(b => Opaque.Text('b', b.Id))));
        to.EndRow();
    }

    private static void Accounts(RowWriter to, Population market)
    {
        foreach (var seller in market.AllSellers)
        {
            Account(to, seller.Wallet, "wallet", "seller", Opaque.Text('s', seller.Id));
            Account(to, seller.PayoutAccount, "payout", "seller", Opaque.Text('s', seller.Id));
        }

        foreach (var actor in market.AllOperators)
        {
            Account(to, actor.Account, "operator", "operator", Opaque.Text('k', actor.Id));
            Account(to, actor.Mule, "mule", "operator", Opaque.Text('k', actor.Id));
        }

        foreach (var factory in market.AllFactories)
        {
            Account(to, factory.Payee, "factory_payee", "factory", Opaque.Text('t', factory.Site.Id));
            Account(to, factory.Broker, "broker", "factory", Opaque.Text('t', factory.Site.Id));
        }

        Array.ForEach(market.Suppliers, s => Account(to, s.Account, "supplier", "supplier", Opaque.Text('t', s.Site.Id)));
    }

    private static void Account(RowWriter to, ulong account, string role, string ownerKind, string owner)
    {
        if (account != 0)
        {
            to.Id('a', account);
            to.Text(role);
            to.Text(ownerKind);
            to.Text(owner);
            to.EndRow();
        }
    }

    private static void Planted(RowWriter to, PlantedTrait planted)
    {
        to.Text(planted.Trait);
        to.Id('k', planted.By.Id);
        to.Id('s', planted.From.Id);
        to.Id('s', planted.Onto.Id);
        to.Text(planted.Note);
        to.EndRow();
    }

    private static void Role(RowWriter to, Role role)
    {
        to.Text(role.Scenario);
        to.Text(role.Part);
        to.Text(role.SubjectKind);
        to.Text(role.SubjectId);
        to.Text(role.Note);
        to.EndRow();
    }
}
