namespace Assay.Brands;

/// <summary>
/// The names and aliases of brands, to be found in a text as whole words, whatever their case. A letter of a script without spaces
/// between words (Han, Kana, Hangul) is a word of its own.
/// </summary>
public sealed class BrandNames
{
    private readonly Dictionary<string, List<BrandName>> byFirst = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<BrandName>>.AlternateLookup<ReadOnlySpan<char>> lookup;

    /// <summary>Takes names with the brand each belongs to. Names of a single letter are passed over.</summary>
    public BrandNames(IEnumerable<(string BrandId, string Name)> names)
    {
        foreach (var (brandId, name) in names)
        {
            var lower = name.ToLowerInvariant();
            var words = Words(lower).Select(w => lower[w]).ToArray();
            if (words.Length == 0 || words.Sum(w => w.Length) < 2)
            {
                continue;
            }

            if (!byFirst.TryGetValue(words[0], out var same))
            {
                byFirst[words[0]] = same = [];
            }

            same.Add(new BrandName(brandId, words));
        }

        // The longest name first, ties by brand, so that a match does not depend on the order of the feed.
        foreach (var same in byFirst.Values)
        {
            same.Sort((a, b) => a.Words.Length != b.Words.Length ? b.Words.Length - a.Words.Length : string.CompareOrdinal(a.BrandId, b.BrandId));
        }

        lookup = byFirst.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The brand whose name stands first in a text, the longest where several begin there; null where none does.</summary>
    public string? FirstIn(string text)
    {
        var lower = text.ToLowerInvariant();
        var words = Words(lower);
        for (var i = 0; i < words.Count; i++)
        {
            if (!lookup.TryGetValue(lower.AsSpan(words[i]), out var candidates))
            {
                continue;
            }

            foreach (var candidate in candidates)
            {
                if (StandsAt(lower, words, i, candidate.Words))
                {
                    return candidate.BrandId;
                }
            }
        }

        return null;
    }

    private static bool StandsAt(string text, List<Range> words, int at, string[] name)
    {
        if (at + name.Length > words.Count)
        {
            return false;
        }

        for (var i = 1; i < name.Length; i++)
        {
            if (!text.AsSpan(words[at + i]).SequenceEqual(name[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static List<Range> Words(string text)
    {
        var words = new List<Range>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var end = i + 1;
            if (!StandsAlone(text[i]))
            {
                while (end < text.Length && char.IsLetterOrDigit(text[end]) && !StandsAlone(text[end]))
                {
                    end++;
                }
            }

            words.Add(i..end);
            i = end;
        }

        return words;
    }

    // CJK ideographs, Kana and Hangul of the basic plane.
    private static bool StandsAlone(char letter) => letter is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF') or (>= '\uF900' and <= '\uFAFF');

    private sealed record BrandName(string BrandId, string[] Words);
}
