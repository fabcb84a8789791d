using System.Buffers;
using System.Globalization;
using System.Text;

namespace Assay.Screening.Text;

/// <summary>What a code point is within a word.</summary>
[Flags]
public enum LetterTraits : byte
{
    /// <summary>No letter: words end here.</summary>
    None = 0,

    /// <summary>A letter or a digit.</summary>
    Letter = 1,

    /// <summary>Neither a letter nor the end of a word: a mark alone, a zero-width or bidi character, a soft hyphen.</summary>
    Transparent = 2,

    /// <summary>A letter of a script without spaces between words, which is a word of its own.</summary>
    Alone = 4,

    /// <summary>A capital.</summary>
    Upper = 8,

    /// <summary>A small letter.</summary>
    Lower = 16,

    /// <summary>A digit.</summary>
    Digit = 32,
}

/// <summary>How a letter was folded.</summary>
public enum Folding : byte
{
    /// <summary>It was not, or by case alone.</summary>
    None,

    /// <summary>Marks were taken off.</summary>
    Marks,

    /// <summary>A form of width or style, a ligature, a letter in a circle.</summary>
    Width,

    /// <summary>Invisible.</summary>
    Invisible,

    /// <summary>A traditional character became the simplified one.</summary>
    HanForm,
}

/// <summary>A code point as search sees it.</summary>
/// <param name="Fold">The letters it stands for, case folded, without marks (NFKC_Casefold, decomposed); empty where it stands for none.</param>
/// <param name="Look">The ASCII letters that it looks like (UTS 39), other than itself; empty where there are none.</param>
/// <param name="How">How it was folded.</param>
public readonly record struct Letter(string Fold, string Look, Folding How);

/// <summary>
/// The letters of Unicode as names are searched by: each has a <em>key</em>, the same for all letters that can stand for one another: А, Ａ, á, @ and 4 all
/// have that of a. Keys are UTF-8 and say only where to look; <see cref="CompareSpans"/> then says how a text was read. From <c>letters.txt</c> and <c>han.txt</c>,
/// whose sources are in <c>Unicode/NOTICE</c>.
/// </summary>
public static class Letters
{
    /// <summary>Bytes of a key that one code point has at most; a longer expansion is cut, on both sides alike.</summary>
    public const int MostKeyBytes = 6;

    private const int Basic = 0x10000;
    private static readonly Dictionary<int, Letter> Folded = Read();
    private static readonly ulong[] Keys = MakeKeys();
    private static readonly byte[] Twins = MakeTwins();
    private static readonly Dictionary<int, ulong> Further = Folded.Keys.Where(c => c >= Basic).ToDictionary(c => c, MakeKey);

    /// <summary>Letters of keys by ASCII code: 0 is no letter. Those that stand for one another are one: i l 1, o 0, s 5, e 3, a 4, t 7, b 8, g 9 6, z 2.</summary>
    internal static ReadOnlySpan<byte> Ascii =>
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0oizeasgtbg\0\0\0\0\0\0\0abcdefghijkimnopqrstuvwxyz\0\0\0\0\0\0abcdefghijkimnopqrstuvwxyz\0\0\0\0\0"u8;

    /// <summary>Signs that stand for letters in some hands (<c>pr@da</c>), and are letters only in the second look at a text; 0 is none.</summary>
    internal static byte OfSign(char sign) => sign switch
    {
        '@' => (byte)'a',
        '$' => (byte)'s',
        '!' or '|' or '¡' => (byte)'i',
        '+' => (byte)'t',
        '€' => (byte)'e',
        '£' => (byte)'i',
        '¢' => (byte)'c',
        '¥' => (byte)'y',
        _ => 0,
    };

    /// <summary>The ASCII character with the same key and traits, a blank for what ends words; 0 where there is none.</summary>
    internal static byte TwinOf(char letter) => Twins[letter];

    /// <summary>What a code point is folded to and looks like.</summary>
    public static Letter Of(int point)
    {
        if (point < 0x80)
        {
            return new Letter(char.ToLowerInvariant((char)point).ToString(), "", Folding.None);
        }

        return Folded.TryGetValue(point, out var letter) ? letter : new Letter(Rune.IsValid(point) ? char.ConvertFromUtf32(point) : "", "", Folding.None);
    }

    /// <summary>A code point's key bytes from the lowest, their number in bits 48 to 55, its traits in bits 56 to 63.</summary>
    internal static ulong Packed(int point) =>
        point < Basic ? Keys[point] : Further.TryGetValue(point, out var packed) ? packed : MakeKey(point);

    internal static ulong KeyOf(ulong packed) => packed & 0xFFFF_FFFF_FFFF;

    internal static int KeyLength(ulong packed) => (int)(packed >> 48) & 0xFF;

    internal static LetterTraits Traits(ulong packed) => (LetterTraits)(packed >> 56);

    private static ulong[] MakeKeys()
    {
        var keys = new ulong[Basic];
        for (var point = 0; point < Basic; point++)
        {
            keys[point] = MakeKey(point);
        }

        return keys;
    }

    private static byte[] MakeTwins()
    {
        var twins = new byte[Basic];
        var known = Enumerable.Range(1, 0x7F).Where(c => Ascii[c] != 0).GroupBy(c => Keys[c]).ToDictionary(c => c.Key, c => (byte)c.First());
        for (var point = 0; point < Basic; point++)
        {
            var isSeparator = Keys[point] == 0 && !char.IsSurrogate((char)point);
            twins[point] = point is > 0 and < 0x80 ? (byte)point : isSeparator ? (byte)' ' : known.GetValueOrDefault(Keys[point]);
        }

        return twins;
    }

    private static ulong MakeKey(int point)
    {
        if (point is >= 0xD800 and < 0xE000 or > 0x10FFFF)
        {
            return 0;
        }

        var letter = Of(point);
        var traits = TraitsOf(point, letter);
        if (!traits.HasFlag(LetterTraits.Letter))
        {
            return (ulong)traits << 56;
        }

        Span<byte> bytes = stackalloc byte[8];
        var length = 0;
        foreach (var rune in (letter.Look.Length > 0 ? letter.Look : letter.Fold).EnumerateRunes())
        {
            // What a letter is folded to may itself look like another: é of Cyrillic is е with a mark, which looks like e.
            var shown = rune.Value >= 0x80 && Folded.TryGetValue(rune.Value, out var again) && again.Look.Length > 0 ? again.Look : rune.ToString();
            foreach (var part in shown.EnumerateRunes())
            {
                if (length + part.Utf8SequenceLength > MostKeyBytes)
                {
                    break;
                }

                if (part.Value < 0x80)
                {
                    bytes[length] = Ascii[part.Value];
                    length += bytes[length] != 0 ? 1 : 0;
                }
                else
                {
                    length += part.EncodeToUtf8(bytes[length..]);
                }
            }
        }

        var packed = BitConverter.ToUInt64(bytes) & 0xFFFF_FFFF_FFFF;
        return packed | ((ulong)length << 48) | ((ulong)(length == 0 ? LetterTraits.None : traits) << 56);
    }

    private static LetterTraits TraitsOf(int point, in Letter letter)
    {
        if (point < 0x80)
        {
            return Ascii[point] == 0 ? LetterTraits.None
                : LetterTraits.Letter | (char.IsAsciiDigit((char)point) ? LetterTraits.Digit : char.IsAsciiLetterUpper((char)point) ? LetterTraits.Upper : LetterTraits.Lower);
        }

        var category = CharUnicodeInfo.GetUnicodeCategory(point);
        if (letter.Fold.Length == 0)
        {
            return LetterTraits.Transparent;
        }

        var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        var isWord = category <= UnicodeCategory.OtherLetter || isMark || category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
            || (category == UnicodeCategory.OtherNumber && letter.How == Folding.Width)
            || (category == UnicodeCategory.OtherSymbol && (letter.Look.Length > 0 || (letter.How == Folding.Width && IsWord(letter.Fold))));
        if (!isWord)
        {
            return LetterTraits.None;
        }

        return LetterTraits.Letter | (StandsAlone(point) ? LetterTraits.Alone : LetterTraits.None) | (category switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => LetterTraits.Upper,
            UnicodeCategory.LowercaseLetter => LetterTraits.Lower,
            UnicodeCategory.DecimalDigitNumber => LetterTraits.Digit,
            _ => LetterTraits.None,
        });
    }

    private static bool IsWord(string text) => text.Length > 0 && text.All(char.IsLetterOrDigit);

    // Thai, Lao, Burmese and Khmer; Kana; Han; Hangul, whose particles stick to the word.
    private static bool StandsAlone(int point) => point is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF and not 0x30FB) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFF66 and <= 0xFF9F) or (>= 0x20000 and <= 0x3FFFF);

    private static Dictionary<int, Letter> Read()
    {
        var letters = new Dictionary<int, Letter>();
        foreach (var line in UnicodeTables.Lines("letters.txt"))
        {
            var fields = line.Split(';');
            var point = int.Parse(fields[0], NumberStyles.HexNumber);
            var how = fields[1] switch
            {
                "m" => Folding.Marks,
                "w" => Folding.Width,
                "i" => Folding.Invisible,
                _ => Folding.None,
            };
            var look = Text(fields[3]);
            letters[point] = new Letter(fields[1] == "-" ? char.ConvertFromUtf32(point) : Text(fields[2]), look, how);
        }

        foreach (var line in UnicodeTables.Lines("han.txt"))
        {
            foreach (var pair in line.Split(' '))
            {
                letters.TryAdd(pair[0], new Letter(pair[1].ToString(), "", Folding.HanForm));
            }
        }

        return letters;
    }

    private static string Text(string points) =>
        points == "-" ? "" : string.Concat(points.Split(' ').Select(p => char.ConvertFromUtf32(int.Parse(p, NumberStyles.HexNumber))));

    /// <summary>The code point at a place and how many characters it takes; an unpaired surrogate is U+FFFD.</summary>
    internal static int PointAt(ReadOnlySpan<char> text, int at, out int length)
    {
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out length) == OperationStatus.Done)
        {
            return rune.Value;
        }

        length = 1;
        return Rune.ReplacementChar.Value;
    }
}
