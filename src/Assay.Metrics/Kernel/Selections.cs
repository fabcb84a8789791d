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
    /// <summary>Words of a block.</summary>
    public const int Words = EventBlock.Most / 64;

    private readonly ulong[] masks;
    private readonly int[][] conditions;
    private readonly Aligned<ulong> bits;

    public Selections(StreamPlan plan)
    {
        masks =
        [
            .. plan.Counts.Select(c => c.Mask).Concat(new[] { plan.Sums, plan.Squares, plan.Minima, plan.Maxima, plan.Ends, plan.Sketches }.SelectMany(c => c.Select(m => m.Mask)))
                .Concat(plan.Tallies.Select(t => t.Mask)).Concat(plan.Sequences.Select(s => s.Mask)).Concat(plan.Streaks.SelectMany(s => new[] { s.Of, s.Where })).Distinct(),
        ];
        conditions = [.. masks.Select(m => Enumerable.Range(0, 64).Where(b => (m >> b & 1) != 0).ToArray())];
        bits = new Aligned<ulong>((Math.Max(1, masks.Length) * Words) + 1);
    }

    /// <summary>The rows of a mask.</summary>
    public ulong* Of(ulong mask) => bits.Pointer + (Array.IndexOf(masks, mask) * Words);

    /// <summary>Finds the rows of every mask in a block: those that satisfy all of its conditions.</summary>
    public void Run(DecodeBlock decode, int count)
    {
        for (var m = 0; m < masks.Length; m++)
        {
            var into = bits.Pointer + (m * Words);
            for (var w = 0; w * 64 < count; w += Vector512<ulong>.Count)
            {
                var all = Vector512<ulong>.AllBitsSet;
                foreach (var condition in conditions[m])
                {
                    all &= Vector512.Load(decode.Bits(condition) + w);
                }

                all.Store(into + w);
            }
        }
    }

    /// <summary>The bits of a word that stand for rows from one to another, that one not. Signs become masks: a branch would often be guessed wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(ulong word, int at, int from, int until)
    {
        var before = from - (at << 6);
        var after = (at << 6) + 64 - until;
        return word & (ulong.MaxValue << (before & ~(before >> 31))) & (ulong.MaxValue >> (after & ~(after >> 31)));
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
}
