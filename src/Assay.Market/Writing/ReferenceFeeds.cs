namespace Assay.Market;

/// <summary>Writes sellers, buyers, places, networks and rates.</summary>
internal static class ReferenceFeeds
{
    public static void Write(Folder feeds, Population market)
    {
        feeds.Write("sellers.csv", PeopleFeeds.Sellers, to =>
        {
            foreach (var seller in market.AllSellers.OrderBy(s => s.RegisteredAt).ThenBy(s => s.Id))
            {
                PeopleFeeds.Seller(to, seller, market.Seed);
            }
        });
        feeds.Write("buyers.csv", PeopleFeeds.Buyers, to =>
        {
            for (var i = 0; i < market.Buyers.Count; i++)
            {
                PeopleFeeds.Buyer(to, market.Buyers, i);
            }
        });
        feeds.Write("sites.tsv", "site_id,kind,lat,lon,country,region", to => Sites(to, market));
        feeds.Write("networks.csv", "prefix,asn,country,kind", to => Networks(to, market));
        feeds.Write("exchange_rates.csv.gz", "base,currency,day,rate", to => Rates(to, market));
    }

    private static void Sites(RowWriter to, Population market)
    {
        foreach (var site in market.Sites.All.OrderBy(s => s.Id))
        {
            to.Id('t', site.Id);
            to.Text(site.Kind);
            if (site.Located)
            {
                to.Decimal(site.Latitude, 4);
                to.Decimal(site.Longitude, 4);
            }
            else
            {
                to.Empty();
                to.Empty();
            }

            to.Word(site.Country.Utf8);
            to.Text(site.Region);
            to.EndRow();
        }
    }

    private static void Networks(RowWriter to, Population market)
    {
        foreach (var network in market.Networks.All)
        {
            to.Text(network.Prefix);
            to.Number(network.Asn);
            to.Text(network.Country?.Code);
            to.Text(network.Kind switch
            {
                NetworkKind.Residential => "residential",
                NetworkKind.Mobile => "mobile",
                NetworkKind.Business => "business",
                NetworkKind.Campus => "campus",
                NetworkKind.Hosting => "hosting",
                _ => "public",
            });
            to.EndRow();
        }
    }

    /// <summary>A walk that is drawn back to the first rate, a step each day.</summary>
    private static void Rates(RowWriter to, Population market)
    {
        foreach (var currency in Currency.All.AsSpan(1))
        {
            var rng = Rng.For(market.Seed, "rate", currency.Index);
            var drift = 0.0;
            for (var day = market.Start - (30 * Clock.Day); day <= market.End; day += Clock.Day)
            {
                drift = (drift * 0.995) + (0.004 * rng.Normal());
                to.Text("USD");
                to.Word(currency.Utf8);
                to.Day(day);
                to.Decimal(currency.PerDollar * (1 + drift), 6);
                to.EndRow();
            }
        }
    }
}
