using System.Collections.Immutable;
using Assay.Screening.Images.Pdq;

namespace Assay.Screening.Images.Search;

/// <summary>
/// Finds every hash within a distance, none missed. Hashes that were added lately are looked at one by one; the others are found through
/// <see cref="Bands"/>. Any number of threads may search while one adds: what was added is found at once.
/// </summary>
/// <remarks>32 bytes a hash, and where there are more than <see cref="LeastForBands"/> of them 44 more and 500 MB of tables: 1.3 GB for ten million.</remarks>
public sealed class HammingIndex
{
    /// <summary>So many hashes are looked at in less time than the tables' keys.</summary>
    internal const int LeastForBands = 1 << 18;

    private readonly Lock writing = new();
    private volatile Contents contents = new([], [], 0, null, []);

    /// <summary>How many were added, with those that were removed.</summary>
    public int Count => contents.Size;

    /// <summary>Adds hashes; they are found from now on.</summary>
    /// <returns>The entry of the first.</returns>
    public int Add(params ReadOnlySpan<PdqHash> hashes)
    {
        lock (writing)
        {
            var was = contents;
            var (low, high) = (was.Low, was.High);
            if (2L * (was.Size + hashes.Length) > low.Length)
            {
                var room = (int)Math.Min(Array.MaxLength, Math.Max(3L * was.Size, 2L * (was.Size + hashes.Length)));
                Array.Resize(ref low, room);
                Array.Resize(ref high, room);
            }

            for (var i = 0; i < hashes.Length; i++)
            {
                var at = 2 * (was.Size + i);
                (low[at], low[at + 1], high[at], high[at + 1]) = (hashes[i].W0, hashes[i].W1, hashes[i].W2, hashes[i].W3);
            }

            contents = was with { Low = low, High = high, Size = was.Size + hashes.Length };
            return was.Size;
        }
    }

    /// <summary>Takes an entry out; it is not found any more. Its place is freed when the index is made anew.</summary>
    public void Remove(int entry)
    {
        lock (writing)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(entry);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(entry, contents.Size);
            contents = contents with { Removed = contents.Removed.Add(entry) };
        }
    }

    /// <summary>The hash of an entry.</summary>
    public PdqHash this[int entry] => contents.Hash(entry);

    /// <summary>Makes the tables anew, for all hashes. Searches and additions go on meanwhile.</summary>
    /// <param name="threads">How many threads it may take.</param>
    public void Merge(int threads)
    {
        var from = contents;
        if (from.Size < LeastForBands)
        {
            return;
        }

        var bands = Bands.Of(from.Low, from.High, from.Size, threads);
        lock (writing)
        {
            contents = contents with { Bands = bands };
        }
    }

    /// <summary>Finds every entry within a distance of a hash, by entry.</summary>
    /// <param name="hash">What is looked for.</param>
    /// <param name="within">Most bits that may differ; beyond 31 all hashes are looked at.</param>
    /// <param name="threads">How many threads it may take where all hashes are looked at.</param>
    public IReadOnlyList<HammingMatch> Search(PdqHash hash, int within, int threads = 1) => new HammingSearch(contents, threads).Run(hash, within);

    /// <summary>Finds for each of several hashes every entry within a distance.</summary>
    /// <param name="hashes">What is looked for.</param>
    /// <param name="within">Most bits that may differ.</param>
    /// <param name="threads">How many threads it may take.</param>
    public IReadOnlyList<HammingMatch>[] Search(IReadOnlyList<PdqHash> hashes, int within, int threads)
    {
        var now = contents;
        var found = new IReadOnlyList<HammingMatch>[hashes.Count];
        _ = Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            var search = new HammingSearch(now, threads: 1);
            for (var i = thread; i < hashes.Count; i += threads)
            {
                found[i] = search.Run(hashes[i], within);
            }
        });
        return found;
    }

    /// <summary>What is in it at the moment.</summary>
    internal Contents Now => contents;

    /// <summary>What is in the index at one moment. Behind <see cref="Size"/> the arrays may be written to.</summary>
    /// <param name="Low">Words 0 and 1 of each hash.</param>
    /// <param name="High">Words 2 and 3 of each hash.</param>
    /// <param name="Size">How many hashes there are.</param>
    /// <param name="Bands">Tables of the first of them; null where there are few.</param>
    /// <param name="Removed">Entries that are not found.</param>
    internal sealed record Contents(ulong[] Low, ulong[] High, int Size, Bands? Bands, ImmutableHashSet<int> Removed)
    {
        public int InBands => Bands?.Size ?? 0;

        public PdqHash Hash(int entry) => new(Low[2 * entry], Low[(2 * entry) + 1], High[2 * entry], High[(2 * entry) + 1]);
    }
}
