using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Metrics.Kernel;

/// <summary>
/// The tally of a subject with at most sixteen values, all in registers: one instruction finds for each the equal ones before it. A window takes the first so many.
/// </summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly unsafe struct SmallTally
{
    /// <summary>Most values.</summary>
    public const int Most = 16;

    private readonly Vector512<uint> earlier;
    private readonly uint firsts;

    /// <summary>Tallies values; what lies beyond them may be anything.</summary>
    public SmallTally(uint* values)
    {
        var equal = Avx512CD.DetectConflicts(Vector512.Load(values));
        firsts = (uint)Vector512.Equals(equal, Vector512<uint>.Zero).ExtractMostSignificantBits();
        earlier = BitsSet(equal);
    }

    /// <summary>True where the machine has what it needs.</summary>
    public static bool IsSupported => Avx512CD.IsSupported && Avx512BW.IsSupported;

    // What a value's second event, third and so on adds to a sum of logarithms.
    private static Vector512<int> Steps { get; } = Vector512.Create([.. Enumerable.Range(1, Most).Select(c => (int)(FixedLog.Of((uint)c) - FixedLog.Of((uint)c - 1)))]);

    /// <summary>Different values among the first so many.</summary>
    public int Distinct(int count) => BitOperations.PopCount(firsts & Among(count));

    /// <summary>Times of the most frequent value among the first so many.</summary>
    public int Top(int count)
    {
        var times = Vector512.ConditionalSelect(Lanes(count), earlier + Vector512<uint>.One, Vector512<uint>.Zero);
        var less = Vector256.Create(ushort.MaxValue) - Avx512F.ConvertToVector256UInt16(times);
        return ushort.MaxValue - Sse41.MinHorizontal(Vector128.Min(less.GetLower(), less.GetUpper()))[0];
    }

    /// <summary>Σ c log₂ c of the values' counts c, among the first so many.</summary>
    public int Logs(int count) => Vector512.Sum(Vector512.ConditionalSelect(Lanes(count).AsInt32(), Avx512F.PermuteVar16x32(Steps, earlier.AsInt32()), Vector512<int>.Zero));

    private static uint Among(int count) => (1u << count) - 1;

    private static Vector512<uint> Lanes(int count) => Vector512.LessThan(Vector512<uint>.Indices, Vector512.Create((uint)count));

    // The bits of each half byte are looked up; only the lower two bytes have any.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> BitsSet(Vector512<uint> x)
    {
        var table = Vector512.Create(0x0302020102010100, 0x0403030203020201, 0x0302020102010100, 0x0403030203020201, 0x0302020102010100, 0x0403030203020201, 0x0302020102010100, 0x0403030203020201).AsByte();
        var half = Vector512.Create((byte)0x0F);
        var bytes = (Avx512BW.Shuffle(table, x.AsByte() & half) + Avx512BW.Shuffle(table, (x >> 4).AsByte() & half)).AsUInt32();
        return (bytes + (bytes >> 8)) & Vector512.Create(0xFFu);
    }
}
