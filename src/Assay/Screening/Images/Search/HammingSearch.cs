using System.Numerics;
using Assay.Screening.Images.Pdq;

namespace Assay.Screening.Images.Search;

/// <summary>Searches of one thread in an index as it was at one moment; its list of candidates is used again.</summary>
internal sealed class HammingSearch(HammingIndex.Contents index)
{
    private int[] candidates = new int[8192];

    /// <summary>Every entry within a distance, by entry.</summary>
    public IReadOnlyList<HammingMatch> Run(PdqHash hash, int within)
    {
        var found = new List<HammingMatch>();
        var count = index.Bands is { } bands && within <= Bands.Farthest ? bands.Candidates(hash, ref candidates) : -1;
        if (count < 0)
        {
            Scan(hash, 0, within, found);
            return found;
        }

        Check(hash, candidates.AsSpan(0, count), within, found);
        found.Sort((a, b) => a.Entry.CompareTo(b.Entry));
        RemoveTwins(found);
        Scan(hash, index.InBands, within, found);
        return found;
    }

    // Half of the bits reject nearly all: two unlike hashes differ by 64 of 128.
    private void Check(PdqHash hash, ReadOnlySpan<int> entries, int within, List<HammingMatch> found)
    {
        var low = index.Low;
        foreach (var entry in entries)
        {
            var at = 2 * entry;
            var distance = BitOperations.PopCount(low[at] ^ hash.W0) + BitOperations.PopCount(low[at + 1] ^ hash.W1);
            if (distance <= within)
            {
                Add(hash, entry, distance, within, found);
            }
        }
    }

    /// <summary>Looks at all entries from one on, in order.</summary>
    public void Scan(PdqHash hash, int from, int within, List<HammingMatch> found)
    {
        var low = index.Low.AsSpan(0, 2 * index.Size);
        for (var at = 2 * from; at + 1 < low.Length; at += 2)
        {
            var distance = BitOperations.PopCount(low[at] ^ hash.W0) + BitOperations.PopCount(low[at + 1] ^ hash.W1);
            if (distance <= within)
            {
                Add(hash, at / 2, distance, within, found);
            }
        }
    }

    private void Add(PdqHash hash, int entry, int distance, int within, List<HammingMatch> found)
    {
        distance += BitOperations.PopCount(index.High[2 * entry] ^ hash.W2) + BitOperations.PopCount(index.High[(2 * entry) + 1] ^ hash.W3);
        if (distance <= within && !index.Removed.Contains(entry))
        {
            found.Add(new HammingMatch(entry, distance));
        }
    }

    // An entry is a candidate by every band in which it is near.
    private static void RemoveTwins(List<HammingMatch> sorted)
    {
        var kept = 0;
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i == 0 || sorted[i].Entry != sorted[i - 1].Entry)
            {
                sorted[kept++] = sorted[i];
            }
        }

        sorted.RemoveRange(kept, sorted.Count - kept);
    }
}
