namespace Assay.Market;

/// <summary>Rows of the feeds in which trade shows: orders, payments, shipments.</summary>
internal static class TradeFeeds
{
    public const string Orders = "order_id,listing_id,seller_id,buyer_id,quantity,amount,currency,ordered_at,cancelled_at,refunded_at,refund_reason,observed_at";
    public const string Payments = "payment_id,from_account,to_account,amount,currency,paid_at,kind,order_id";
    public const string Shipments = "shipment_id,carrier,from_site,from_lat,from_lon,from_country,from_region,to_site,to_country,to_region,shipped_at,delivered_at,order_id,seller_id,parent_shipment_id,sender_phone_hash,weight_g,declared_goods,declared_value,currency,hs_code";

    /// <summary>An order as it was first known, or, with its refund, as it is known since.</summary>
    public static void Order(RowWriter to, Order order, Population market, bool late)
    {
        to.Id('o', order.Id);
        to.Id('l', order.Listing.Id);
        to.Id('s', order.Listing.Seller.Id);
        to.Id('u', market.Buyers.Id(order.Buyer));
        to.Number(order.Quantity);
        to.Amount(order.Amount, order.Listing.Currency);
        to.Time(order.At);
        to.Time(order.CancelledAt);
        to.Time(late ? order.RefundedAt : 0);
        to.Text(late ? order.Reason : null);
        to.Time(late ? order.RefundedAt : 0);
        to.EndRow();
    }

    public static void Payment(RowWriter to, Payment payment)
    {
        to.Id('m', payment.Id);
        to.Id('a', payment.From);
        to.Id('a', payment.To);
        to.Amount(payment.Amount, payment.Currency);
        to.Time(payment.At);
        to.Text(payment.Kind);
        to.Id('o', payment.Order);
        to.EndRow();
    }

    public static void Shipment(RowWriter to, Shipment shipment)
    {
        to.Id('h', shipment.Id);
        to.Text(shipment.Carrier);
        Place(to, shipment.From);
        to.Id('t', shipment.To?.Id ?? 0);
        to.Word(shipment.ToCountry.Utf8);
        to.Text(shipment.ToRegion);
        to.Time(shipment.ShippedAt);
        to.Time(shipment.DeliveredAt);
        to.Id('o', shipment.Order);
        to.Id('s', shipment.Seller);
        to.Id('h', shipment.Parent);
        to.Hash(shipment.SenderPhone);
        to.Number(shipment.Grams);
        to.Text(shipment.Goods);
        to.Amount(shipment.Value, shipment.Currency!);
        to.Text(shipment.Hs);
        to.EndRow();
    }

    private static void Place(RowWriter to, Site site)
    {
        to.Id('t', site.Id);
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
    }
}
