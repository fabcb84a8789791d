namespace Assay.Market;

/// <summary>When an operator's shops open, close, and open again under new papers.</summary>
internal static class OperatorTimeline
{
    private static readonly string[] s_reasons = ["counterfeit", "counterfeit", "counterfeit", "papers", "inactive", "voluntary"];

    public static void Set(Population market, Operator owner)
    {
        var rng = Rng.For(market.Seed, "operator timeline", owner.Index);
        var at = market.End - rng.Between(150, 900) * Clock.Day;
        Seller? before = null;
        foreach (var shop in owner.Shops)
        {
            var reborn = before is { ClosedAt: > 0 } && before.ClosedAt < market.End - (60 * Clock.Day);
            shop.Predecessor = reborn ? before : null;
            at = reborn ? before!.ClosedAt + (rng.Between(3, 45) * Clock.Day) : Math.Min(at + (rng.Between(0, 150) * Clock.Day), market.End - (rng.Between(20, 200) * Clock.Day));
            Register(market, owner, shop, at, rng);
            Close(market, owner, shop, rng);
            before = shop;
        }
    }

    /// <summary>The skilled buy accounts that have lain idle for years; the others sign up when they need one.</summary>
    private static void Register(Population market, Operator owner, Seller shop, long at, Rng rng)
    {
        at += rng.Below(Clock.Day);
        var aged = shop.Predecessor is null && rng.Chance(0.15 + (0.5 * owner.Skill));
        shop.RegisteredAt = aged ? at - (rng.Between(200, 1500) * Clock.Day) : at;
        shop.ActiveFrom = Math.Clamp(at + rng.Below(6 * Clock.Day), market.Start, market.End - (8 * Clock.Day));
    }

    private static void Close(Population market, Operator owner, Seller shop, Rng rng)
    {
        if (!rng.Chance(0.42 - (0.3 * owner.Skill)))
        {
            return;
        }

        var at = shop.ActiveFrom + (rng.Between(40, 260) * Clock.Day) + rng.Below(Clock.Day);
        if (at < market.End - Clock.Day)
        {
            shop.ClosedAt = at;
            shop.CloseReason = rng.Pick(s_reasons);
        }
    }
}
