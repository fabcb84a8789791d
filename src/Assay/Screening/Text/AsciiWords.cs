using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Text;

/// <summary>
/// Words and keys of ASCII text, 64 characters at a time: letters of keys by a table of 128 bytes, what is no letter or repeats the letter before squeezed out. The
/// same bits as the scalar way, with AVX-512 (VBMI2), with AVX2 and BMI2, and without either.
/// </summary>
internal static class AsciiWords
{
    private const int Block = 64;

    /// <summary>What of the processor is used; tests try each.</summary>
    internal enum Means
    {
        Avx512,
        Avx2,
        Scalar,
    }

    /// <summary>The best that this processor has.</summary>
    internal static Means Best { get; } =
        Avx512Vbmi2.IsSupported && Avx512Vbmi.IsSupported ? Means.Avx512 : Avx2.IsSupported && Bmi2.X64.IsSupported ? Means.Avx2 : Means.Scalar;

    /// <summary>Reads a text; false where it is not ASCII nor nearly so, or the processor has no way here.</summary>
    /// <param name="text">The text.</param>
    /// <param name="to">Takes keys, starts, ends and, for each block, which characters are in the keys.</param>
    /// <param name="means">What of the processor is used.</param>
    public static bool Read(ReadOnlySpan<char> text, in KeyRoom to, Means means)
    {
        to.Length = 0;
        if (means == Means.Scalar)
        {
            return false;
        }

        Span<char> last = stackalloc char[Block];
        var before = default(Carry);
        var length = 0;
        for (var at = 0; at < text.Length; at += Block)
        {
            var block = text[at..];
            if (block.Length < Block)
            {
                block.CopyTo(last);
                last[block.Length..].Clear();
            }

            scoped ref var chars = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(block.Length < Block ? last : block));
            ref var key = ref Unsafe.Add(ref to.Keys, length);
            var masks = means == Means.Avx512 ? Squeeze512(ref chars, ref key, before.Key) : Squeeze256(ref chars, ref key, before.Key);
            if (!masks.IsAscii)
            {
                if (!Translate(block, last))
                {
                    return false;
                }

                chars = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(last));
                masks = means == Means.Avx512 ? Squeeze512(ref chars, ref key, before.Key) : Squeeze256(ref chars, ref key, before.Key);
            }

            Unsafe.Add(ref to.Blocks, at / Block) = new KeyBlock(masks.Kept, length);
            Mark(to, length, masks, before);
            length += BitOperations.PopCount(masks.Kept);
            before = new Carry(masks, Unsafe.Add(ref chars, Block - 1));
        }

        if (before.InWord)
        {
            Set(ref to.Ends, length, 1);
        }

        to.Length = length;
        return true;
    }

    // Words begin after what is no letter, at a capital after a small letter, and at a digit after a letter; one ends where the next begins, or where letters end.
    // Bits of characters become bits of keys; one of a repetition goes to the letter that it repeats.
    private static void Mark(in KeyRoom to, int length, in Masks masks, in Carry before)
    {
        var letters = masks.Letters;
        var alphabetic = letters & ~masks.Digits;
        var follows = (letters << 1) | Bit(before.InWord);
        var starts = (letters & ~follows)
            | (masks.Upper & (((alphabetic & ~masks.Upper) << 1) | Bit(before.Lower)))
            | (masks.Digits & ((alphabetic << 1) | Bit(before.Alphabetic)));
        var ends = follows & (starts | ~letters);
        var lasts = ends >> 1;
        var repeated = letters & ~masks.Kept;
        if (((starts | lasts) & repeated) != 0)
        {
            ToRepeated(to, length, repeated, ref starts, ref lasts);
        }

        Set(ref to.Starts, length, Bmi2.X64.ParallelBitExtract(starts, masks.Kept));
        Set(ref to.Ends, length, (Bmi2.X64.ParallelBitExtract(lasts, masks.Kept) << 1) | (ends & 1));
    }

    private static void ToRepeated(in KeyRoom to, int length, ulong repeated, ref ulong starts, ref ulong lasts)
    {
        for (ulong moved; (moved = starts & repeated) != 0; starts = (starts & ~repeated) | (moved >> 1))
        {
            // The letter that it repeats may be the last of the block before.
            Set(ref to.Starts, length - 1, moved & 1);
        }

        for (ulong moved; (moved = lasts & repeated) != 0; lasts = (lasts & ~repeated) | (moved >> 1))
        {
            Set(ref to.Ends, length, moved & 1);
        }
    }

    private static void Set(ref ulong bits, int at, ulong set)
    {
        if (at < 0)
        {
            return;
        }

        ref var word = ref Unsafe.Add(ref bits, at >> 6);
        word |= set << (at & 63);
        Unsafe.Add(ref word, 1) |= set >> 1 >> (63 - (at & 63));
    }

    // Titles are mostly ASCII but for a dash, a sign of a mark, an accent: these have twins in ASCII, of the same key and the same traits.
    private static bool Translate(ReadOnlySpan<char> block, Span<char> to)
    {
        to.Clear();
        for (var i = 0; i < Math.Min(block.Length, Block); i++)
        {
            var twin = Letters.TwinOf(block[i]);
            if (twin == 0 && block[i] != 0)
            {
                return false;
            }

            to[i] = (char)twin;
        }

        return true;
    }

    private static ulong Bit(bool set) => set ? 1UL : 0;

    private static Masks Squeeze512(ref ushort chars, ref byte to, byte before)
    {
        var low = Vector512.LoadUnsafe(ref chars);
        var high = Vector512.LoadUnsafe(ref chars, 32);
        if (((low | high) & Vector512.Create((ushort)0xFF80)) != Vector512<ushort>.Zero)
        {
            return default;
        }

        var bytes = Vector512.Narrow(low, high);
        ref var table = ref MemoryMarshal.GetReference(Letters.Ascii);
        var keys = Avx512Vbmi.PermuteVar64x8x2(Vector512.LoadUnsafe(ref table), bytes, Vector512.LoadUnsafe(ref table, 64));
        var previous = Avx512Vbmi.PermuteVar64x8x2(keys, Vector512<byte>.Indices - Vector512<byte>.One & Vector512.Create((byte)0x7F), Vector512.Create(before));
        var isKept = ~(Vector512.Equals(keys, Vector512<byte>.Zero) | Vector512.Equals(keys, previous));
        Avx512Vbmi2.Compress(Vector512<byte>.Zero, isKept, keys).StoreUnsafe(ref to);
        return new Masks(
            IsAscii: true,
            (~Vector512.Equals(keys, Vector512<byte>.Zero)).ExtractMostSignificantBits(),
            isKept.ExtractMostSignificantBits(),
            Vector512.LessThan(bytes - Vector512.Create((byte)'A'), Vector512.Create((byte)26)).ExtractMostSignificantBits(),
            Vector512.LessThan(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)10)).ExtractMostSignificantBits());
    }

    private static Masks Squeeze256(ref ushort chars, ref byte to, byte before)
    {
        ulong letters = 0, keeps = 0, upper = 0, digits = 0;
        var carried = Vector256.Create(before);
        for (var half = 0; half < 2; half++)
        {
            var low = Vector256.LoadUnsafe(ref chars, (nuint)(half * 32));
            var high = Vector256.LoadUnsafe(ref chars, (nuint)((half * 32) + 16));
            if (((low | high) & Vector256.Create((ushort)0xFF80)) != Vector256<ushort>.Zero)
            {
                return default;
            }

            var bytes = Vector256.Narrow(low, high);
            var small = bytes | Vector256.Create((byte)0x20);
            var isAlphabetic = Vector256.LessThan(small - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
            var isDigit = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
            var ofDigits = Vector128.Create("oizeasgtbg\0\0\0\0\0\0"u8);
            var digitKeys = Avx2.Shuffle(Vector256.Create(ofDigits, ofDigits), bytes & Vector256.Create((byte)0x0F));
            var letterKeys = Vector256.ConditionalSelect(Vector256.Equals(small, Vector256.Create((byte)'l')), Vector256.Create((byte)'i'), small);
            var keys = (letterKeys & isAlphabetic) | (digitKeys & isDigit);
            var previous = Avx2.AlignRight(keys, Avx2.Permute2x128(carried, keys, 0x21), 15);
            var kept = (~(Vector256.Equals(keys, Vector256<byte>.Zero) | Vector256.Equals(keys, previous))).ExtractMostSignificantBits();
            StoreKept(keys, kept, ref Unsafe.Add(ref to, BitOperations.PopCount(keeps)));
            carried = keys;
            keeps |= (ulong)kept << (half * 32);
            letters |= (ulong)(isAlphabetic | isDigit).ExtractMostSignificantBits() << (half * 32);
            upper |= (ulong)(isAlphabetic & Vector256.LessThan(bytes, Vector256.Create((byte)'a'))).ExtractMostSignificantBits() << (half * 32);
            digits |= (ulong)isDigit.ExtractMostSignificantBits() << (half * 32);
        }

        return new Masks(IsAscii: true, letters, keeps, upper, digits);
    }

    // Eight bytes at a time; up to 32 bytes after the place are written, of which those that the mask has count.
    private static void StoreKept(Vector256<byte> bytes, uint mask, ref byte to)
    {
        var quads = bytes.AsUInt64();
        for (var i = 0; i < 4; i++)
        {
            var bits = (mask >> (i * 8)) & 0xFF;
            var whole = Bmi2.X64.ParallelBitDeposit(bits, 0x0101_0101_0101_0101) * 0xFF;
            Unsafe.WriteUnaligned(ref to, Bmi2.X64.ParallelBitExtract(quads.GetElement(i), whole));
            to = ref Unsafe.Add(ref to, BitOperations.PopCount(bits));
        }
    }

    /// <summary>Where keys go.</summary>
    /// <param name="keys">Room for a key byte for each character and a block more.</param>
    /// <param name="starts">Zeros, a bit for each key byte and a block more; set where a word starts.</param>
    /// <param name="ends">The same for where one ends.</param>
    /// <param name="blocks">Room for each block of characters.</param>
    /// <param name="length">Takes how many key bytes there are.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly ref struct KeyRoom(ref byte keys, ref ulong starts, ref ulong ends, ref KeyBlock blocks, ref int length)
    {
        public readonly ref byte Keys = ref keys;
        public readonly ref ulong Starts = ref starts;
        public readonly ref ulong Ends = ref ends;
        public readonly ref KeyBlock Blocks = ref blocks;
        public readonly ref int Length = ref length;
    }

    /// <summary>Bits of a block's characters.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Masks(bool IsAscii, ulong Letters, ulong Kept, ulong Upper, ulong Digits);

    /// <summary>What the next block has to know of the last character.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Carry(in Masks masks, ushort last)
    {
        public readonly bool InWord = masks.Letters >> 63 != 0;
        public readonly bool Lower = (masks.Letters & ~masks.Digits & ~masks.Upper) >> 63 != 0;
        public readonly bool Alphabetic = (masks.Letters & ~masks.Digits) >> 63 != 0;
        public readonly byte Key = Letters.Ascii[last];
    }
}

/// <summary>Which characters of a block are in the keys, and how many keys there are before.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KeyBlock(ulong Kept, int Before);
