using System.Runtime.InteropServices;

namespace Assay.Screening.Text;

/// <summary>A word of a text, or a part of one, and its key.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Word(int Start, int End, int KeyStart, int KeyEnd);

/// <summary>Words and keys of any text, character by character: the twin of <see cref="AsciiWords"/>, and the only way for other alphabets and invisible characters.</summary>
internal sealed class ScalarWords
{
    private Word[] words = new Word[256];
    private int count;
    private int length;
    private ulong last;

    /// <summary>Words by their start; those of Han and the like are single characters.</summary>
    public ReadOnlySpan<Word> Words => words.AsSpan(0, count);

    /// <summary>Reads a text; returns how many key bytes it has.</summary>
    public int Read(ReadOnlySpan<char> text, bool signs, byte[] keys)
    {
        (count, length, last) = (0, 0, 0);
        var (open, end, keyStart) = (-1, 0, 0);
        var before = LetterTraits.None;
        for (var i = 0; i < text.Length;)
        {
            var at = i;
            var packed = PackedAt(text, ref i, signs);
            var traits = Letters.Traits(packed);
            if (traits == LetterTraits.Transparent)
            {
                // A mark belongs to the letter before it; what is invisible only to a word that goes on after it.
                end = open >= 0 && end == at && Letters.Of(text[at]).How == Folding.Marks ? i : end;
                continue;
            }

            if (open >= 0 && (traits == LetterTraits.None || Parts(before, traits)))
            {
                Add(new Word(open, end, keyStart, length));
                open = -1;
            }

            last = traits == LetterTraits.None || Has(before | traits, LetterTraits.Alone) ? 0 : last;
            before = traits;
            if (traits == LetterTraits.None)
            {
                continue;
            }

            var from = length;
            AddKey(packed, keys);
            if (open < 0)
            {
                open = at;
                keyStart = length == from && length > 0 ? length - Letters.KeyLength(last) : from;
            }

            end = i;
        }

        if (open >= 0)
        {
            Add(new Word(open, end, keyStart, length));
        }

        return length;
    }

    /// <summary>The widest span whose keys start and end at two places.</summary>
    public (int Start, int End) SpanOf(int keyStart, int keyEnd)
    {
        var (first, above) = (0, count);
        while (first < above)
        {
            var middle = (first + above) / 2;
            (first, above) = words[middle].KeyStart < keyStart ? (middle + 1, above) : (first, middle);
        }

        var final = first;
        while (final + 1 < count && words[final].KeyEnd < keyEnd || (final + 1 < count && words[final + 1].KeyEnd == keyEnd))
        {
            final++;
        }

        // A start within the repetition that an end cuts off: nothing lies between.
        return words[first].KeyEnd > keyEnd ? (words[first].Start, words[first].Start) : (words[first].Start, words[final].End);
    }

    /// <summary>True where a word, or a part of one, starts at a letter.</summary>
    public static bool IsStart(ReadOnlySpan<char> text, int at) =>
        at == 0 || Letters.Traits(Letters.Packed(text[at - 1])) is LetterTraits.None || Parts(Letters.Traits(Letters.Packed(text[at - 1])), Letters.Traits(Letters.Packed(text[at])));

    /// <summary>True where a word, or a part of one, ends before a place.</summary>
    public static bool IsEnd(ReadOnlySpan<char> text, int at) =>
        at == text.Length || Letters.Traits(Letters.Packed(text[at])) is LetterTraits.None || IsStart(text, at);

    private static ulong PackedAt(ReadOnlySpan<char> text, ref int i, bool signs)
    {
        var at = i;
        int point = text[i++];
        if (char.IsSurrogate((char)point))
        {
            point = Letters.PointAt(text, at, out var units);
            i = at + units;
        }

        var packed = Letters.Packed(point);
        return packed == 0 && signs && Letters.OfSign(text[at]) is not 0 and var sign && TouchesLetter(text, at)
            ? sign | (1UL << 48) | ((ulong)LetterTraits.Letter << 56)
            : packed;
    }

    // A letter that repeats the one before adds nothing; one that stands for several, such as a ligature, is as many letters.
    private void AddKey(ulong packed, byte[] keys)
    {
        var bytes = Letters.KeyLength(packed);
        var letters = Letters.KeyOf(packed);
        if (bytes == 1 || (letters & 0x80) != 0)
        {
            AddLetter(letters, bytes, keys);
            return;
        }

        for (; bytes > 0; bytes--, letters >>= 8)
        {
            AddLetter(letters & 0xFF, 1, keys);
        }
    }

    private void AddLetter(ulong letter, int bytes, byte[] keys)
    {
        var packed = letter | ((ulong)bytes << 48);
        if (packed != last)
        {
            BitConverter.TryWriteBytes(keys.AsSpan(length), letter);
            length += bytes;
            last = packed;
        }
    }

    /// <summary>True where a word may be parted between two letters: around Han and the like, before a capital after a small letter, before digits.</summary>
    private static bool Parts(LetterTraits before, LetterTraits next) =>
        Has(before | next, LetterTraits.Alone)
        || (Has(before, LetterTraits.Lower) && Has(next, LetterTraits.Upper))
        || (Has(before, LetterTraits.Lower | LetterTraits.Upper) && Has(next, LetterTraits.Digit));

    private static bool Has(LetterTraits traits, LetterTraits one) => (traits & one) != LetterTraits.None;

    private static bool TouchesLetter(ReadOnlySpan<char> text, int at) =>
        (at > 0 && char.IsLetter(text[at - 1])) || (at + 1 < text.Length && char.IsLetter(text[at + 1]));

    private void Add(Word word)
    {
        if (count == words.Length)
        {
            Array.Resize(ref words, count * 2);
        }

        words[count++] = word;
    }
}
