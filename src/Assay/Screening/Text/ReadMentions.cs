using System.Buffers;
using System.Text;

namespace Assay.Screening.Text;

/// <summary>
/// Reads what a text says of brands: names through disguise, with what they are doing there, and slang of replica sellers. Pure: the same text and rules give
/// the same answer. One of it serves one thread.
/// </summary>
/// <param name="rules">Names and lists.</param>
public sealed class ReadMentions(TextRules rules)
{
    // Characters around a phrase in which a word makes it an ordinary one.
    private const int ReachUnless = 64;

    // Other ways to read a phrase than a name: a short one has to stand as it is.
    private const ReadAs Harmless = ReadAs.Unmarked | ReadAs.HanForm | ReadAs.Width | ReadAs.Marks | ReadAs.Invisible;
    private const ReadAs OfLong = Harmless | ReadAs.Respaced | ReadAs.Lookalike | ReadAs.Leet | ReadAs.Spaced | ReadAs.Punctuated | ReadAs.Repeated;
    private const int LongPhrase = 6;

    private static readonly SearchValues<char> NoLetters = SearchValues.Create("0123456789:.-/ ");

    private readonly FindNames find = new(rules.Index);
    private readonly ReadContext context = new(rules);
    private readonly List<NameMatch> found = [];

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOffered">True where a brand's article is offered beside this text already, so that weak slang in it counts.</param>
    public TextMentions Run(string text, bool isOffered = false)
    {
        found.Clear();
        find.Run(text, found);
        if (found.Count == 0)
        {
            return find.WasCut ? TextMentions.None with { WasCut = true } : TextMentions.None;
        }

        var hits = HasPhrase() ? Phrases(text) : [];
        var replica = hits.Count == 0 ? hits : hits.FindAll(h => h.Phrase.Kind == PhraseKind.Replica);
        var used = hits.Find(static h => h.Phrase.Kind == PhraseKind.SecondHand)?.Phrase.Text;
        for (var i = found.Count - 1; i >= 0; i--)
        {
            if (IsName(found[i]) && (IsOtherWord(text, found[i]) || IsInPhrase(found[i], replica)))
            {
                found.RemoveAt(i);
            }
        }

        var mentions = Mentions(text, used, replica);
        var claims = isOffered || mentions.Exists(m => m.IsOffered);
        return new TextMentions(mentions, replica.Count == 0 ? [] : replica.FindAll(h => !h.Phrase.IsWeak || claims), find.WasCut);
    }

    private bool IsName(in NameMatch match) => rules.NameOf(rules.Index[match.Name]) is not null;

    private bool HasPhrase()
    {
        foreach (var match in found)
        {
            if (!IsName(match))
            {
                return true;
            }
        }

        return false;
    }

    // 'Channel' is no way to write a name.
    private bool IsOtherWord(string text, in NameMatch match) =>
        (match.How & ReadAs.Disguise) != ReadAs.Plain && rules.IsOtherWord(text.AsSpan(match.Start, match.End - match.Start));

    // The UA of 'UA batch' stands for no brand.
    private static bool IsInPhrase(NameMatch match, List<PhraseHit> replica) =>
        match.Certainty == Certainty.Weak && replica.Exists(h => h.Start <= match.Start && match.End <= h.Start + h.Span.Length);

    private List<Mention> Mentions(string text, string? used, List<PhraseHit> replica)
    {
        // A reading that may be chance counts only where the text speaks of replicas.
        var speaksOfReplicas = replica.Exists(static h => !h.Phrase.IsWeak);
        var kept = Best(found.FindAll(m => IsName(m) && (m.Certainty == Certainty.Sure || speaksOfReplicas)));
        var mentions = new List<Mention>(kept.Count);
        for (var i = 0; i < kept.Count; i++)
        {
            var match = kept[i];
            var sought = rules.Index[match.Name];
            var name = rules.NameOf(sought)!;
            var isHidden = (match.How & ReadAs.Disguise) != ReadAs.Plain;
            var after = kept.FindIndex(i + 1, k => k.Start >= match.End);
            var next = after < 0 ? int.MaxValue : kept[after].Start;
            var (what, because) = context.Of(text, match.Start, match.End, name.Text, isHidden, i == 0 ? null : mentions[^1], next, used);
            mentions.Add(new Mention(name, sought.Form, match.Start, text[match.Start..match.End], match.How, match.Certainty, what, because));
        }

        return mentions;
    }

    // Where readings overlap: sure before weak, as it stands before disguised, the longer before the shorter.
    private List<NameMatch> Best(List<NameMatch> matches)
    {
        if (matches.Count < 2)
        {
            return matches;
        }

        var kept = new List<NameMatch>();
        foreach (var match in matches.OrderByDescending(m => m.Certainty).ThenBy(m => (m.How & ReadAs.Disguise) != ReadAs.Plain).ThenByDescending(m => m.End - m.Start)
            .ThenBy(m => rules.Index[m.Name].Form).ThenBy(m => m.Start).ThenBy(m => m.Name))
        {
            if (!kept.Exists(k => k.Start < match.End && match.Start < k.End && !IsTwin(k, match)))
            {
                kept.Add(match);
            }
        }

        return [.. kept.DistinctBy(m => (m.Start, rules.NameOf(rules.Index[m.Name])!.BrandId)).OrderBy(m => m.Start).ThenBy(m => m.Name)];
    }

    // Two brands with one name are both named.
    private bool IsTwin(in NameMatch one, in NameMatch other) =>
        one.Start == other.Start && one.End == other.End && one.How == other.How && rules.NameOf(rules.Index[one.Name])!.BrandId != rules.NameOf(rules.Index[other.Name])!.BrandId;

    // What one list says is an ordinary word, such as the replica of a sword, is one for all.
    private List<PhraseHit> Phrases(string text)
    {
        var hits = new List<PhraseHit>();
        var ordinary = new HashSet<(int Start, int End)>();
        foreach (var match in found)
        {
            var sought = rules.Index[match.Name];
            if (rules.NameOf(sought) is not null)
            {
                continue;
            }

            var phrase = rules.PhraseOf(sought);
            var isLong = phrase.Text.Length >= LongPhrase || (phrase.Text[0] >= 0x2E80 && phrase.Text.Length > 1 && !phrase.Text.Any(char.IsAscii));
            if ((match.How & ~(isLong ? OfLong : Harmless)) == ReadAs.Plain && (HasLetter(phrase.Text) || IsAsWritten(text.AsSpan(match.Start, match.End - match.Start), phrase.Text)))
            {
                hits.Add(new PhraseHit(phrase, match.Start, text[match.Start..match.End], match.How));
                if (IsOrdinary(text, match, phrase))
                {
                    ordinary.Add((match.Start, match.End));
                }
            }
        }

        hits.RemoveAll(h => ordinary.Contains((h.Start, h.Start + h.Span.Length)));
        return [.. hits.OrderBy(h => h.Phrase.IsWeak).ThenBy(h => h.Phrase.List, StringComparer.Ordinal).DistinctBy(h => (h.Start, h.Span.Length)).OrderBy(h => h.Start)];
    }

    private static bool HasLetter(string phrase) => phrase.AsSpan().IndexOfAnyExcept(NoLetters) >= 0;

    // 1.1 is a version and 1-1 a result: of numbers and signs alone each has to stand there, wide or not.
    private static bool IsAsWritten(ReadOnlySpan<char> span, string phrase) => span.ToString().Normalize(NormalizationForm.FormKC) == phrase.Normalize(NormalizationForm.FormKC);

    private static bool IsOrdinary(string text, in NameMatch match, ListedPhrase phrase)
    {
        var from = Math.Max(0, match.Start - ReachUnless);
        var around = text.AsSpan(from, Math.Min(text.Length, match.End + ReachUnless) - from);
        foreach (var word in phrase.Unless)
        {
            if (Words.Has(around, word))
            {
                return true;
            }
        }

        return false;
    }
}
