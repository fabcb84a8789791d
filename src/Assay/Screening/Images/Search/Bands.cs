using Assay.Screening.Images.Pdq;

namespace Assay.Screening.Images.Search;

/// <summary>
/// Tables that find every hash within 31 bits of another among few candidates: 256 bits are cut into 11 bands of 23 or 24 bits. Two hashes that differ
/// by 3 bits or more in each of ten bands and by 2 or more in the eleventh differ by 32 or more; so one band differs by at most 2 (the last: 1)
/// wherever all differ by at most 31. (Norouzi, Punjani, Fleet 2014, with unequal thresholds after Qin et al. 2018)
/// </summary>
internal sealed class Bands
{
    /// <summary>The farthest distance at which nothing is missed.</summary>
    public const int Farthest = 31;

    private const int Count = 11, Wide = 24, Narrow = 23, WideBands = 3;

    // What to change in a band: nothing, each bit, each two bits. The last band: nothing, each bit.
    private static readonly uint[] WideMasks = Masks(Wide, pairs: true), NarrowMasks = Masks(Narrow, pairs: true), LastMasks = Masks(Narrow, pairs: false);

    private readonly int[][] starts = new int[Count][];
    private readonly int[][] entries = new int[Count][];

    private Bands(int size) => Size = size;

    /// <summary>How many hashes the tables hold: the first ones of the index.</summary>
    public int Size { get; }

    /// <summary>Most candidates that a query may have: past it, looking at all hashes in order is faster than at so many here and there.</summary>
    public int MostCandidates => (Size / 16) + 1024;

    /// <summary>Makes the tables of the first hashes of an index: each hash is counted and put down once in every band, at places far apart in memory.</summary>
    public static Bands Of(ulong[] low, ulong[] high, int size, int threads)
    {
        var bands = new Bands(size);
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, band => bands.Fill(band, low, high));
        return bands;
    }

    /// <summary>Collects entries that may be within 31 bits, some more than once.</summary>
    /// <param name="hash">What is looked for.</param>
    /// <param name="into">Takes them; grows as needed.</param>
    /// <returns>How many; −1 where there are more than <see cref="MostCandidates"/>.</returns>
    public int Candidates(PdqHash hash, ref int[] into)
    {
        var found = 0;
        for (var band = 0; band < Count; band++)
        {
            var (start, of) = (starts[band], entries[band]);
            var key = Key(band, hash.W0, hash.W1, hash.W2, hash.W3);
            foreach (var mask in MasksOf(band))
            {
                var at = (int)(key ^ mask);
                var (from, until) = (start[at], start[at + 1]);
                if (from == until)
                {
                    continue;
                }

                if (found + until - from > into.Length)
                {
                    if (found + until - from > MostCandidates)
                    {
                        return -1;
                    }

                    Array.Resize(ref into, Math.Max(2 * into.Length, found + until - from));
                }

                for (; from < until; from++)
                {
                    into[found++] = of[from];
                }
            }
        }

        return found;
    }

    // By counting: how many of each key, where they begin, then each at its place.
    private void Fill(int band, ulong[] low, ulong[] high)
    {
        var start = new int[(1 << Width(band)) + 2];
        for (var i = 0; i < Size; i++)
        {
            start[Key(band, low[2 * i], low[(2 * i) + 1], high[2 * i], high[(2 * i) + 1]) + 2]++;
        }

        for (var key = 2; key < start.Length; key++)
        {
            start[key] += start[key - 1];
        }

        var placed = new int[Size];
        for (var i = 0; i < Size; i++)
        {
            placed[start[Key(band, low[2 * i], low[(2 * i) + 1], high[2 * i], high[(2 * i) + 1]) + 1]++] = i;
        }

        (starts[band], entries[band]) = (start, placed);
    }

    private static uint[] MasksOf(int band) => band < WideBands ? WideMasks : band < Count - 1 ? NarrowMasks : LastMasks;

    private static int Width(int band) => band < WideBands ? Wide : Narrow;

    private static uint Key(int band, ulong w0, ulong w1, ulong w2, ulong w3)
    {
        var bit = (band * Narrow) + Math.Min(band, WideBands);
        var (word, shift) = (bit / 64, bit % 64);
        var (lower, upper) = word switch
        {
            0 => (w0, w1),
            1 => (w1, w2),
            2 => (w2, w3),
            _ => (w3, 0UL),
        };
        var bits = shift == 0 ? lower : (lower >> shift) | (upper << (64 - shift));
        return (uint)bits & ((1u << Width(band)) - 1);
    }

    private static uint[] Masks(int width, bool pairs)
    {
        var masks = new List<uint> { 0 };
        for (var a = 0; a < width; a++)
        {
            masks.Add(1u << a);
            for (var b = 0; pairs && b < a; b++)
            {
                masks.Add((1u << a) | (1u << b));
            }
        }

        return [.. masks];
    }
}
