using System.Globalization;

namespace Assay.Bench.Text;

/// <summary>Names to look for, as many as wanted: one in twenty is a word of the titles, the others are made of syllables, a quarter of them of two words.</summary>
internal static class BenchNames
{
    private const int Seed = 20;

    private static readonly string[] Syllables =
        ["ka", "lo", "mi", "ren", "tor", "vel", "sha", "qui", "zen", "bo", "dra", "fi", "gu", "har", "ix", "ju", "ny", "pol", "ster", "wy", "ca", "de", "sol", "um", "an", "er", "ti", "on"];

    /// <summary>That many names, each once, the same for the same titles.</summary>
    public static IReadOnlyList<string> Make(IReadOnlyList<string> titles, int count)
    {
        var random = new Random(Seed);
        var real = titles.SelectMany(t => t.Split(' ')).Where(w => w.Length >= 4 && w.All(char.IsAsciiLetter)).Select(w => w.ToLowerInvariant())
            .CountBy(w => w, StringComparer.Ordinal).OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Select(w => w.Key).ToList();
        var wanted = Math.Min(real.Count, count / 20);
        var names = new SortedSet<string>(Enumerable.Range(0, wanted).Select(i => real[(int)((long)i * real.Count / wanted)]), StringComparer.OrdinalIgnoreCase);
        while (names.Count < count)
        {
            names.Add(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Word(random, 2, 5) + (random.Next(4) == 0 ? " " + Word(random, 2, 4) : "")));
        }

        return [.. names];
    }

    private static string Word(Random random, int least, int below) =>
        string.Concat(Enumerable.Range(0, random.Next(least, below)).Select(_ => Syllables[random.Next(Syllables.Length)]));
}
