using System.Text;

namespace Assay.Import.Drafting;

/// <summary>How alike two names are, 0 to 1: the same letters, a known synonym, shared words, few typing errors.</summary>
internal static class NameLikeness
{
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöøùúûüýÿёй";
    private const string Plain = "aaaaaaceeeeiiiinoooooouuuuyyеи";

    /// <summary>The best likeness of a name to several, of which the first is the contract's own.</summary>
    public static double Best(string theirs, IReadOnlyList<string> ours)
    {
        var best = 0.0;
        foreach (var (i, name) in ours.Index())
        {
            best = Math.Max(best, Of(theirs, name, i == 0));
        }

        return best;
    }

    /// <summary>Lower case without accents and separators; <c>Verkäufer</c> and <c>Verkaeufer</c> are the same.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var letter in name.ToLowerInvariant().Where(char.IsLetterOrDigit))
        {
            var at = Accented.IndexOf(letter, StringComparison.Ordinal);
            folded.Append(letter == 'ß' ? "ss" : (at < 0 ? letter : Plain[at]).ToString());
        }

        return folded.Replace("ae", "a").Replace("oe", "o").Replace("ue", "u").ToString();
    }

    private static double Of(string theirs, string ours, bool isOwn)
    {
        var (left, right) = (Fold(theirs), Fold(ours));
        if (left.Length == 0 || right.Length == 0)
        {
            return 0;
        }

        if (left == right)
        {
            return isOwn ? 1 : 0.95;
        }

        return Math.Max(Math.Max(SharedWords(theirs, ours), FewErrors(left, right)), Within(left, right));
    }

    private static double SharedWords(string theirs, string ours)
    {
        var (left, right) = (Words(theirs), Words(ours));
        var shared = left.Intersect(right).Count();
        var likeness = shared / (double)left.Union(right).Count();
        return likeness < 0.5 ? 0 : 0.4 + (0.45 * likeness);
    }

    private static double FewErrors(string left, string right)
    {
        var longer = Math.Max(left.Length, right.Length);
        if (longer < 5 || Math.Abs(left.Length - right.Length) > longer / 4)
        {
            return 0;
        }

        var likeness = 1 - (NearestName.Distance(left, right) / (double)longer);
        return likeness < 0.75 ? 0 : 0.9 * likeness;
    }

    // Chinese and German write words together.
    private static double Within(string left, string right)
    {
        var isLong = right.Length >= (right.Any(c => c > '\u2E80') ? 2 : 5);
        return isLong && left.Contains(right, StringComparison.Ordinal) ? 0.3 + (0.5 * right.Length / left.Length) : 0;
    }

    private static HashSet<string> Words(string name)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length || !char.IsLetterOrDigit(name[i]) || (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1]));
            if (ends)
            {
                words.Add(Fold(name[start..i]));
                start = i;
            }
        }

        words.Remove("");
        return words;
    }
}
