using System.Buffers;
using System.Text;
using Assay.Screening.Text;

namespace Assay.Bench.Text;

/// <summary>The peers with the same names and titles, and the comparison of what they find with ours.</summary>
internal sealed class TextPeers : IDisposable
{
    private readonly IReadOnlyList<string> names;
    private readonly IReadOnlyList<string> titles;
    private readonly byte[][] bytes;
    private readonly Hyperscan? hyperscan;
    private readonly SearchValues<string> values;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byName;
    private readonly int longest;
    private readonly List<(int Name, int End)> found = [];
    private readonly List<int> places = [];

    /// <summary>Makes them ready; nothing of this is timed.</summary>
    public TextPeers(IReadOnlyList<string> names, IReadOnlyList<string> titles, bool hasHyperscan)
    {
        this.names = names;
        this.titles = titles;
        bytes = [.. titles.Select(t => Encoding.UTF8.GetBytes(t))];
        hyperscan = hasHyperscan ? new Hyperscan(names) : null;
        values = SearchValues.Create([.. names], StringComparison.OrdinalIgnoreCase);
        byName = names.Index().ToDictionary(n => n.Item, n => n.Index, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        longest = names.Max(n => n.Length);
    }

    /// <summary>Hyperscan over all titles.</summary>
    public void RunHyperscan()
    {
        foreach (var title in bytes)
        {
            found.Clear();
            hyperscan!.Find(title, found);
        }
    }

    /// <summary>SearchValues over all titles: where it finds something at a word's start, a dictionary says which names end at the ends of words.</summary>
    public void RunSearchValues()
    {
        foreach (var title in titles)
        {
            found.Clear();
            FindByValues(title);
        }
    }

    /// <summary>SearchValues alone: where something stands, and not what.</summary>
    public void RunPlaces()
    {
        foreach (var title in titles)
        {
            places.Clear();
            Places(title);
        }
    }

    /// <summary>Compares the matches of every title, and returns how many there are.</summary>
    public long RequireSame(FindNames ours, NameIndex index)
    {
        long matches = 0;
        var matched = new List<NameMatch>();
        for (var i = 0; i < titles.Count; i++)
        {
            matched.Clear();
            ours.RunPlain(titles[i], matched);
            matches += matched.Count;
            if (hyperscan is not null)
            {
                found.Clear();
                hyperscan.Find(bytes[i], found);
                Require(titles[i], matched.Select(m => (index[m.Name].Brand, m.End)), found.Select(f => (f.Name, Encoding.UTF8.GetCharCount(bytes[i], 0, f.End))));
            }

            found.Clear();
            FindByValues(titles[i]);
            Require(titles[i], matched.Select(m => (index[m.Name].Brand, m.End)), found);
        }

        return matches;
    }

    /// <inheritdoc/>
    public void Dispose() => hyperscan?.Dispose();

    private void FindByValues(string title)
    {
        places.Clear();
        Places(title);
        foreach (var at in places)
        {
            if (at > 0 && Joins(title[at - 1]))
            {
                continue;
            }

            for (var end = at + 1; end <= Math.Min(title.Length, at + longest); end++)
            {
                if ((end == title.Length || !Joins(title[end])) && byName.TryGetValue(title.AsSpan(at, end - at), out var name))
                {
                    found.Add((name, end));
                }
            }
        }
    }

    private static bool Joins(char letter)
    {
        var traits = Letters.Traits(Letters.Packed(letter));
        return (traits & (LetterTraits.Letter | LetterTraits.Alone)) == LetterTraits.Letter || (traits == LetterTraits.Transparent && Letters.Of(letter).How == Folding.Marks);
    }

    private void Places(string title)
    {
        for (var at = 0; at < title.Length;)
        {
            var next = title.AsSpan(at).IndexOfAny(values);
            if (next < 0)
            {
                return;
            }

            places.Add(at + next);
            at += next + 1;
        }
    }

    private void Require(string title, IEnumerable<(int Name, int End)> ours, IEnumerable<(int Name, int End)> its)
    {
        var (one, other) = (ours.ToHashSet(), its.ToHashSet());
        if (!one.SetEquals(other))
        {
            one.SymmetricExceptWith(other);
            throw new InvalidOperationException($"Not the same in '{title}': {string.Join(", ", one.Select(m => $"{names[m.Name]} to {m.End}"))}.");
        }
    }
}
