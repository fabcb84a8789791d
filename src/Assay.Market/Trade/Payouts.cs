namespace Assay.Market;

/// <summary>Pays out what a shop earned, week by week, and follows the money on.</summary>
internal static class Payouts
{
    public static void Of(Journal journal, Seller seller, List<Order> sales, Rng rng)
    {
        if (sales.Count == 0)
        {
            return;
        }

        sales.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Id.CompareTo(b.Id));
        var start = 0;
        while (start < sales.Count)
        {
            var until = sales[start].At - (sales[start].At % Clock.Week) + Clock.Week;
            long earned = 0;
            for (; start < sales.Count && sales[start].At < until; start++)
            {
                earned += sales[start].CancelledAt > 0 || sales[start].RefundedAt > 0 ? 0 : sales[start].Amount;
            }

            Pay(journal, seller, (long)(earned * 0.94), until + (2 * Clock.Day) + rng.Below(Clock.Day), rng);
        }
    }

    private static void Pay(Journal journal, Seller seller, long amount, long at, Rng rng)
    {
        var currency = seller.Country.Currency;
        journal.Pay(seller.Wallet, seller.PayoutAccount, amount, currency, at, "payout");
        if (seller.Operator is not { } owner)
        {
            if (rng.Chance(0.06))
            {
                var saved = at + rng.Below(4 * Clock.Day) + 900;
                journal.Pay(seller.PayoutAccount, Mix.Of(seller.Key, 611), (long)(amount * rng.Between(0.3, 0.8)), currency, saved, "transfer");
                PayBack(journal, seller, Mix.Of(seller.Key, 611), amount, saved, 0.1, rng);
            }

            return;
        }

        var on = at + rng.Below(3 * Clock.Day) + 900;
        var sum = (long)(amount * rng.Between(0.6, 0.95));
        if (seller.PayoutAccount == owner.Account || !rng.Chance(0.55 - (0.25 * owner.Skill)))
        {
            return;
        }

        if (owner.Mule == 0)
        {
            journal.Pay(seller.PayoutAccount, owner.Account, sum, currency, on, "transfer");
            PayBack(journal, seller, owner.Account, sum, on, 0.25, rng);
            return;
        }

        journal.Pay(seller.PayoutAccount, owner.Mule, sum, currency, on, "transfer");
        journal.Pay(owner.Mule, owner.Account, (long)(sum * 0.96), currency, on + rng.Below(4 * Clock.Day) + 900, "transfer");
    }

    // An owner advances what the next goods, or the next bought orders, cost; honest people draw on their savings now and then.
    private static void PayBack(Journal journal, Seller seller, ulong from, long amount, long after, double chance, Rng rng)
    {
        if (rng.Chance(chance))
        {
            journal.Pay(from, seller.PayoutAccount, (long)(amount * rng.Between(0.1, 0.5)), seller.Country.Currency, after + Clock.Day + rng.Below(6 * Clock.Day), "transfer");
        }
    }
}
