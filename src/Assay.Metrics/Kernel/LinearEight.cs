using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Metrics.Kernel;

/// <summary>What eight cells do with a row's numbers.</summary>
internal interface IStep
{
    /// <summary>The state before the first row.</summary>
    static abstract Vector512<long> Fresh { get; }

    /// <summary>The state after a row, for the cells that take it.</summary>
    static abstract Vector512<long> Add(Vector512<long> state, Vector512<long> x);
}

/// <summary>Folds rows into eight cells at a time, their state in a register from the first stretch to the last: AVX-512.</summary>
/// <param name="stretches">The rows.</param>
/// <param name="cells">For each row the cells that it is added to.</param>
/// <param name="numbers">The first row's numbers.</param>
/// <param name="stride">Numbers from one row to the next.</param>
/// <param name="picks">Which of its numbers each cell takes.</param>
internal readonly unsafe ref struct LinearEight(ReadOnlySpan<Stretch> stretches, byte* cells, long* numbers, int stride, long* picks)
{
    private const int Group = LinearCells.Group;
    private const int Part = LinearCells.Part;
    private const long LowPart = LinearCells.LowPart;

    private readonly ReadOnlySpan<Stretch> stretches = stretches;

    /// <summary>Folds all stretches into cells whose state stands at an address, and keeps it at the ends of windows.</summary>
    public void Fold(LinearKind kind, long* at, Snapshots into, int place)
    {
        switch (kind)
        {
            case LinearKind.Sum:
                Fold<Sum>(at, into, place);
                break;
            case LinearKind.Min:
                Fold<Least>(at, into, place);
                break;
            case LinearKind.Max:
                Fold<Greatest>(at, into, place);
                break;
            default:
                FoldSquares(at, into, place);
                break;
        }
    }

    private void Fold<TStep>(long* at, Snapshots into, int place)
        where TStep : IStep
    {
        var pick = Vector512.Load(picks);
        var state = Vector512.Load(at);
        foreach (ref readonly var s in stretches)
        {
            state = s.IsFirst ? TStep.Fresh : state;
            for (var (i, row) = (s.From, (nint)(numbers + (s.From * stride))); i < s.Until; i++, row += stride * sizeof(long))
            {
                state = Vector512.ConditionalSelect(Takes(cells[i]), TStep.Add(state, Vector512.Shuffle(Vector512.Load((long*)row), pick)), state);
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                state.Store(into.Of(BitOperations.TrailingZeroCount(ends), s.Slot) + place);
            }
        }

        state.Store(at);
    }

    private void FoldSquares(long* at, Snapshots into, int place)
    {
        var pick = Vector512.Load(picks);
        var (high, mixed, low) = (Vector512.Load(at), Vector512.Load(at + Group), Vector512.Load(at + (2 * Group)));
        foreach (ref readonly var s in stretches)
        {
            if (s.IsFirst)
            {
                high = mixed = low = Vector512<long>.Zero;
            }

            for (var (i, row) = (s.From, (nint)(numbers + (s.From * stride))); i < s.Until; i++, row += stride * sizeof(long))
            {
                var x = Vector512.ConditionalSelect(Takes(cells[i]), Vector512.Shuffle(Vector512.Load((long*)row), pick), Vector512<long>.Zero);
                var h = x >> Part;
                var l = x & Vector512.Create(LowPart);
                high += h * h;
                mixed += h * l;
                low += l * l;
            }

            for (var ends = s.Ends; ends != 0; ends &= ends - 1)
            {
                var to = into.Of(BitOperations.TrailingZeroCount(ends), s.Slot) + place;
                high.Store(to);
                mixed.Store(to + Group);
                low.Store(to + (2 * Group));
            }
        }

        high.Store(at);
        mixed.Store(at + Group);
        low.Store(at + (2 * Group));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Takes(byte cells) =>
        Vector512.Equals(Vector512.Create((long)~cells) & Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128), Vector512<long>.Zero);

    private readonly struct Sum : IStep
    {
        public static Vector512<long> Fresh => Vector512<long>.Zero;

        public static Vector512<long> Add(Vector512<long> state, Vector512<long> x) => state + x;
    }

    private readonly struct Least : IStep
    {
        public static Vector512<long> Fresh => Vector512.Create(long.MaxValue);

        public static Vector512<long> Add(Vector512<long> state, Vector512<long> x) => Vector512.Min(state, x);
    }

    private readonly struct Greatest : IStep
    {
        public static Vector512<long> Fresh => Vector512.Create(long.MinValue);

        public static Vector512<long> Add(Vector512<long> state, Vector512<long> x) => Vector512.Max(state, x);
    }
}
