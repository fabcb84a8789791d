using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Which rows of a block have a mask's bits, as one bit a row: made once a block for each mask, so that the cells that share it visit their rows alone and
/// never guess at a branch.
/// </summary>
internal sealed unsafe class Selections : IDisposable
{
    private const int Words = EventBlock.Most / 64;

    private readonly Lanes lanes;
    private readonly ulong[] masks;
    private readonly Aligned<ulong> bits;

    public Selections(StreamPlan plan, Lanes lanes)
    {
        this.lanes = lanes;
        masks =
        [
            .. plan.Tallies.Select(t => t.Mask).Concat(plan.Sketches.Select(s => s.Mask)).Concat(plan.Sequences.Select(s => s.Mask))
                .Concat(plan.Ends.Select(e => e.Mask)).Concat(plan.Streaks.SelectMany(s => new[] { s.Of, s.Where })).Distinct(),
        ];
        bits = new Aligned<ulong>(Math.Max(1, masks.Length) * Words);
    }

    /// <summary>The rows of a mask.</summary>
    public ulong* Of(ulong mask) => bits.Pointer + (Array.IndexOf(masks, mask) * Words);

    /// <summary>Finds the rows of every mask in a block.</summary>
    public void Run(ulong* features, int count)
    {
        for (var m = 0; m < masks.Length; m++)
        {
            var words = bits.Pointer + (m * Words);
            for (var from = 0; from < count; from += 64)
            {
                words[from / 64] = Word(features + from, Math.Min(64, count - from), masks[m]);
            }
        }
    }

    /// <summary>The bits of a word that stand for rows from one to another, that one not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(ulong word, int at, int from, int until)
    {
        var low = Math.Max(from - (at << 6), 0);
        var high = Math.Min(until - (at << 6), 64);
        return word & (ulong.MaxValue << low) & (ulong.MaxValue >> (64 - high));
    }

    /// <summary>Rows from one to another, that one not.</summary>
    public static long Count(ulong* words, int from, int until)
    {
        var count = 0L;
        for (var w = from >> 6; w <= (until - 1) >> 6; w++)
        {
            count += BitOperations.PopCount(Within(words[w], w, from, until));
        }

        return count;
    }

    /// <summary>The first row from one to another; −1 for none.</summary>
    public static int First(ulong* words, int from, int until)
    {
        for (var w = from >> 6; w <= (until - 1) >> 6; w++)
        {
            if (Within(words[w], w, from, until) is var word and not 0)
            {
                return (w << 6) + BitOperations.TrailingZeroCount(word);
            }
        }

        return -1;
    }

    /// <summary>The last row from one to another; −1 for none.</summary>
    public static int Last(ulong* words, int from, int until)
    {
        for (var w = (until - 1) >> 6; w >= from >> 6; w--)
        {
            if (Within(words[w], w, from, until) is var word and not 0)
            {
                return (w << 6) + BitOperations.Log2(word);
            }
        }

        return -1;
    }

    public void Dispose() => bits.Dispose();

    private ulong Word(ulong* features, int count, ulong mask) => (lanes, count) switch
    {
        (Lanes.Eight, 64) => Eight(features, mask),
        (Lanes.Four, 64) => Four(features, mask),
        _ => One(features, count, mask),
    };

    private static ulong Eight(ulong* features, ulong mask)
    {
        var (wanted, word) = (Vector512.Create(mask), 0UL);
        for (var i = 0; i < 64; i += 8)
        {
            word |= Vector512.Equals(Vector512.Load(features + i) & wanted, wanted).ExtractMostSignificantBits() << i;
        }

        return word;
    }

    private static ulong Four(ulong* features, ulong mask)
    {
        var (wanted, word) = (Vector256.Create(mask), 0UL);
        for (var i = 0; i < 64; i += 4)
        {
            word |= (ulong)Vector256.Equals(Vector256.Load(features + i) & wanted, wanted).ExtractMostSignificantBits() << i;
        }

        return word;
    }

    private static ulong One(ulong* features, int count, ulong mask)
    {
        var word = 0UL;
        for (var i = 0; i < count; i++)
        {
            word |= (features[i] & mask) == mask ? 1UL << i : 0;
        }

        return word;
    }
}
