namespace Assay.Market;

/// <summary>Reviews: honest praise, honest anger, doubt without ground, and what a ring is paid for.</summary>
internal static class Opinions
{
    private static readonly string[][] s_good =
    [
        ["Great, as described.", "Fast delivery, thanks!", "Very happy with it.", "Good quality for the price.", "Exactly what I wanted.", "Would buy again, my \"daily\" one now."],
        ["很好，和描述一样。", "物流很快。", "质量不错，满意。", "会回购。"],
        ["Top Ware, schnelle Lieferung.", "Wie beschrieben.", "Gerne wieder."],
        ["Muy bien, como se describe.", "Envío rápido.", "Buena calidad."],
        ["Отлично, как в описании.", "Быстрая доставка.", "Хорошее качество."],
    ];

    private static readonly string[][] s_bad =
    [
        ["Arrived late.", "Box was damaged.", "Wrong size sent.", "Not as nice as in the pictures."],
        ["发货太慢。", "包装破损。", "尺码不对。"],
        ["Kam zu spät.", "Verpackung beschädigt.", "Falsche Größe."],
        ["Llegó tarde.", "Caja dañada.", "Talla equivocada."],
        ["Долго шло.", "Коробка помята.", "Не тот размер."],
    ];

    private static readonly string[][] s_fake =
    [
        ["This is a fake!", "Not genuine, stitching is off and the logo looks wrong.", "Compared with my original: counterfeit.", "Smells of glue, I doubt that it is real."],
        ["假货！", "不是正品，做工差。", "和专柜的不一样，怀疑是假的。"],
        ["Fälschung!", "Nicht original, Nähte schief."],
        ["¡Es falso!", "No es original, mala costura."],
        ["Подделка!", "Не оригинал, швы кривые."],
    ];

    public static void Give(Journal journal, Order order, long delivered, Rng rng)
    {
        var bought = order.Brushed || order.Hiding;
        var at = delivered + (bought ? rng.Below(3 * Clock.Day) : rng.Below(25 * Clock.Day)) + 1200;
        if (!rng.Chance(bought ? 0.85 : 0.27) || at >= journal.Market.End)
        {
            return;
        }

        var rating = bought ? (rng.Chance(0.85) ? 5 : 4) : Rating(order, rng);
        var language = (int)journal.Market.Buyers.CountryOf(order.Buyer).Language;
        var cries = rating <= 2 && rng.Chance(order.Listing.Fake && !order.Listing.Slang ? 0.5 : 0.05);
        var phrases = (cries ? s_fake : rating <= 3 ? s_bad : s_good)[language];
        var text = rng.Chance(0.25) && !bought ? null : rng.Chance(0.4) ? Two(phrases, rng) : rng.Pick(phrases);
        journal.Reviews.Add(new(journal.NewId('v'), order, rating, text, at));
        if (rng.Chance(0.3))
        {
            Visits.Buyer(journal, order.Buyer, at, "review", rng);
        }
    }

    private static string Two(string[] phrases, Rng rng)
    {
        var first = rng.Below(phrases.Length);
        var second = (first + rng.Between(1, phrases.Length - 1)) % phrases.Length;
        return $"{phrases[first]} {phrases[second]}";
    }

    private static int Rating(Order order, Rng rng)
    {
        if (order.RefundedAt > 0)
        {
            return rng.Between(1, 3);
        }

        var unhappy = order.Listing.Fake ? 0.10 + (0.15 * (1 - order.Listing.Seller.Skill)) : order.Listing.Seller.BadLogistics ? 0.20 : 0.08;
        return rng.Chance(unhappy) ? rng.Between(1, 3) : rng.Chance(0.75) ? 5 : 4;
    }
}
