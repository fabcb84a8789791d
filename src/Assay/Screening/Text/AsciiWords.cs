using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Text;

/// <summary>
/// Words and keys of ASCII text, 64 characters at a time: letters of keys by a table of 128 bytes, what is no letter squeezed out. The same bits as
/// the scalar way, with AVX-512 (VBMI2), with AVX2 and BMI2, and without either.
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

    /// <summary>Reads a text; −1 where it is not ASCII, or this processor has no way here.</summary>
    public static int Read(ReadOnlySpan<char> text, byte[] letters, ref Word[] words, ref int count) => Read(text, letters, ref words, ref count, Best);

    internal static int Read(ReadOnlySpan<char> text, byte[] letters, ref Word[] words, ref int count, Means means)
    {
        if (means == Means.Scalar)
        {
            return -1;
        }

        Span<char> last = stackalloc char[Block];
        var length = 0;
        var before = default(Carry);
        count = 0;
        for (var at = 0; at < text.Length; at += Block)
        {
            var block = text[at..];
            if (block.Length < Block)
            {
                block.CopyTo(last);
                last[block.Length..].Clear();
            }

            ref var chars = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(block.Length < Block ? last : block));

            if (words.Length <= count + Block)
            {
                Array.Resize(ref words, (count + Block) * 2);
            }

            ref var to = ref letters[TextWords.Lead + length];
            var masks = means == Means.Avx512 ? Squeeze512(ref chars, ref to) : Squeeze256(ref chars, ref to);
            if (!masks.IsAscii)
            {
                return -1;
            }

            count = AddWords(words, count, at, length, masks, ref before);
            length += BitOperations.PopCount(masks.Letters);
        }

        if (before.InWord)
        {
            words[count - 1].End = text.Length;
            words[count - 1].KeyEnd = length;
        }

        return length;
    }

    // Words begin after what is no letter, at a capital after a small letter, and at a digit after a letter. One ends where the next begins, or where letters
    // end: starts and ends come in turns, so that the n-th of either belong to one word.
    private static int AddWords(Word[] words, int count, int at, int length, in Masks masks, ref Carry before)
    {
        var letters = masks.Letters;
        var alphabetic = letters & ~masks.Digits;
        var follows = (letters << 1) | Bit(before.InWord);
        var starts = (letters & ~follows)
            | (masks.Upper & (((alphabetic & ~masks.Upper) << 1) | Bit(before.Lower)))
            | (masks.Digits & ((alphabetic << 1) | Bit(before.Alphabetic)));
        ref var ended = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), count - (before.InWord ? 1 : 0));
        for (var ends = follows & (starts | ~letters); ends != 0; ends &= ends - 1)
        {
            ended.End = at + BitOperations.TrailingZeroCount(ends);
            ended.KeyEnd = length + BitOperations.PopCount(letters & ((ends ^ (ends - 1)) >> 1));
            ended = ref Unsafe.Add(ref ended, 1);
        }

        ref var started = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), count);
        count += BitOperations.PopCount(starts);
        for (; starts != 0; starts &= starts - 1)
        {
            started.Start = at + BitOperations.TrailingZeroCount(starts);
            started.KeyStart = length + BitOperations.PopCount(letters & ((starts ^ (starts - 1)) >> 1));
            started = ref Unsafe.Add(ref started, 1);
        }

        before = new Carry(letters >> 63 != 0, (alphabetic & ~masks.Upper) >> 63 != 0, alphabetic >> 63 != 0);
        return count;
    }

    private static ulong Bit(bool set) => set ? 1UL : 0;

    private static Masks Squeeze512(ref ushort chars, ref byte to)
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
        var isLetter = ~Vector512.Equals(keys, Vector512<byte>.Zero);
        Avx512Vbmi2.Compress(Vector512<byte>.Zero, isLetter, keys).StoreUnsafe(ref to);
        var upper = Vector512.LessThan(bytes - Vector512.Create((byte)'A'), Vector512.Create((byte)26));
        var digits = Vector512.LessThan(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)10));
        return new Masks(IsAscii: true, isLetter.ExtractMostSignificantBits(), upper.ExtractMostSignificantBits(), digits.ExtractMostSignificantBits());
    }

    private static Masks Squeeze256(ref ushort chars, ref byte to)
    {
        ulong letters = 0, upper = 0, digits = 0;
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
            var mask = (isAlphabetic | isDigit).ExtractMostSignificantBits();
            var at = BitOperations.PopCount(letters);
            Squeeze.Store(keys, mask, ref Unsafe.Add(ref to, at));
            letters |= (ulong)mask << (half * 32);
            upper |= (ulong)(isAlphabetic & Vector256.LessThan(bytes, Vector256.Create((byte)'a'))).ExtractMostSignificantBits() << (half * 32);
            digits |= (ulong)isDigit.ExtractMostSignificantBits() << (half * 32);
        }

        return new Masks(IsAscii: true, letters, upper, digits);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Masks(bool IsAscii, ulong Letters, ulong Upper, ulong Digits);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Carry(bool InWord, bool Lower, bool Alphabetic);
}
