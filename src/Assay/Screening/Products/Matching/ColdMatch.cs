using Assay.Screening.Products.Pairs;

namespace Assay.Screening.Products.Matching;

/// <summary>
/// The log-odds of a match where nobody has labelled a pair: a table of signals and weights. The weights were fitted once, by logistic regression
/// with each sign held to what it must mean, to the training pairs of Abt-Buy, Amazon-Google and WDC shoes and cameras, and rounded; those of GTIN
/// and part number are judgements, for those sets have neither column.
/// </summary>
internal static class ColdMatch
{
    /// <summary>The signals' names, in the order of <see cref="Signals"/>.</summary>
    public static readonly string[] Names = [.. Table.Select(s => s.Name)];

    private const double Base = -3.4;

    private static readonly int[] Places =
    [
        .. new[]
        {
            "title_cosine", "all_cosine", "soft_least", "left_soft", "right_soft", "code_same_rarity", "code_conflict", "left_code_in_right", "right_code_in_left", "numbers_apart",
            "title_quantities_apart", "traits_apart", "price_distance", "shared_max", "years", "code_suffix_length", "gtin_same", "part_number_same",
        }.Select(PairFeatures.Place),
    ];

    private static (string Name, double Weight)[] Table =>
    [
        ("title_cosine", 0.6), ("all_cosine", 1.1), ("soft_least", 0.9), ("soft_mean", 1.2), ("code_same", 0.5), ("code_conflict", -1.6), ("code_inside", 1.6), ("numbers_apart", -1.0),
        ("quantities_apart", -0.95), ("traits_apart", -1.4), ("price_distance", -1.4), ("shared_rarity", 2.4), ("years_apart", -0.45), ("code_suffix", 0.3), ("gtin_same", 6), ("gtin_apart", -3),
        ("part_number_same", 3.5), ("part_number_apart", -2),
    ];

    /// <summary>What each signal adds to the log-odds of a pair with these features.</summary>
    public static double[] Weigh(ReadOnlySpan<float> features)
    {
        var values = Signals(features);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= Table[i].Weight;
        }

        return values;
    }

    /// <summary>The log-odds by the pair alone.</summary>
    public static double Margin(ReadOnlySpan<float> features) => Base + Weigh(features).Sum();

    /// <summary>
    /// What each signal adds to the log-odds that a listing claims to be a product. Another GTIN or part number does not speak against the claim: it
    /// contradicts it, which is what is looked for.
    /// </summary>
    public static double[] WeighClaim(ReadOnlySpan<float> features)
    {
        var weights = Weigh(features);
        weights[Array.IndexOf(Names, "gtin_apart")] = 0;
        weights[Array.IndexOf(Names, "part_number_apart")] = 0;
        return weights;
    }

    /// <summary>The log-odds of a claim by listing and product alone.</summary>
    public static double ClaimMargin(ReadOnlySpan<float> features) => Base + WeighClaim(features).Sum();

    /// <summary>What the place among the other candidates of its left row alone adds, where many left rows may be the same product.</summary>
    public static double AmongLeftRivals(ReadOnlySpan<float> rivals) => 0.19 + (0.12 * Math.Clamp(rivals[1], -4, 4)) + (0.4 * rivals[5]);

    /// <summary>What a pair's place among its rivals adds: the lead on the best other pair of its rows, held to 4, and its share of their odds.</summary>
    public static double AmongRivals(ReadOnlySpan<float> rivals) =>
        0.19 + (0.06 * (Math.Clamp(rivals[1], -4, 4) + Math.Clamp(rivals[2], -4, 4))) + (0.2 * (rivals[5] + rivals[6]));

    private static double[] Signals(ReadOnlySpan<float> f)
    {
        var v = new double[Places.Length];
        for (var i = 0; i < v.Length; i++)
        {
            v[i] = f[Places[i]];
        }

        var same = Math.Min(Or(v[5], 0), 8) / 8;
        var inside = Math.Max(Or(v[7], 0), Or(v[8], 0)) >= 5;
        return
        [
            v[0], v[1], v[2], (v[3] + v[4]) / 2, same, Or(v[6], 0) > 0 && !inside && same == 0 ? 1 : 0, inside ? 1 : 0, Math.Min(Or(v[9], 0), 2),
            Math.Min(Or(v[10], 0), 2), Math.Min(v[11], 3), Math.Min(Or(v[12], 0.4), 2), v[13] / 10, Or(v[14], 0) < 0 ? 1 : 0, Or(v[15], 9) <= 3 ? 1 : 0, Or(v[16], 0), 1 - Or(v[16], 1),
            Or(v[17], 0), 1 - Or(v[17], 1),
        ];
    }

    private static double Or(double value, double otherwise) => double.IsNaN(value) ? otherwise : value;
}
