using static Assay.Tests.Metrics.Store.FeedVersions;

namespace Assay.Tests.Metrics.Store;

/// <summary>Orders, payments and shipments as the definition of their streams says, event by event.</summary>
internal sealed class TradeOracle(FeedVersions feeds)
{
    public IEnumerable<Expected> Orders() =>
        from order in feeds["orders"]
        from name in (string[])["ordered", "cancelled", "refunded"]
        let at = order.Moment($"{name}_at")
        where at is not null
        select Order(order, name, at.Value);

    public IEnumerable<Expected> Payments()
    {
        var events = feeds["payments"].SelectMany(p => Side(p, "in", "to_account", "from_account").Concat(Side(p, "out", "from_account", "to_account"))).ToList();
        foreach (var own in events.GroupBy(e => e.Seller))
        {
            var incomes = own.Where(e => e["direction"] as string == "in" && e.From < e.Until).ToList();
            foreach (var each in own)
            {
                var last = incomes.Where(i => i.At < each.At && i.From <= each.From && i.Until > each.From).MaxBy(i => i.At);
                each["since_income"] = Seconds(last?.At, each.At);
            }
        }

        return events;
    }

    public IEnumerable<Expected> Shipments(Func<string, ulong> hash)
    {
        var events = (from shipment in feeds["shipments"]
                      from name in (string[])["shipped", "delivered"]
                      let at = shipment.Moment($"{name}_at")
                      where at is not null
                      let each = Shipment(shipment, name, at.Value)
                      where each.IsEvent
                      select (Event: each, Site: shipment["from_site"]!, Place: Place(shipment, each.From))).ToList();
        foreach (var own in events.Where(e => e.Event.Seller is not null && e.Event["event"] as string == "shipped").ToLookup(e => e.Event.Seller))
        {
            foreach (var (each, _, here) in own)
            {
                var before = own.Where(o => o.Event.From < each.From).ToList();
                var usual = before.Where(o => o.Event.Until > each.From).GroupBy(o => o.Site)
                    .OrderByDescending(g => g.Count()).ThenBy(g => hash(g.Key)).FirstOrDefault()?.Key;
                var place = before.Where(o => o.Site == usual && o.Place is not null).OrderBy(o => o.Event.From).ThenBy(o => o.Event.At).LastOrDefault().Place;
                each["distance"] = usual is null ? null : Kilometres(place, here);
            }
        }

        return events.Select(e => e.Event);
    }

    private Expected Order(Version order, string name, long at)
    {
        var known = Math.Max(order.From, at);
        var buyer = feeds.Known("buyers", "buyer_id", order["buyer_id"], known);
        var listing = feeds.Known("listings", "id", order["listing_id"], known);
        var (amount, quantity, currency) = (order.Number("amount"), order.Number("quantity"), order["currency"]);
        var price = listing?.Number("sale_price") ?? listing?.Number("price");
        return new Expected(order["seller_id"], order["listing_id"], order["buyer_id"], at, known, order.Until)
        {
            ["event"] = name,
            ["reason"] = name == "refunded" ? order["refund_reason"] : null,
            ["buyer"] = order["buyer_id"], ["listing"] = order["listing_id"], ["seller"] = order["seller_id"],
            ["category"] = listing?["google_product_category"] ?? listing?["product_type"],
            ["brand"] = Text(listing?["brand"], 1),
            ["buyer_country"] = buyer?["country"],
            ["amount"] = feeds.Money(amount, currency, at, known),
            ["unit_price"] = feeds.Money(amount / quantity, currency, at, known),
            ["quantity"] = (long?)quantity,
            ["price_of_listed"] = currency == listing?["currency"]
                ? Parts(amount, price * quantity)
                : Parts(amount / feeds.Rate(currency, at, known), price * quantity / feeds.Rate(listing?["currency"], at, known)),
            ["delay"] = name == "ordered" ? null : Seconds(order.Moment("ordered_at"), at),
            ["buyer_age"] = Days(buyer?.Moment("registered_at"), at),
            ["listing_age"] = Days(listing?.Moment("created_at"), at),
        };
    }

    private IEnumerable<Expected> Side(Version payment, string direction, string own, string other)
    {
        var at = payment.Moment("paid_at")!.Value;
        var known = Math.Max(payment.From, at);
        var back = feeds.Of("payments", own)[payment[other]!].Any(p =>
            p[other] == payment[own] && Math.Max(p.From, p.Moment("paid_at")!.Value) <= known && p.Until > known && p.Until > p.Moment("paid_at"));
        return from shop in feeds.Of("sellers", "payout_account")[payment[own]!]
               where shop.From <= known && shop.Until > known
               select new Expected(shop["seller_id"], null, null, at, known, payment.Until)
               {
                   ["direction"] = direction,
                   ["kind"] = payment["kind"],
                   ["circular"] = YesNo(back),
                   ["has_order"] = YesNo(payment["order_id"] is not null),
                   ["counterparty"] = payment[other], ["account"] = payment[own],
                   ["amount"] = feeds.Money(payment.Number("amount"), payment["currency"], at, known),
                   ["delay"] = Seconds(feeds.Known("orders", "order_id", payment["order_id"], known)?.Moment("ordered_at"), at),
               };
    }

    private Expected Shipment(Version shipment, string name, long at)
    {
        var known = Math.Max(shipment.From, at);
        var order = feeds.Known("orders", "order_id", shipment["order_id"], known);
        var shop = feeds.Known("sellers", "seller_id", shipment["seller_id"], known);
        var site = feeds.Known("sites", "site_id", shipment["from_site"], known);
        var (from, currency) = (shipment["from_country"] ?? site?["country"], shipment["currency"]);
        var value = shipment.Number("declared_value");
        return new Expected(shipment["seller_id"], order?["listing_id"], null, at, known, shipment.Until)
        {
            ["event"] = name,
            ["from_country"] = from, ["to_country"] = shipment["to_country"],
            ["from_abroad"] = YesNo(from is null || shop?["country"] is null ? null : from != shop["country"]),
            ["crosses_border"] = YesNo(from is null ? null : from != shipment["to_country"]),
            ["from_hub"] = YesNo(site is null ? null : site["kind"] is "shared_warehouse" or "pick_up_station" or "port"),
            ["names_goods"] = YesNo(shipment["declared_goods"] is { } goods ? goods is not ("gift" or "sample" or "daily goods" or "accessories") : null),
            ["carrier"] = shipment["carrier"], ["from_site"] = shipment["from_site"], ["from_region"] = shipment["from_region"] ?? site?["region"],
            ["to_region"] = shipment["to_region"], ["to_site"] = shipment["to_site"], ["sender_phone"] = shipment["sender_phone_hash"],
            ["goods"] = Text(shipment["declared_goods"], 12), ["hs_code"] = shipment["hs_code"],
            ["weight"] = Whole(shipment.Number("weight_g")), ["weight_of_piece"] = Whole(shipment.Number("weight_g") / order?.Number("quantity")),
            ["declared_value"] = feeds.Money(value, currency, at, known),
            ["declared_of_sold"] = currency == order?["currency"]
                ? Parts(value, order?.Number("amount"))
                : Parts(value / feeds.Rate(currency, at, known), order?.Number("amount") / feeds.Rate(order?["currency"], at, known)),
            ["delay"] = name == "shipped" ? Seconds(order?.Moment("ordered_at"), at) : Seconds(shipment.Moment("shipped_at"), at),
        };
    }

    private (double Latitude, double Longitude)? Place(Version shipment, long known)
    {
        var site = feeds.Known("sites", "site_id", shipment["from_site"], known);
        return (shipment.Number("from_lat") ?? site?.Number("lat"), shipment.Number("from_lon") ?? site?.Number("lon")) is ({ } lat, { } lon) ? (lat, lon) : null;
    }

    // By the angle between two unit vectors, which is another formula than the one that is tested.
    private static long? Kilometres((double Latitude, double Longitude)? a, (double Latitude, double Longitude)? b)
    {
        if (a is not { } from || b is not { } to)
        {
            return null;
        }

        var (x, y) = (Unit(from), Unit(to));
        var (cross, dot) = (System.Numerics.Vector3.Cross(x, y), System.Numerics.Vector3.Dot(x, y));
        return (long)Math.Round(6371.0088 * Math.Atan2(cross.Length(), dot));
    }

    private static System.Numerics.Vector3 Unit((double Latitude, double Longitude) place)
    {
        var (lat, lon) = (place.Latitude * Math.PI / 180, place.Longitude * Math.PI / 180);
        return new((float)(Math.Cos(lat) * Math.Cos(lon)), (float)(Math.Cos(lat) * Math.Sin(lon)), (float)Math.Sin(lat));
    }
}
