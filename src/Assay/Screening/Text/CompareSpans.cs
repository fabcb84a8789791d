using System.Runtime.InteropServices;

namespace Assay.Screening.Text;

/// <summary>What came of reading a span as a name.</summary>
/// <param name="How">How it had to be read.</param>
/// <param name="Letters">Letters of the name; those of Han count as two.</param>
/// <param name="Exact">Letters that stand as in the name.</param>
/// <param name="Replaced">Letters that something else stands for.</param>
/// <param name="Upper">Capitals among the exact letters.</param>
/// <param name="IsKana">True where the name is in Katakana.</param>
/// <param name="Pieces">Parts that gaps make inside the words of the name, as <see cref="Pieces"/> says.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SpanReading(ReadAs How, int Letters, int Exact, int Replaced, int Upper, bool IsKana, Pieces Pieces);

/// <summary>The parts that gaps cut a word of the name into.</summary>
/// <param name="Gaps">What the gaps are.</param>
/// <param name="AllSingle">True where all are single letters.</param>
/// <param name="NoWord">True where one of them can be no word: it has no vowel.</param>
/// <param name="TwoDigits">True where two digits that stand for letters follow one another.</param>
/// <param name="MostExtra">The most letters too many in a row.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Pieces(Gap Gaps, bool AllSingle, bool NoWord, bool TwoDigits, int MostExtra);

/// <summary>
/// Reads a span of a text as a name, letter by letter: runs of a letter are compared as runs, so that repeated and dropped letters show. A letter of the text
/// stands for one of the name when it is folded to it, looks like it, or is a digit or sign for it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct CompareSpans
{
    private readonly ReadOnlySpan<Glyph> name;
    private readonly ReadOnlySpan<Glyph> text;
    private ReadAs how;
    private Gap gaps;
    private int exact;
    private int replaced;
    private int upper;
    private int lower;
    private int mostExtra;
    private bool strokeOfSmall;
    private bool strokeOfCapital;
    private bool twoDigits;

    private CompareSpans(ReadOnlySpan<Glyph> name, ReadOnlySpan<Glyph> text)
    {
        this.name = name;
        this.text = text;
    }

    /// <summary>Compares; null where the span cannot be read as the name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="span">The span.</param>
    /// <param name="signs">True where signs may be letters.</param>
    /// <param name="ofName">Room for the name's letters.</param>
    /// <param name="ofText">Room for the span's.</param>
    public static SpanReading? Run(ReadOnlySpan<char> name, ReadOnlySpan<char> span, bool signs, Span<Glyph> ofName, Span<Glyph> ofText)
    {
        var names = Glyphs.Unfold(name, signs: false, ofName);
        var texts = Glyphs.Unfold(span, signs, ofText);
        return names <= 0 || texts <= 0 ? null : new CompareSpans(ofName[..names], ofText[..texts]).Run();
    }

    private SpanReading? Run()
    {
        var at = 0;
        for (var i = 0; i < name.Length;)
        {
            var count = 1;
            while (i + count < name.Length && name[i + count].Fold == name[i].Fold)
            {
                count++;
            }

            var next = i + count < name.Length ? name[i + count].Fold : -1;
            var taken = Take(at, i, count, next);
            if (taken == 0)
            {
                return null;
            }

            at += taken;
            i += count;
        }

        if (at < text.Length || (strokeOfCapital && upper <= lower) || (strokeOfSmall && lower == 0))
        {
            return null;
        }

        var (allSingle, noWord) = Cut();
        var letters = 0;
        foreach (ref readonly var glyph in name)
        {
            letters += glyph.IsHan ? 2 : 1;
        }

        return new SpanReading(how, letters, exact, replaced, upper, name[0].Fold is >= 0x30A1 and <= 0x30FF, new Pieces(gaps, allSingle, noWord, twoDigits, mostExtra));
    }

    // Takes the text's letters for one run of the name's: how many, 0 where none fits.
    private int Take(int at, int first, int count, int next)
    {
        var taken = 0;
        while (at + taken < text.Length && Stands(text[at + taken], name[first], out var step))
        {
            ref readonly var glyph = ref text[at + taken];
            if (taken >= count && (glyph.Gap != Gap.None || glyph.Fold == next || (glyph.Source == 'I' && next == 'l')))
            {
                break;
            }

            Note(glyph, name[first + Math.Min(taken, count - 1)], step, isExtra: taken >= count, hasBefore: at + taken > 0, before: text[Math.Max(0, at + taken - 1)]);
            taken++;
        }

        if (taken == count || taken == 0)
        {
            return taken;
        }

        mostExtra = Math.Max(mostExtra, taken - count);
        how |= taken > count ? ReadAs.Repeated : ReadAs.Dropped;
        return name[first].Fold is >= '0' and <= '9' ? 0 : taken;
    }

    private void Note(in Glyph glyph, in Glyph wanted, ReadAs step, bool isExtra, bool hasBefore, in Glyph before)
    {
        how |= step | (glyph.HidesBefore && !wanted.HidesBefore ? ReadAs.Invisible : ReadAs.Plain);
        if (glyph.Gap != Gap.None && (wanted.Gap == Gap.None || isExtra))
        {
            gaps |= glyph.Gap;
            how |= glyph.Gap == Gap.Blank ? ReadAs.Spaced : ReadAs.Punctuated;
        }
        else if (glyph.Gap != wanted.Gap)
        {
            how |= ReadAs.Respaced;
        }

        if ((step & (ReadAs.Lookalike | ReadAs.SameStroke | ReadAs.Leet)) != ReadAs.Plain)
        {
            replaced++;
            strokeOfCapital |= step == ReadAs.SameStroke && glyph.Source == 'l';
            strokeOfSmall |= step == ReadAs.SameStroke && glyph.Source == 'I';
            twoDigits |= hasBefore && step == ReadAs.Leet && before.IsNoLetter;
            return;
        }

        exact++;
        var traits = Letters.Traits(Letters.Packed(glyph.Source));
        upper += (traits & LetterTraits.Upper) != LetterTraits.None ? 1 : 0;
        lower += (traits & LetterTraits.Lower) != LetterTraits.None ? 1 : 0;
    }

    private static bool Stands(in Glyph glyph, in Glyph wanted, out ReadAs step)
    {
        step = ReadAs.Plain;
        if (glyph.Fold == wanted.Fold)
        {
            step = glyph.Source == wanted.Source || glyph.How == wanted.How ? ReadAs.Plain : OfFolding(glyph.How, wanted.How);
            return true;
        }

        var isDigit = wanted.Fold is >= '0' and <= '9';
        if (wanted.IsHan || wanted.Fold >= 0x80 ? glyph.Look != 0 && glyph.Look == wanted.Look || glyph.Fold == wanted.Look : glyph.Look == wanted.Fold || (IsStroke(glyph.Look) && IsStroke(wanted.Fold)))
        {
            step = ReadAs.Lookalike;
            return true;
        }

        if (glyph.Source < 0x80 && !glyph.IsNoLetter)
        {
            step = isDigit ? ReadAs.Leet : ReadAs.SameStroke;
            return isDigit ? (wanted.Fold, glyph.Fold) is ('0', 'o') or ('1', 'l') or ('1', 'i') : (glyph.Source, wanted.Fold) is ('I', 'l') or ('l', 'i');
        }

        step = ReadAs.Leet;
        return !isDigit && glyph.IsNoLetter && wanted.Fold < 0x80 && glyph.Stands == Letters.Ascii[wanted.Fold];
    }

    // An upright stroke is an i, an l, a 1 or a capital I.
    private static bool IsStroke(int letter) => letter is 'i' or 'l';

    private static ReadAs OfFolding(Folding text, Folding name) => text switch
    {
        Folding.Width => ReadAs.Width,
        Folding.Marks => ReadAs.Marks,
        _ when name == Folding.Marks => ReadAs.Unmarked,
        _ when text == Folding.HanForm || name == Folding.HanForm => ReadAs.HanForm,
        _ => ReadAs.Plain,
    };

    private readonly (bool AllSingle, bool NoWord) Cut()
    {
        var (allSingle, noWord) = (true, false);
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            while (end < text.Length && text[end].Gap == Gap.None)
            {
                end++;
            }

            allSingle &= end - i == 1;
            noWord |= !HasVowel(text[i..end]);
            i = end;
        }

        return (allSingle, noWord);
    }

    private static bool HasVowel(ReadOnlySpan<Glyph> piece)
    {
        foreach (ref readonly var glyph in piece)
        {
            var shown = glyph.Look != 0 ? glyph.Look : glyph.IsNoLetter && glyph.Stands != 0 ? glyph.Stands : glyph.Fold;
            if (shown is 'a' or 'e' or 'i' or 'o' or 'u' or 'y' || shown >= 0x80)
            {
                return true;
            }
        }

        return false;
    }
}
