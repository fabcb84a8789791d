namespace Assay.Market;

/// <summary>Consumers' reports and rights holders' notices: true, mistaken and malicious.</summary>
internal static class Complaints
{
    private static readonly string[] s_mistaken = ["refused", "refused", "refused", "countered", "withdrawn", "upheld"];
    private static readonly string[] s_malicious = ["refused", "refused", "refused", "countered", "countered", "withdrawn", "upheld"];
    private static readonly string[] s_true = ["upheld", "upheld", "upheld", "upheld", "upheld", "upheld", "refused"];
    private static readonly string[] s_pretexts = ["design", "design", "patent", "trademark", "copyright"];
    private static readonly string[] s_officials = ["customs", "investigator"];

    public static void OfBuyer(Journal journal, Order order, Rng rng)
    {
        var at = order.RefundedAt + rng.Below(20 * Clock.Day) - (3 * Clock.Day);
        var cries = order.Reason == "counterfeit" && rng.Chance(0.4);
        var unsafe_ = order.Reason == "damaged" && rng.Chance(0.04);
        if ((cries || unsafe_) && at > order.At && at < journal.Market.End)
        {
            var upheld = order.Listing.Fake ? rng.Chance(0.55) : rng.Chance(0.08);
            var closes = journal.Known(at + (rng.Between(2, 25) * Clock.Day));
            journal.Reports.Add(new(journal.NewId('c'), order.Listing, journal.Market.Buyers.Id(order.Buyer), 'u', "consumer", cries ? "counterfeit" : "unsafe", at)
            {
                Text = rng.Chance(0.7) ? "I think this is not the real thing, please check." : null,
                ResolvedAt = closes,
                Resolution = closes > 0 ? upheld ? "upheld" : "refused" : null,
            });
        }
    }

    /// <summary>Notices of a brand's own people, against fakes and, by mistake, against cheap genuine goods.</summary>
    public static void OfBrand(Journal journal, Listing listing, Rng rng)
    {
        if (listing.Product is not { } product)
        {
            return;
        }

        var chance = listing.Fake ? 0.85 * product.Brand.Vigour * (1 - (0.5 * listing.Seller.Skill)) * (listing.Disguise == Disguise.Unnamed ? 0.4 : 1.2)
            : listing.Goods == Goods.Accessory ? 0.008 : listing.Ratio < 0.7 ? 0.014 : 0.0025;
        var at = listing.CreatedAt + (rng.Between(4, 150) * Clock.Day) + rng.Below(Clock.Day);
        if (!rng.Chance(chance) || at >= listing.Until(journal.Market.End))
        {
            return;
        }

        var right = product.Brand.Rights[rng.Below(product.Brand.Rights.Count)];
        var reporter = journal.Market.Opaque.Id('r', (product.Brand.Index * 8L) + rng.Below(2));
        Notice(journal, listing, product.Brand, right, reporter, at, listing.Fake ? s_true : s_mistaken, malicious: false, rng);
    }

    /// <summary>Notices by trolls on registrations of no worth, or in a real brand's name.</summary>
    public static void Maliciously(Journal journal, Seller seller, Listing[] listings, Rng rng)
    {
        var market = journal.Market;
        var troll = rng.Pick(market.Catalogue.Trolls);
        var day = market.End - (rng.Between(25, 150) * Clock.Day);
        for (var i = 0; i < seller.MaliciousNotices; i++)
        {
            var listing = rng.Pick(listings);
            var at = seller.NoticeCampaign ? day + rng.Below(10 * Clock.Day) : Moments.Between(seller.ActiveFrom, market.End, rng);
            at = Math.Max(at, listing.CreatedAt + 7200);
            var posing = !seller.NoticeCampaign && listing.Product is not null && rng.Chance(0.3);
            var brand = posing ? listing.Product!.Brand : troll;
            var reporter = market.Opaque.Id('r', posing ? 1_000_000 + rng.Below(market.Scale.Trolls * 3) : (brand.Index * 8L) + rng.Below(2));
            if (at < market.End)
            {
                Notice(journal, listing, brand, brand.Rights[rng.Below(brand.Rights.Count)], reporter, at, s_malicious, malicious: true, rng);
            }
        }
    }

    private static void Notice(
        Journal journal, Listing listing, Brand brand, Right right, ulong reporter, long at, string[] ends, bool malicious, Rng rng)
    {
        var end = rng.Pick(ends);
        var resolved = journal.Known(at + (rng.Between(1, 20) * Clock.Day) + rng.Below(Clock.Day));
        var official = listing.Fake && rng.Chance(0.05);
        var reason = right.Kind switch { "design" or "patent" or "copyright" => right.Kind, _ => rng.Chance(0.6) ? "counterfeit" : "trademark" };
        journal.Reports.Add(new(journal.NewId('c'), listing, reporter, 'r', official ? rng.Pick(s_officials) : "rights_holder", malicious ? rng.Pick(s_pretexts) : reason, at)
        {
            Brand = brand,
            Right = right,
            Text = rng.Chance(0.6) ? $"We hold {right.Registration} and ask for removal." : null,
            ResolvedAt = resolved,
            Resolution = resolved > 0 ? end : null,
            Malicious = malicious,
        });
        if (resolved > 0 && end == "upheld" && resolved < listing.Until(journal.Market.End) && resolved > listing.UpdatedAt)
        {
            listing.RemovedAt = resolved;
        }
    }
}
