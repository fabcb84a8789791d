using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Metrics.Kernel;

/// <summary>Folds rows into four cells at a time: AVX2.</summary>
internal static unsafe class LinearFour
{
    private const int Group = LinearCells.Group;
    private const int Part = LinearCells.Part;
    private const long LowPart = LinearCells.LowPart;

    public static void Fold(LinearKind kind, byte* cells, int first, long* numbers, int stride, int count, long* picks4, long* at)
    {
        var pick = Vector256.Load(picks4);
        var sum = Vector256.Load(at);
        switch (kind)
        {
            case LinearKind.Sum:
                for (var i = 0; i < count; i++)
                {
                    sum += Pick(numbers + (i * stride), pick) & Holds(cells[i] >> first);
                }

                break;
            case LinearKind.Min:
                for (var i = 0; i < count; i++)
                {
                    sum = Vector256.Min(sum, Vector256.ConditionalSelect(Holds(cells[i] >> first), Pick(numbers + (i * stride), pick), Vector256.Create(long.MaxValue)));
                }

                break;
            case LinearKind.Max:
                for (var i = 0; i < count; i++)
                {
                    sum = Vector256.Max(sum, Vector256.ConditionalSelect(Holds(cells[i] >> first), Pick(numbers + (i * stride), pick), Vector256.Create(long.MinValue)));
                }

                break;
            default:
                Squares(cells, first, numbers, stride, count, pick, at);
                return;
        }

        sum.Store(at);
    }

    private static void Squares(byte* cells, int first, long* numbers, int stride, int count, Vector256<long> pick, long* at)
    {
        var high = Vector256.Load(at);
        var mixed = Vector256.Load(at + Group);
        var low = Vector256.Load(at + (2 * Group));
        for (var i = 0; i < count; i++)
        {
            var x = Pick(numbers + (i * stride), pick) & Holds(cells[i] >> first);
            var h = x >> Part;
            var l = x & Vector256.Create(LowPart);
            high += h * h;
            mixed += h * l;
            low += l * l;
        }

        high.Store(at);
        mixed.Store(at + Group);
        low.Store(at + (2 * Group));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Holds(int cells) => ~Vector256.Equals(Vector256.Create((long)cells) & Vector256.Create(1L, 2, 4, 8), Vector256<long>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Pick(long* row, Vector256<long> pick) => Avx2.IsSupported
        ? Avx2.GatherVector256(row, pick, sizeof(long))
        : Vector256.Create(row[pick[0]], row[pick[1]], row[pick[2]], row[pick[3]]);
}
