using Assay.Screening.Products.Words;

namespace Assay.Screening.Products.Pairs;

/// <summary>Numbers, quantities, traits, brand and price of two rows: agreeing, stated by one alone, or contradicting.</summary>
internal static class FactFeatures
{
    /// <summary>The features' names, in the order in which they are written.</summary>
    public static readonly string[] Names =
    [
        "numbers_same", "numbers_apart", "left_numbers_alone", "right_numbers_alone", "years", "quantities_same", "quantities_apart", "title_quantities_same", "title_quantities_apart",
        .. Enum.GetNames<TraitKind>().Select(k => $"trait_{k.ToLowerInvariant()}"), "trait_colour_all", "traits_apart", "brand", "brand_known", "price_ratio", "price_distance", "prices_known",
        "numbers_jaccard", "left_first_in_right", "right_first_in_left",
    ];

    /// <summary>Writes the features of a pair.</summary>
    public static void Write(Corpus corpus, Pair pair, Span<float> to)
    {
        var (a, b) = (corpus.Left.Profiles[pair.Left], corpus.Right.Profiles[pair.Right]);
        to.Fill(float.NaN);
        WriteNumbers(a, b, to);
        (to[5], to[6]) = Quantities(a.Quantities, b.Quantities);
        (to[7], to[8]) = Quantities(a.QuantitiesOfTitle, b.QuantitiesOfTitle);
        var apart = 0;
        for (var kind = 0; kind < Traits.Kinds; kind++)
        {
            to[9 + kind] = Agreement(a.Traits[kind], b.Traits[kind]);
            apart += to[9 + kind] < 0 ? 1 : 0;
        }

        var at = 9 + Traits.Kinds;
        to[at++] = Agreement(a.TraitsOfAll[(int)TraitKind.Colour], b.TraitsOfAll[(int)TraitKind.Colour]);
        to[at++] = apart;
        to[at++] = Brand(a, b);
        to[at++] = a.Brand.Length > 0 || b.Brand.Length > 0 ? 1 : 0;
        if (a.Product.Price is > 0 and var one && b.Product.Price is > 0 and var other)
        {
            var ratio = Math.Log(one / other);
            (to[at], to[at + 1]) = ((float)ratio, (float)Math.Abs(ratio));
        }

        to[at + 2] = (a.Product.Price is > 0 ? 1 : 0) + (b.Product.Price is > 0 ? 2 : 0);
        var union = a.Numbers.Union(b.Numbers, StringComparer.Ordinal).Count();
        to[at + 3] = union == 0 ? float.NaN : (float)a.Numbers.Count(b.Numbers.Contains) / union;
        to[at + 4] = First(a, b);
        to[at + 5] = First(b, a);
    }

    private static float First(Profile a, Profile b) => a.Title.Count == 0 ? float.NaN : b.All.Exists(t => t.Text == a.Title[0].Text) ? 1 : 0;

    private static void WriteNumbers(Profile a, Profile b, Span<float> to)
    {
        var aAlone = a.Numbers.Count(n => !b.Numbers.Contains(n) && !b.All.Exists(t => t.Text == n));
        var bAlone = b.Numbers.Count(n => !a.Numbers.Contains(n) && !a.All.Exists(t => t.Text == n));
        if (a.Numbers.Length > 0 && b.Numbers.Length > 0)
        {
            to[0] = a.Numbers.Count(b.Numbers.Contains);
            to[1] = Math.Min(aAlone, bAlone);
        }

        to[2] = a.Numbers.Length == 0 ? float.NaN : aAlone;
        to[3] = b.Numbers.Length == 0 ? float.NaN : bAlone;
        var yearsA = a.Numbers.Where(IsYear).ToList();
        var yearsB = b.Numbers.Where(IsYear).ToList();
        to[4] = yearsA.Count == 0 && yearsB.Count == 0 ? float.NaN : yearsA.Count == 0 || yearsB.Count == 0 ? 0 : yearsA.Any(yearsB.Contains) ? 1 : -1;
    }

    private static bool IsYear(string number) => number.Length == 4 && (number.StartsWith("19", StringComparison.Ordinal) || number.StartsWith("20", StringComparison.Ordinal));

    // Units in which the two agree, and units that both state with no value in common.
    private static (float Same, float Apart) Quantities(string[] a, string[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return (float.NaN, float.NaN);
        }

        var same = a.Where(b.Contains).Select(UnitOf).ToHashSet(StringComparer.Ordinal);
        var apart = a.Select(UnitOf).Intersect(b.Select(UnitOf), StringComparer.Ordinal).Count(u => !same.Contains(u));
        return (same.Count, apart);
    }

    private static string UnitOf(string quantity) => quantity.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');

    // NaN where neither states any; 1 the same, 0.7 some, 0.4 the left alone, 0.2 the right alone, −1 different ones.
    private static float Agreement(uint a, uint b) =>
        (a | b) == 0 ? float.NaN : a == b ? 1 : (a & b) != 0 ? 0.7f : b == 0 ? 0.4f : a == 0 ? 0.2f : -1;

    // The share of the shorter brand's words that the other row says.
    private static float Brand(Profile a, Profile b)
    {
        if (a.Brand.Length == 0 && b.Brand.Length == 0)
        {
            return float.NaN;
        }

        var (one, other) = a.Brand.Length > 0 && (b.Brand.Length == 0 || a.Brand.Length <= b.Brand.Length) ? (a, b) : (b, a);
        return (float)one.Brand.Count(w => other.Brand.Contains(w) || other.All.Exists(t => t.Text == w)) / one.Brand.Length;
    }
}
