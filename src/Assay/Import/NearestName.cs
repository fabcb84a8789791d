namespace Assay.Import;

/// <summary>Finds the known name that a strange one most likely means.</summary>
public static class NearestName
{
    private const int Longest = 200;

    /// <summary>
    /// The candidate within an edit distance of a third of the longer name (at least 1), case and separators apart; null where none is.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var wanted = Plain(name);
        return candidates
            .Select(c => (Name: c, Distance: Distance(wanted, Plain(c)), Allowed: Math.Max(1, Math.Max(wanted.Length, c.Length) / 3)))
            .Where(c => c.Distance <= c.Allowed)
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => c.Name)
            .FirstOrDefault();
    }

    /// <summary>Lower case, letters and digits only.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Levenshtein's distance: insertions, deletions and replacements.</summary>
    public static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > Longest || right.Length > Longest)
        {
            return int.MaxValue;
        }

        Span<int> above = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = above[0];
            above[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = above[j];
                above[j] = Math.Min(replaced, Math.Min(above[j], above[j - 1]) + 1);
            }
        }

        return above[right.Length];
    }
}
