using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Assay.Metrics.Kernel;

/// <summary>Folds rows into eight cells at a time: AVX-512.</summary>
internal static unsafe class LinearEight
{
    private const int Group = LinearCells.Group;
    private const int Part = LinearCells.Part;
    private const long LowPart = LinearCells.LowPart;

    public static void Fold(LinearKind kind, byte* cells, long* numbers, int stride, int count, long* picks8, long* at)
    {
        var pick = Vector512.Load(picks8);
        var sum = Vector512.Load(at);
        switch (kind)
        {
            case LinearKind.Sum:
                for (var i = 0; i < count; i++)
                {
                    sum += Vector512.Shuffle(Vector512.Load(numbers + (i * stride)), pick) & Holds(cells[i]);
                }

                break;
            case LinearKind.Min:
                for (var i = 0; i < count; i++)
                {
                    sum = Vector512.Min(sum, Vector512.ConditionalSelect(Holds(cells[i]), Vector512.Shuffle(Vector512.Load(numbers + (i * stride)), pick), Vector512.Create(long.MaxValue)));
                }

                break;
            case LinearKind.Max:
                for (var i = 0; i < count; i++)
                {
                    sum = Vector512.Max(sum, Vector512.ConditionalSelect(Holds(cells[i]), Vector512.Shuffle(Vector512.Load(numbers + (i * stride)), pick), Vector512.Create(long.MinValue)));
                }

                break;
            default:
                Squares(cells, numbers, stride, count, pick, at);
                return;
        }

        sum.Store(at);
    }

    private static void Squares(byte* cells, long* numbers, int stride, int count, Vector512<long> pick, long* at)
    {
        var high = Vector512.Load(at);
        var mixed = Vector512.Load(at + Group);
        var low = Vector512.Load(at + (2 * Group));
        for (var i = 0; i < count; i++)
        {
            var x = Vector512.Shuffle(Vector512.Load(numbers + (i * stride)), pick) & Holds(cells[i]);
            var h = x >> Part;
            var l = x & Vector512.Create(LowPart);
            high += h * h;
            mixed += h * l;
            low += l * l;
        }

        high.Store(at);
        mixed.Store(at + Group);
        low.Store(at + (2 * Group));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Holds(byte cells) => ~Vector512.Equals(Vector512.Create((long)cells) & Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128), Vector512<long>.Zero);
}
