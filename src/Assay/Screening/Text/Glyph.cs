using System.Globalization;
using System.Runtime.InteropServices;

namespace Assay.Screening.Text;

/// <summary>A letter of a span, folded, with what stood before it.</summary>
/// <param name="Fold">The code point that it is folded to.</param>
/// <param name="Source">The code point that stands in the text.</param>
/// <param name="Look">The ASCII letter that it looks like; 0 where there is none.</param>
/// <param name="How">How it was folded.</param>
/// <param name="Gap">What stands between it and the letter before it, in the same span.</param>
/// <param name="HidesBefore">True where something invisible stands before it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Glyph(int Fold, int Source, byte Look, Folding How, Gap Gap, bool HidesBefore)
{
    /// <summary>A digit or a sign, which may stand for a letter.</summary>
    public bool IsNoLetter => Source < 0x80 ? !char.IsAsciiLetter((char)Source) : Letters.OfSign((char)Source) != 0;

    /// <summary>The key's letter of a digit or a sign.</summary>
    public byte Stands => Source < 0x80 && Letters.Ascii[Source] != 0 ? Letters.Ascii[Source] : Letters.OfSign((char)Source);

    public bool IsHan => Source >= 0x2E80;
}

/// <summary>What stands between two letters.</summary>
[Flags]
internal enum Gap : byte
{
    None = 0,
    Blank = 1,

    /// <summary>A full stop, hyphen, apostrophe, slash, ampersand, comma: what names and words have inside.</summary>
    Punctuation = 2,

    /// <summary>Any other sign: <c>L * V</c>.</summary>
    Sign = 4,
}

/// <summary>Unfolds a span into its letters.</summary>
internal static class Glyphs
{
    /// <summary>Letters of the longest span that is compared.</summary>
    public const int Most = 160;

    /// <summary>Writes the letters of a span; −1 where there are more than fit.</summary>
    public static int Unfold(ReadOnlySpan<char> span, bool signs, Span<Glyph> to)
    {
        var count = 0;
        var gap = Gap.None;
        var hides = false;
        for (var i = 0; i < span.Length;)
        {
            var at = i;
            var point = Letters.PointAt(span, i, out var units);
            i += units;
            var traits = Letters.Traits(Letters.Packed(point));
            if (traits == LetterTraits.Transparent)
            {
                var isMark = Letters.Of(point).How == Folding.Marks;
                hides |= !isMark;
                if (isMark && count > 0)
                {
                    to[count - 1] = to[count - 1] with { How = Folding.Marks };
                }

                continue;
            }

            var isSign = traits == LetterTraits.None && signs && units == 1 && Letters.OfSign((char)point) != 0 && Touches(span, at);
            if (traits == LetterTraits.None && !isSign)
            {
                gap |= GapOf(point);
                continue;
            }

            var letter = isSign ? new Letter(((char)point).ToString(), "", Folding.None) : Letters.Of(point);
            count = Add(letter, point, count == 0 ? Gap.None : gap, hides && count > 0, to, count);
            if (count < 0)
            {
                return -1;
            }

            gap = Gap.None;
            hides = false;
        }

        return count;
    }

    // A letter that stands for several, such as a ligature, is as many glyphs.
    private static int Add(in Letter letter, int source, Gap gap, bool hides, Span<Glyph> to, int count)
    {
        var look = letter.Look.Length == 1 ? (byte)letter.Look[0] : (byte)0;
        if (letter.Look.Length > 1)
        {
            return AddEach(letter.Look, source, Folding.Width, gap, hides, to, count);
        }

        return letter.Fold.Length == 1
            ? AddOne(new Glyph(letter.Fold[0], source, look != 0 ? look : LookOf(letter.Fold[0]), letter.How, gap, hides), to, count)
            : AddEach(letter.Fold, source, letter.How, gap, hides, to, count, look);
    }

    private static int AddEach(string points, int source, Folding how, Gap gap, bool hides, Span<Glyph> to, int count, byte look = 0)
    {
        foreach (var rune in points.EnumerateRunes())
        {
            var traits = Letters.Traits(Letters.Packed(rune.Value));
            if ((traits & LetterTraits.Letter) == LetterTraits.None)
            {
                continue;
            }

            count = AddOne(new Glyph(rune.Value, source, look != 0 ? look : LookOf(rune.Value), how, gap, hides), to, count);
            if (count < 0)
            {
                return -1;
            }

            (gap, hides) = (Gap.None, false);
        }

        return count;
    }

    private static int AddOne(in Glyph glyph, Span<Glyph> to, int count)
    {
        if (count == to.Length)
        {
            return -1;
        }

        to[count] = glyph;
        return count + 1;
    }

    private static byte LookOf(int point) => point >= 0x80 && Letters.Of(point).Look is [var one] ? (byte)one : (byte)0;

    private static Gap GapOf(int point)
    {
        if (point is '.' or '-' or '\'' or '/' or '&' or ',' or ':' or 0x2019 or 0x2010 or 0x2011 or 0x2013)
        {
            return Gap.Punctuation;
        }

        return CharUnicodeInfo.GetUnicodeCategory(point) is UnicodeCategory.SpaceSeparator or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? Gap.Blank
            : Gap.Sign;
    }

    private static bool Touches(ReadOnlySpan<char> span, int at) =>
        (at > 0 && char.IsLetter(span[at - 1])) || (at + 1 < span.Length && char.IsLetter(span[at + 1]));
}
