using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Text;

/// <summary>Takes out bytes that repeat the one before, and keeps how many were taken out before each place.</summary>
internal static class Collapse
{
    private const int Block = 64;

    /// <summary>Writes <paramref name="from"/> without repetitions to <paramref name="to"/>, and eight zeros after it.</summary>
    /// <param name="from">The bytes, after <see cref="TextWords.Lead"/> zeros; a block of zeros follows them.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="to">What remains; as long as <paramref name="from"/>.</param>
    /// <param name="repeats">A bit for each byte that repeats the one before.</param>
    /// <param name="before">How many repeat before each block.</param>
    public static void Run(byte[] from, int length, byte[] to, ulong[] repeats, int[] before) => Run(from, length, to, repeats, before, AsciiWords.Best);

    internal static void Run(byte[] from, int length, byte[] to, ulong[] repeats, int[] before, AsciiWords.Means means)
    {
        var written = 0;
        for (var at = 0; at < length; at += Block)
        {
            ref var source = ref from[TextWords.Lead + at];
            var count = Math.Min(Block, length - at);
            before[at >> 6] = at - written;
            var same = means switch
            {
                AsciiWords.Means.Avx512 => Block512(ref source, ref to[written]),
                AsciiWords.Means.Avx2 => Block256(ref source, ref to[written]),
                _ => BlockScalar(ref source, count, ref to[written]),
            };
            same &= count == Block ? ulong.MaxValue : (1UL << count) - 1;
            repeats[at >> 6] = same;
            written += count - BitOperations.PopCount(same);
        }

        // One block more, for a place just after the last byte.
        var blocks = (length + Block - 1) / Block;
        before[blocks] = length - written;
        repeats[blocks] = 0;
        to.AsSpan(written, 8).Clear();
    }

    private static ulong Block512(ref byte source, ref byte to)
    {
        var bytes = Vector512.LoadUnsafe(ref source);
        var same = Vector512.Equals(bytes, Vector512.LoadUnsafe(ref Unsafe.Subtract(ref source, 1)));
        Avx512Vbmi2.Compress(Vector512<byte>.Zero, ~same, bytes).StoreUnsafe(ref to);
        return same.ExtractMostSignificantBits();
    }

    private static ulong Block256(ref byte source, ref byte to)
    {
        ulong same = 0;
        for (var half = 0; half < 2; half++)
        {
            var bytes = Vector256.LoadUnsafe(ref source, (nuint)(half * 32));
            var equal = Vector256.Equals(bytes, Vector256.LoadUnsafe(ref Unsafe.Subtract(ref source, 1), (nuint)(half * 32))).ExtractMostSignificantBits();
            Squeeze.Store(bytes, ~equal, ref Unsafe.Add(ref to, (half * 32) - BitOperations.PopCount(same)));
            same |= (ulong)equal << (half * 32);
        }

        return same;
    }

    private static ulong BlockScalar(ref byte source, int count, ref byte to)
    {
        ulong same = 0;
        var written = 0;
        for (var i = 0; i < count; i++)
        {
            var each = Unsafe.Add(ref source, i);
            if (each == Unsafe.Add(ref source, i - 1))
            {
                same |= 1UL << i;
            }
            else
            {
                Unsafe.Add(ref to, written++) = each;
            }
        }

        return same;
    }
}

/// <summary>Stores the bytes of a vector that a mask has, one after another.</summary>
internal static class Squeeze
{
    /// <summary>Eight bytes at a time; up to 32 bytes after the place are written, of which those that the mask has count.</summary>
    public static void Store(Vector256<byte> bytes, uint mask, ref byte to)
    {
        var quads = bytes.AsUInt64();
        var written = 0;
        for (var i = 0; i < 4; i++)
        {
            var bits = (mask >> (i * 8)) & 0xFF;
            var whole = Bmi2.X64.ParallelBitDeposit(bits, 0x0101_0101_0101_0101) * 0xFF;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, written), Bmi2.X64.ParallelBitExtract(quads.GetElement(i), whole));
            written += BitOperations.PopCount(bits);
        }
    }
}
