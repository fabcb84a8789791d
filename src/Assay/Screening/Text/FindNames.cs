using System.Runtime.InteropServices;

namespace Assay.Screening.Text;

/// <summary>A name found in a text.</summary>
/// <param name="Name">Its place in the index.</param>
/// <param name="Start">Where it starts, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="How">How the text had to be read.</param>
/// <param name="Certainty">How sure the reading is.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NameMatch(int Name, int Start, int End, ReadAs How, Certainty Certainty);

/// <summary>
/// Finds names in texts through disguise. One of it serves one thread; it keeps its scratch from text to text, which grows to 20 bytes for each character
/// of the longest text. No text takes longer than in proportion to its length.
/// </summary>
/// <param name="index">The names.</param>
public sealed class FindNames(NameIndex index)
{
    /// <summary>Characters that are looked at; what a text has beyond is not, and <see cref="WasCut"/> says so.</summary>
    public const int MostCharacters = 1 << 20;

    /// <summary>Most places in one text where a name may stand.</summary>
    public const int MostCandidates = 8192;

    private readonly TextWords words = new();
    private readonly Candidate[] candidates = new Candidate[MostCandidates];
    private readonly Glyph[] ofName = new Glyph[Glyphs.Most];
    private readonly Glyph[] ofText = new Glyph[Glyphs.Most];

    /// <summary>True where the latest text was longer than <see cref="MostCharacters"/>, or had too many candidates.</summary>
    public bool WasCut { get; private set; }

    /// <summary>Adds what names a text has to a list.</summary>
    public void Run(ReadOnlySpan<char> text, List<NameMatch> found)
    {
        WasCut = text.Length > MostCharacters;
        text = WasCut ? text[..MostCharacters] : text;
        words.Read(text);
        Take(text, signs: false, found);
        if (HasSigns(text))
        {
            words.ReadScalar(text, signs: true);
            Take(text, signs: true, found);
        }
    }

    /// <summary>Adds the names that stand in a text as they are written, whatever their case, as whole words.</summary>
    internal int RunPlain(ReadOnlySpan<char> text, List<NameMatch> found)
    {
        words.Read(text);
        var count = index.Find(words, candidates);
        var before = found.Count;
        foreach (ref readonly var candidate in candidates.AsSpan(0, count))
        {
            var (start, end) = words.SpanOf(text, candidate.KeyStart, candidate.KeyEnd);
            for (var i = 0; i < candidate.Count; i++)
            {
                if (text[start..end].Equals(index.TextOf(candidate, candidate.Names + i), StringComparison.OrdinalIgnoreCase) && !IsGlued(text, start, end))
                {
                    found.Add(new NameMatch(candidate.Names + i, start, end, ReadAs.Plain, Certainty.Sure));
                }
            }
        }

        return found.Count - before;
    }

    private void Take(ReadOnlySpan<char> text, bool signs, List<NameMatch> found)
    {
        var count = index.Find(words, candidates);
        WasCut |= count == candidates.Length;
        foreach (ref readonly var candidate in candidates.AsSpan(0, count))
        {
            var (start, end) = words.SpanOf(text, candidate.KeyStart, candidate.KeyEnd);
            var span = text[start..end];
            if (signs && !HasSigns(span))
            {
                continue;
            }

            var glued = IsGlued(text, start, end) ? ReadAs.Glued : ReadAs.Plain;
            for (var name = candidate.Names; name < candidate.Names + candidate.Count; name++)
            {
                Judge(text, start, end, candidate, name, glued, signs, found);
            }
        }
    }

    private void Judge(ReadOnlySpan<char> text, int start, int end, in Candidate candidate, int name, ReadAs glued, bool signs, List<NameMatch> found)
    {
        var sought = index[name];
        var span = text[start..end];
        if (glued == ReadAs.Plain && sought.Form == NameForm.Given && span.Equals(index.TextOf(candidate, name), StringComparison.OrdinalIgnoreCase))
        {
            found.Add(new NameMatch(name, start, end, ReadAs.Plain, Certainty.Sure));
            return;
        }

        if (CompareSpans.Run(sought.Text, span, signs, ofName, ofText) is not { } reading)
        {
            return;
        }

        reading = reading with { How = reading.How | glued };
        var isForeign = sought.Form != NameForm.Given ? IsForeign(text, start, end, alphabet: 0)
            : (reading.How & ReadAs.Lookalike) != ReadAs.Plain && reading.Exact == 0 && IsForeign(text, start, end, text[start] >> 8);
        if (JudgeReadings.Of(reading, sought.Form, isForeign) is { } certainty)
        {
            found.Add(new NameMatch(name, start, end, reading.How, certainty));
        }
    }

    // True where letters of an alphabet (the upper byte of Greek, Cyrillic, Armenian; 0 for any) that look like no Latin ones stand around a span.
    private static bool IsForeign(ReadOnlySpan<char> text, int start, int end, int alphabet)
    {
        const int reach = 200;
        var letters = 0;
        for (var i = Math.Max(0, start - reach); i < Math.Min(text.Length, end + reach); i++)
        {
            letters += (i < start || i >= end) && text[i] >= 0x80 && (alphabet == 0 || text[i] >> 8 == alphabet) && char.IsLetter(text[i])
                && Letters.Of(text[i]) is { Look: "", How: Folding.None or Folding.HanForm } ? 1 : 0;
        }

        return letters >= 2;
    }

    private static bool IsGlued(ReadOnlySpan<char> text, int start, int end) =>
        (start > 0 && (IsOfWord(text[start]) ? WordGoesOn(text, start - 1, -1) : IsKana(text[start]) && IsKana(text[start - 1])))
        || (end < text.Length && (IsOfWord(text[end - 1]) ? WordGoesOn(text, end, 1) : IsKana(text[end - 1]) && IsKana(text[end])));

    // Words of Katakana end where it does.
    private static bool IsKana(char letter) => letter is (>= '\u30A1' and <= '\u30FA') or '\u30FC' or (>= '\uFF66' and <= '\uFF9F');

    // What is invisible lies within words.
    private static bool WordGoesOn(ReadOnlySpan<char> text, int at, int step)
    {
        while (at >= 0 && at < text.Length && Letters.Traits(Letters.Packed(text[at])) == LetterTraits.Transparent)
        {
            at += step;
        }

        return at >= 0 && at < text.Length && IsOfWord(text[at]);
    }

    private static bool IsOfWord(char letter) => (Letters.Traits(Letters.Packed(letter)) & (LetterTraits.Letter | LetterTraits.Alone)) == LetterTraits.Letter;

    private static bool HasSigns(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAny(Signs); at >= 0;)
        {
            if ((at > 0 && char.IsLetter(text[at - 1])) || (at + 1 < text.Length && char.IsLetter(text[at + 1])))
            {
                return true;
            }

            var next = text[(at + 1)..].IndexOfAny(Signs);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static readonly System.Buffers.SearchValues<char> Signs = System.Buffers.SearchValues.Create("@$!|¡+€£¢¥");
}
