using Assay.Operators.Traits;

namespace Assay.Operators.Linking;

/// <summary>
/// Weighs why two sellers share what they share: each explanation by how common it is and how well it fits (Bayes), so that a link is made only where the same
/// hand fits far better than a household, an agency, a supplier, a frame-up and chance together. Rarity counts through chance: the fewer have a value, the less
/// likely strangers share it (Fellegi and Sunter 1969); what many have, no small group explains.
/// </summary>
/// <param name="sellers">How many sellers there are.</param>
/// <param name="ofSameHand">How often one hand shares each kind of trait, as learned.</param>
internal sealed class WeighPair(long sellers, SharingOfSameHand ofSameHand)
{
    private static readonly Walk[] Walks = Enum.GetValues<Walk>();
    private static readonly TraitKind[][] KindsOf = [.. Walks.Select(w => Enum.GetValues<TraitKind>().Where(k => Explanations.WalkOf(k) == w).ToArray())];

    /// <summary>Weighs what two sellers share.</summary>
    /// <param name="shared">One trait a kind: the rarest that they share.</param>
    /// <param name="both">Kinds of which something is known of both, as bits.</param>
    public WeighedPair Run(IReadOnlyList<SharedTrait> shared, long both)
    {
        var whole = Weigh(shared, both);
        var bits = Against(whole);
        var otherwise = Likeliest(whole);
        var parts = shared.Select(t => (t, Says(t, otherwise))).OrderByDescending(t => t.Item2).ThenBy(t => t.t.Kind).ToList();
        var links = bits >= WeighedPair.LeastOfLink && shared.Any(t => Explanations.IsControlled(t.Kind));
        return new WeighedPair(bits, otherwise, parts, links ? Since(shared, both) : null);
    }

    // From when the traits that were known by then were enough. What came later may also have spoken against: then it is since the last.
    private long Since(IReadOnlyList<SharedTrait> shared, long both)
    {
        var byTime = shared.OrderBy(t => t.Since).ThenBy(t => t.Kind).ToList();
        for (var count = 1; count < byTime.Count; count++)
        {
            var known = byTime.Take(count).ToList();
            var later = byTime.Skip(count).Aggregate(both, (bits, t) => bits & ~(1L << (int)t.Kind));
            if (known.Exists(t => Explanations.IsControlled(t.Kind)) && Against(Weigh(known, later)) >= WeighedPair.LeastOfLink)
            {
                return byTime[count - 1].Since;
            }
        }

        return byTime[^1].Since;
    }

    // The log of how common each explanation is times how well it fits, in bits.
    private double[] Weigh(IReadOnlyList<SharedTrait> shared, long both)
    {
        var fits = new double[Explanations.Count];
        for (var e = 0; e < fits.Length; e++)
        {
            fits[e] = Fit((Explanation)e, shared, both);
        }

        return fits;
    }

    private double Fit(Explanation explanation, IReadOnlyList<SharedTrait> shared, long both)
    {
        var prior = explanation == Explanation.Chance ? 0 : Math.Log2(Explanations.PartnersOf(explanation) / Math.Max(1, sellers - 1));

        // A group explains what few have; what more have than the group is large, it leaves to chance. The best such reading counts.
        var best = double.NegativeInfinity;
        foreach (var most in shared.Where(t => Explanations.IsOfFew(t.Kind)).Select(t => t.Holders).Append(2).Distinct())
        {
            var larger = (most - 2) * Math.Log2(Explanations.OneMoreOf(explanation));
            best = Math.Max(best, larger + Walks.Sum(w => OfWalk(explanation, w, shared, both, most)));
        }

        return prior + best;
    }

    // In each walk of life a hand is careless or careful: what it shares there, it shares together.
    private double OfWalk(Explanation explanation, Walk walk, IReadOnlyList<SharedTrait> shared, long both, int most)
    {
        if (explanation != Explanation.SameHand)
        {
            return OfWalk(explanation, walk, shared, both, most, 1);
        }

        var careless = OfWalk(explanation, walk, shared, both, most, SharingOfSameHand.Careless);
        var careful = OfWalk(explanation, walk, shared, both, most, SharingOfSameHand.Careful);
        return Odds.Sum(careless, careful) - 1;
    }

    private double OfWalk(Explanation explanation, Walk walk, IReadOnlyList<SharedTrait> shared, long both, int most, double care)
    {
        var fit = 0.0;
        foreach (var kind in KindsOf[(int)walk])
        {
            if (shared.FirstOrDefault(t => t.Kind == kind) is { Holders: > 0 } trait)
            {
                fit += OfTrait(explanation, trait, most, care);
            }
            else if ((both >> (int)kind & 1) == 1)
            {
                fit += Math.Log2(1 - Expected(explanation, kind, care));
            }
        }

        return fit;
    }

    // Apart in time, a trait says less: it drifts towards what chance makes of it, under every explanation alike.
    private double OfTrait(Explanation explanation, SharedTrait trait, int most, double care)
    {
        var chance = Math.Log2(ByChance(trait));
        if ((trait.Holders > most && Explanations.IsOfFew(trait.Kind)) || Expected(explanation, trait.Kind, care) is not (> 0 and var expected))
        {
            return chance;
        }

        return chance + (Fresh(trait) * Math.Max(0, Math.Log2(expected) - chance));
    }

    private static double Fresh(SharedTrait trait) =>
        Explanations.HalfLife(trait.Kind) is > 0 and var days ? double.Exp2(-trait.DaysApart / days) : 1;

    private double ByChance(SharedTrait trait) => Math.Min(0.5, Explanations.ByChance(trait.Kind) * (trait.Holders - 1) / Math.Max(1, sellers - 1));

    private double Expected(Explanation explanation, TraitKind kind, double care) => explanation == Explanation.SameHand ? ofSameHand.Of(kind, care) : Explanations.Of(explanation, kind);

    private double Says(SharedTrait trait, Explanation otherwise) => OfTrait(Explanation.SameHand, trait, trait.Holders, 1) - OfTrait(otherwise, trait, trait.Holders, 1);

    private static double Against(double[] fits) => fits[0] - fits.Skip(1).Aggregate(Odds.Sum);

    private static Explanation Likeliest(double[] fits) => (Explanation)(1 + Array.IndexOf(fits[1..], fits.Skip(1).Max()));
}
