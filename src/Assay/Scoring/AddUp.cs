namespace Assay.Scoring;

/// <summary>Adds reasons up to a risk: the seller's own part is capped, the rest is a sum of whole numbers.</summary>
public static class AddUp
{
    /// <summary>Scales the seller's part down where it is more than it may be, sorts the reasons, strongest first, and sums them with the base.</summary>
    /// <param name="reasons">Reasons with their weights; changed in place.</param>
    /// <param name="mostOfSeller">Most that signals of the seller add together, in ten-thousandths.</param>
    public static Risk Run(Span<Reason> reasons, int mostOfSeller)
    {
        ScaleSeller(reasons, mostOfSeller);
        var units = ColdSignals.Base;
        foreach (var reason in reasons)
        {
            units += reason.Weight;
        }

        reasons.Sort(static (a, b) =>
            Math.Abs(b.Weight) != Math.Abs(a.Weight) ? Math.Abs(b.Weight).CompareTo(Math.Abs(a.Weight)) : string.CompareOrdinal(a.Signal.Code, b.Signal.Code));
        return new Risk(units);
    }

    private static void ScaleSeller(Span<Reason> reasons, int mostOfSeller)
    {
        long sum = 0;
        foreach (var reason in reasons)
        {
            sum += reason is { Weight: > 0, Signal.Subject: SignalSubject.Seller } ? reason.Weight : 0;
        }

        if (sum <= mostOfSeller)
        {
            return;
        }

        foreach (ref var reason in reasons)
        {
            if (reason is { Weight: > 0, Signal.Subject: SignalSubject.Seller })
            {
                reason = reason with { Weight = (int)((long)reason.Weight * mostOfSeller / sum) };
            }
        }
    }
}
