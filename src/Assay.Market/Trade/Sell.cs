namespace Assay.Market;

/// <summary>Sells a listing: orders, with the money, the parcel, the refund, the review and the complaint that follow.</summary>
internal sealed class Sell(Journal journal, Parcels parcels)
{
    private readonly Population market = journal.Market;

    public void All(Listing listing, List<Order> sales, Rng rng)
    {
        var seller = listing.Seller;
        var until = listing.Until(market.End);
        var share = 0.35 + (0.65 * (until - listing.CreatedAt) / Clock.History);
        var mean = market.Scale.OrdersPerListing * seller.Popularity * listing.Popularity * share;
        var count = rng.Poisson(mean);
        for (var i = 0; i < count; i++)
        {
            One(listing, Moments.Between(listing.CreatedAt, until, rng), sales, rng);
        }

        if (seller.Ring is { } ring)
        {
            Brush(listing, ring, rng.Poisson(mean * (seller.Honest ? 0.25 : 0.2 + (0.5 * seller.Skill))), sales, rng);
        }

        if (seller.FlashSale)
        {
            Burst(listing, sales, rng);
        }
    }

    /// <summary>A story says what the shop took: sales are made until it has.</summary>
    public void Takings(Seller seller, Listing[] listings, List<Order> sales, Rng rng)
    {
        var open = Array.FindAll(listings, l => l.Fake && l.CreatedAt < l.Until(market.End));
        var taken = sales.Sum(o => o.Amount);
        while (open.Length > 0 && taken < seller.Takings)
        {
            var listing = rng.Pick(open);
            One(listing, Moments.Between(listing.CreatedAt, listing.Until(market.End), rng), sales, rng);
            taken += sales[^1].Amount;
        }
    }

    private void One(Listing listing, long at, List<Order> sales, Rng rng, double discount = 1)
    {
        var hiding = listing.Seller.Honest && rng.Chance(0.012);
        var country = rng.Chance(0.55) ? listing.Seller.Country : Country.All[rng.Weighted(Country.BuyerWeights)];
        var buyer = hiding ? Member(rng.Pick(market.Buyers.Rings), at, rng) : market.Buyers.Pick(country, at, rng);
        if (buyer < 0)
        {
            return;
        }

        var quantity = rng.Chance(0.9) ? 1 : rng.Between(2, 4);
        var order = NewOrder(listing, buyer, quantity, at, rng, discount, brushed: false, hiding);
        sales.Add(order);
        Troubles.Befall(market, order, rng);
        Settle(order, rng);
    }

    /// <summary>Bought reviews: a ring buys, gets a light parcel or none of worth, and praises.</summary>
    public void Brush(Listing listing, Ring ring, int count, List<Order> sales, Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var at = Moments.Between(listing.CreatedAt, Math.Min(listing.Until(market.End), listing.CreatedAt + (120 * Clock.Day)), rng);
            var buyer = Member(ring, at, rng);
            if (buyer >= 0)
            {
                var order = NewOrder(listing, buyer, 1, at, rng, 1, brushed: true, hiding: false);
                sales.Add(order);
                Settle(order, rng);
            }
        }
    }

    private void Burst(Listing listing, List<Order> sales, Rng rng)
    {
        var day = market.End - (40 * Clock.Day);
        if (listing.CreatedAt < day && listing.Until(market.End) > day + (2 * Clock.Day))
        {
            var count = rng.Poisson(9);
            for (var i = 0; i < count; i++)
            {
                One(listing, day + rng.Below(2 * Clock.Day), sales, rng, rng.Between(0.40, 0.55));
            }
        }
    }

    private int Member(Ring ring, long at, Rng rng)
    {
        for (var i = 0; i < 12 && ring.Members.Length > 0; i++)
        {
            var buyer = rng.Pick(ring.Members);
            if (market.Buyers.RegisteredAt(buyer) < at)
            {
                return buyer;
            }
        }

        return -1;
    }

    private Order NewOrder(Listing listing, int buyer, int quantity, long at, Rng rng, double discount, bool brushed, bool hiding)
    {
        var price = listing.UpdatedAt > 0 && at >= listing.UpdatedAt ? listing.NewPrice
            : listing.SalePrice > 0 && rng.Chance(0.5) ? listing.SalePrice : listing.Price;
        var order = new Order
        {
            Id = journal.NewId('o'),
            Listing = listing,
            Buyer = buyer,
            Quantity = quantity,
            Amount = Math.Max(1, (long)(price * quantity * discount)),
            At = at,
            Brushed = brushed,
            Hiding = hiding,
        };
        journal.Orders.Add(order);
        return order;
    }

    private void Settle(Order order, Rng rng)
    {
        var seller = order.Listing.Seller;
        var account = market.Buyers.Account(order.Buyer);
        journal.Pay(account, seller.Wallet, order.Amount, order.Listing.Currency, order.At + 40, "sale", order.Id);
        if (order.CancelledAt > 0)
        {
            journal.Pay(seller.Wallet, account, order.Amount, order.Listing.Currency, order.CancelledAt + 60, "refund", order.Id);
            return;
        }

        var delivered = parcels.Send(order, rng);
        if (order.RefundedAt > 0)
        {
            journal.Pay(seller.Wallet, account, order.Amount, order.Listing.Currency, order.RefundedAt + 60, "refund", order.Id);
        }

        Visits.OfBuyer(journal, order, rng);
        Opinions.Give(journal, order, delivered, rng);
        Complaints.OfBuyer(journal, order, rng);
    }
}
