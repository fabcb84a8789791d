using System.Numerics;
using Assay.Screening.Images.Pdq;

namespace Assay.Screening.Images.Search;

/// <summary>Searches, one at a time, in an index as it was at one moment; its list of candidates is used again.</summary>
/// <param name="index">The index.</param>
/// <param name="threads">Threads that look at all hashes where one must.</param>
internal sealed class HammingSearch(HammingIndex.Contents index, int threads)
{
    // Fewer hashes are looked at in less time than a thread takes to begin.
    private const int LeastForThreads = 1 << 18;

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
    private void Scan(PdqHash hash, int from, int within, List<HammingMatch> found)
    {
        var parts = index.Size - from < LeastForThreads ? 1 : threads;
        var near = new List<int>[parts];
        if (parts == 1)
        {
            near[0] = Near(hash, from, index.Size, within);
        }
        else
        {
            Parallel.For(0, parts, part => near[part] = Near(hash, Cut(part), Cut(part + 1), within));
        }

        foreach (var entry in near.SelectMany(n => n))
        {
            var at = 2 * entry;
            Add(hash, entry, BitOperations.PopCount(index.Low[at] ^ hash.W0) + BitOperations.PopCount(index.Low[at + 1] ^ hash.W1), within, found);
        }

        int Cut(int part) => from + (int)((long)(index.Size - from) * part / parts);
    }

    private List<int> Near(PdqHash hash, int from, int to, int within)
    {
        var near = new List<int>();
        NearHalves.Find(index.Low, from, to, hash.W0, hash.W1, within, near, NearHalves.Best);
        return near;
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
