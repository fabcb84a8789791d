using System.Buffers;

namespace Assay.Screening.Text;

/// <summary>
/// Says what a name is doing in a text, by the words around it. The first that holds, in this order: an ordinary word; made for the brand's article; compared
/// with it; used before; else the brand is claimed.
/// </summary>
/// <param name="rules">The lists.</param>
internal sealed class ReadContext(TextRules rules)
{
    // Words between a phrase and the name: 'for the new', 'for your'.
    private const int MostFillers = 3;

    // Characters after a name where 'compatible' still speaks of it: a model and its number stand between.
    private const int ReachAfter = 28;

    // Characters around a name that make it an ordinary word.
    private const int ReachOrdinary = 48;

    /// <summary>The context of a name, and the word that says so.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the name starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="name">The registered name.</param>
    /// <param name="isHidden">True where it is disguised: then it is no ordinary word.</param>
    /// <param name="previous">The mention before it.</param>
    /// <param name="next">Where the next name starts.</param>
    /// <param name="usedBy">The phrase that says that the article was used; null where none does.</param>
    public (MentionContext Context, string? Because) Of(string text, int start, int end, string name, bool isHidden, Mention? previous, int next, string? usedBy)
    {
        if (!isHidden && Ordinary(text, start, end, name) is { } neighbour)
        {
            return (MentionContext.OrdinaryWord, neighbour);
        }

        if ((Before(text, start) ?? After(text, end, next)) is { } phrase)
        {
            return (phrase.Kind is PhraseKind.Comparison or PhraseKind.ComparisonAfter ? MentionContext.Comparison : MentionContext.Compatible, phrase.Text);
        }

        if (previous is { Context: MentionContext.Compatible or MentionContext.Comparison } && IsList(text.AsSpan(previous.End, Math.Max(0, start - previous.End))))
        {
            return (previous.Context, previous.Because);
        }

        return usedBy is null ? (MentionContext.Claims, null) : (MentionContext.SecondHand, usedBy);
    }

    private string? Ordinary(string text, int start, int end, string name)
    {
        if (rules.BrandWordsOf(name).Any(w => Words.Has(text, w)))
        {
            return null;
        }

        var from = Math.Max(0, start - ReachOrdinary);
        var around = text.AsSpan(from, Math.Min(text.Length, end + ReachOrdinary) - from);
        foreach (var neighbour in rules.NeighboursOf(name))
        {
            if (Words.Has(around, neighbour.Text))
            {
                return neighbour.Text;
            }
        }

        return null;
    }

    // Walks back over fillers to a phrase of one to three words.
    private ListedPhrase? Before(string text, int start)
    {
        var rest = text.AsSpan(0, start);
        var trimmed = rest.TrimEnd();
        if (trimmed.Length > 0 && rules.EndsOfBeforeAlone.Contains(trimmed[^1]) && Alone(trimmed) is { } alone)
        {
            return alone;
        }

        for (var skipped = 0; skipped <= MostFillers; skipped++)
        {
            if (Longest(rest) is { } phrase)
            {
                return phrase;
            }

            var word = Words.Last(rest, out var before);
            if (word.IsEmpty || !(rules.IsFiller(word) || IsModel(word)))
            {
                return null;
            }

            rest = rest[..before];
        }

        return null;
    }

    private ListedPhrase? Alone(ReadOnlySpan<char> rest)
    {
        foreach (var phrase in rules.BeforeAlone)
        {
            if (rest.EndsWith(phrase.Text, StringComparison.OrdinalIgnoreCase) && !IsNegated(rest[..^phrase.Text.Length], phrase))
            {
                return phrase;
            }
        }

        return null;
    }

    // 不支持, 不适用: says the opposite.
    private static bool IsNegated(ReadOnlySpan<char> before, ListedPhrase phrase) => phrase.Kind == PhraseKind.CompatibleBefore && before.EndsWith("不", StringComparison.Ordinal);

    private ListedPhrase? Longest(ReadOnlySpan<char> rest)
    {
        ListedPhrase? found = null;
        var end = rest.Length;
        var from = rest;
        for (var words = 0; words < 3; words++)
        {
            var word = Words.Last(from, out var before);
            if (word.IsEmpty)
            {
                break;
            }

            end = words == 0 ? before + word.Length : end;
            found = rules.Before(rest[before..end]) ?? found;
            from = from[..before];
        }

        return found;
    }

    private ListedPhrase? After(string text, int end, int next)
    {
        var reach = text.AsSpan(end, Math.Clamp(Math.Min(text.Length, next) - end, 0, ReachAfter));
        var clause = reach.IndexOfAny(Words.EndsClause);
        reach = clause >= 0 ? reach[..clause] : reach;
        if (!reach.ContainsAny(rules.AnyAfter))
        {
            return null;
        }

        foreach (var phrase in rules.After)
        {
            var at = Words.IndexOf(reach, phrase.Text);
            var between = at > 0 ? reach[..at] : default;

            // What compares or is a single character must follow at once, but for a model's number.
            if (at >= 0 && (phrase.Kind == PhraseKind.CompatibleAfter && phrase.Text.Length > 1 ? !HasBreak(between) : OnlyModels(between)))
            {
                return phrase;
            }
        }

        return null;
    }

    private static bool HasBreak(ReadOnlySpan<char> between) => between.Contains(" - ", StringComparison.Ordinal) || between.Contains('，');

    private static bool OnlyModels(ReadOnlySpan<char> between)
    {
        foreach (var letter in between)
        {
            if (letter >= 0x80 && char.IsLetter(letter))
            {
                return false;
            }
        }

        var rest = between;
        while (Words.Last(rest, out var before) is { IsEmpty: false } word)
        {
            if (!IsModel(word))
            {
                return false;
            }

            rest = rest[..before];
        }

        return true;
    }

    // 15, V11, S24, Pro: a word with a digit, or one that goes with models.
    private static bool IsModel(ReadOnlySpan<char> word) =>
        word.ContainsAnyInRange('0', '9') || word.Equals("pro", StringComparison.OrdinalIgnoreCase) || word.Equals("max", StringComparison.OrdinalIgnoreCase)
        || word.Equals("plus", StringComparison.OrdinalIgnoreCase) || word.Equals("ultra", StringComparison.OrdinalIgnoreCase) || word.Equals("mini", StringComparison.OrdinalIgnoreCase);

    // Between two names of one list: 'iPhone 15 / Samsung S24, and Huawei'.
    private bool IsList(ReadOnlySpan<char> between)
    {
        const int reach = 40;
        if (between.Length > reach || between.IndexOfAny(Words.EndsClause) >= 0)
        {
            return false;
        }

        var rest = between;
        var models = 0;
        while (Words.Last(rest, out var before) is { IsEmpty: false } word)
        {
            if (!IsModel(word) && !rules.IsFiller(word) && ++models > 2)
            {
                return false;
            }

            rest = rest[..before];
        }

        return models == 0 || between.IndexOfAny('/', ',', '、') >= 0;
    }
}

/// <summary>Whole words in a text, whatever their case; in scripts without blanks a phrase stands anywhere.</summary>
internal static class Words
{
    /// <summary>What ends a clause.</summary>
    public static readonly SearchValues<char> EndsClause = SearchValues.Create(".;!?|。；！？【】\n");

    /// <summary>True where a word stands in a text.</summary>
    public static bool Has(ReadOnlySpan<char> text, string word) => IndexOf(text, word) >= 0;

    /// <summary>Where a word stands; −1 where it does not.</summary>
    public static int IndexOf(ReadOnlySpan<char> text, string word)
    {
        for (var from = 0; from <= text.Length - word.Length;)
        {
            var at = text[from..].IndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return -1;
            }

            at += from;
            if ((at == 0 || !Joins(text[at - 1], word[0])) && (at + word.Length == text.Length || !Joins(word[^1], text[at + word.Length])))
            {
                return at;
            }

            from = at + 1;
        }

        return -1;
    }

    /// <summary>The last word of a text within its clause, and where it starts; empty where there is none.</summary>
    public static ReadOnlySpan<char> Last(ReadOnlySpan<char> text, out int start)
    {
        var end = text.Length;
        while (end > 0 && !IsOfWord(text[end - 1]))
        {
            if (EndsClause.Contains(text[end - 1]))
            {
                start = 0;
                return default;
            }

            end--;
        }

        start = end;
        while (start > 0 && IsOfWord(text[start - 1]))
        {
            start--;
        }

        return text[start..end];
    }

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter is '\'' or '’';

    private static bool Joins(char left, char right) => char.IsLetterOrDigit(left) && char.IsLetterOrDigit(right) && left < 0x2E80 && right < 0x2E80;
}
