using Assay.Screening.Products.Words;

namespace Assay.Screening.Products.Pairs;

/// <summary>What of a title the other row does not say: not in its title, nor in any form close to it.</summary>
/// <param name="Share">The share of the title's rarity that the other title has, also misspelt, shortened or joined.</param>
/// <param name="Max">The rarest word that it lacks.</param>
/// <param name="Sum">The rarity of all that it lacks.</param>
/// <param name="Count">How many words it lacks.</param>
/// <param name="MaxOfAll">The rarest word that the other row lacks in all its columns.</param>
/// <param name="SumOfAll">The rarity of what all its columns lack.</param>
/// <param name="SharedMax">The rarest word that both have.</param>
/// <param name="SharedSecond">The next.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct LeftOver(double Share, double Max, double Sum, int Count, double MaxOfAll, double SumOfAll, double SharedMax, double SharedSecond)
{
    private const int Most = 40;

    /// <summary>What <paramref name="a"/> says in its title and <paramref name="b"/> does not.</summary>
    public static LeftOver Of(Vocabulary words, Profile a, Profile b)
    {
        var (whole, had, max, sum, count, maxOfAll, sumOfAll) = (0.0, 0.0, 0.0, 0.0, 0, 0.0, 0.0);
        var (first, second) = (0.0, 0.0);
        foreach (var token in a.Title.Take(Most))
        {
            var rarity = words.Rarity(token.Text);
            whole += rarity;
            var likeness = Best(token, b);
            had += likeness * rarity;
            if (likeness == 1)
            {
                (first, second) = rarity > first ? (rarity, first) : (first, Math.Max(second, rarity));
            }
            else if (likeness == 0)
            {
                max = Math.Max(max, rarity);
                sum += rarity;
                count++;
                if (!InAll(token, b))
                {
                    maxOfAll = Math.Max(maxOfAll, rarity);
                    sumOfAll += rarity;
                }
            }
        }

        return new LeftOver(whole > 0 ? had / whole : 0, max, sum, count, maxOfAll, sumOfAll, first, second);
    }

    private static bool InAll(Token token, Profile b) =>
        b.All.Exists(t => t.Text == token.Text) || (token.Text.Length >= 5 && b.Squashed.Contains(token.Text, StringComparison.Ordinal));

    // 1 for the same word, less for one that is misspelt or shortened, 0 for none.
    private static double Best(Token token, Profile b)
    {
        var best = 0.0;
        foreach (var other in b.Title.Take(Most))
        {
            if (other.Text == token.Text)
            {
                return 1;
            }

            if (token.Kind == TokenKind.Word && other.Kind == TokenKind.Word)
            {
                best = Math.Max(best, Fuzzy(token.Text, other.Text));
            }
        }

        return best < 0.95 && token.Text.Length >= 5 && b.Squashed.Contains(token.Text, StringComparison.Ordinal) ? 0.95 : best;
    }

    private static double Fuzzy(string a, string b)
    {
        var (brief, full) = a.Length < b.Length ? (a, b) : (b, a);
        if (brief.Length < 3 || brief[0] != full[0])
        {
            return 0;
        }

        if (full.StartsWith(brief, StringComparison.Ordinal))
        {
            return full.Length - brief.Length == 1 ? 0.95 : 0.8;
        }

        return brief.Length >= 5 && Likeness.JaroWinkler(a, b) is var alike and >= 0.9 ? alike : 0;
    }
}
