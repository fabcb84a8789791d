using Assay.Screening.Products.Words;

namespace Assay.Screening.Products.Pairs;

/// <summary>How part numbers and other codes of two rows agree or contradict: equal, a suffix more (a colour, a country), a digit apart.</summary>
internal static class CodeFeatures
{
    /// <summary>The features' names, in the order in which they are written.</summary>
    public static readonly string[] Names =
    [
        "code_same_rarity", "code_same_length", "code_best", "code_best_edits", "code_prefix", "code_suffix_length", "left_code_in_right", "right_code_in_left",
        "code_conflict", "left_codes", "right_codes", "code_all_same", "code_letters_same", "code_digits_same", "left_code_rarity", "right_code_rarity", "short_code_same", "short_code_apart",
        "left_code_lost", "right_code_lost", "gtin_same", "part_number_same",
    ];

    private const int LongCode = 5;

    /// <summary>Writes the features of a pair.</summary>
    public static void Write(Corpus corpus, Pair pair, Span<float> to)
    {
        var (a, b) = (corpus.Left.Profiles[pair.Left], corpus.Right.Profiles[pair.Right]);
        to.Fill(float.NaN);
        to[0] = Same(corpus.Words, a.Codes, b.Codes, c => (float)corpus.Words.Rarity(c));
        to[1] = Same(corpus.Words, a.Codes, b.Codes, c => c.Length);
        if (LongCodes(a.Codes) is { Count: > 0 } left && LongCodes(b.Codes) is { Count: > 0 } right)
        {
            WriteBest(left, right, to);
        }

        to[6] = Inside(a.Codes, b);
        to[7] = Inside(b.Codes, a);
        to[9] = LongCodes(a.Codes).Count;
        to[10] = LongCodes(b.Codes).Count;
        to[11] = Same(corpus.Words, a.CodesOfAll, b.CodesOfAll, c => (float)corpus.Words.Rarity(c));
        to[14] = Rarest(corpus.Words, a.Codes);
        to[15] = Rarest(corpus.Words, b.Codes);
        WriteShort(a, b, to);
        to[18] = Lost(corpus.Words, a, b);
        to[19] = Lost(corpus.Words, b, a);
        to[20] = Equal(a.Product.Gtin.TrimStart('0'), b.Product.Gtin.TrimStart('0'));
        to[21] = Equal(Plain(a.Product.PartNumber), Plain(b.Product.PartNumber));
    }

    private static string Plain(string number) => string.Concat(FoldText.Of(number).Where(char.IsLetterOrDigit));

    private static float Equal(string a, string b) => a.Length == 0 || b.Length == 0 ? float.NaN : a == b ? 1 : 0;

    private static List<string> LongCodes(string[] codes) => [.. codes.Where(c => c.Length >= LongCode)];

    private static float Same(Vocabulary words, string[] a, string[] b, Func<string, float> measure) =>
        a.Length == 0 || b.Length == 0 ? float.NaN : a.Where(b.Contains).Select(measure).DefaultIfEmpty(0).Max();

    private static float Rarest(Vocabulary words, string[] codes) => codes.Length == 0 ? float.NaN : (float)codes.Max(words.Rarity);

    // The longest code that stands in the other row, however that one cuts it.
    private static float Inside(string[] codes, Profile other)
    {
        var longCodes = LongCodes(codes);
        return longCodes.Count == 0 ? float.NaN : longCodes.Where(c => other.Squashed.Contains(c, StringComparison.Ordinal)).Select(c => c.Length).DefaultIfEmpty(0).Max();
    }

    // The rarest code that the other row does not have in any form.
    private static float Lost(Vocabulary words, Profile a, Profile b)
    {
        var lost = LongCodes(a.Codes).Where(c => !b.Squashed.Contains(c, StringComparison.Ordinal) && !b.CodesOfAll.Any(o => Akin(o, c))).Select(words.Rarity);
        return a.Codes.Length == 0 ? float.NaN : (float)lost.DefaultIfEmpty(0).Max();
    }

    private static bool Akin(string a, string b) => a.Length >= LongCode && b.Length >= LongCode && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));

    private static void WriteBest(List<string> left, List<string> right, Span<float> to)
    {
        var (best, edits, prefix, suffix, letters, digits) = (0.0, 99, 0.0, 0, 0f, 0f);
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                var alike = Likeness.JaroWinkler(a, b);
                if (alike <= best)
                {
                    continue;
                }

                best = alike;
                edits = Likeness.Edits(a, b);
                var common = a.AsSpan().CommonPrefixLength(b);
                prefix = (double)common / Math.Min(a.Length, b.Length);
                suffix = common == Math.Min(a.Length, b.Length) ? Math.Abs(a.Length - b.Length) : 9;
                letters = Only(a, char.IsAsciiLetter) == Only(b, char.IsAsciiLetter) ? 1 : 0;
                digits = Only(a, char.IsAsciiDigit) == Only(b, char.IsAsciiDigit) ? 1 : 0;
            }
        }

        (to[2], to[3], to[4], to[5]) = ((float)best, edits, (float)prefix, suffix);
        to[8] = best < 1 && suffix == 9 ? (float)best : 0;
        (to[12], to[13]) = (letters, digits);
    }

    private static string Only(string text, Func<char, bool> kind) => string.Concat(text.Where(kind));

    // cs3 and cs4, d90 and d80: short codes tell versions apart.
    private static void WriteShort(Profile a, Profile b, Span<float> to)
    {
        var left = a.Codes.Where(c => c.Length < LongCode).ToList();
        var right = b.Codes.Where(c => c.Length < LongCode).ToList();
        if (left.Count > 0 && right.Count > 0)
        {
            to[16] = left.Count(right.Contains);
            to[17] = left.Any(l => right.Any(r => l != r && l[0] == r[0] && char.IsAsciiLetter(l[0]) && Only(l, char.IsAsciiLetter) == Only(r, char.IsAsciiLetter) && !left.Contains(r) && !right.Contains(l))) ? 1 : 0;
        }
    }
}
