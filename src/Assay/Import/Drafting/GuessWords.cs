namespace Assay.Import.Drafting;

/// <summary>Guesses which of our words a word of theirs means.</summary>
internal static class GuessWords
{
    /// <summary>Our word; null where none is known to mean it.</summary>
    public static string? Of(string column, IReadOnlyList<string> choices, string theirs)
    {
        var folded = NameLikeness.Fold(theirs);
        var own = choices.FirstOrDefault(c => NameLikeness.Fold(c) == folded);
        if (own is not null)
        {
            return own;
        }

        // A sign such as € has no letters that could be folded.
        bool Same(string synonym) => folded.Length > 0 ? NameLikeness.Fold(synonym) == folded : synonym == theirs.Trim();
        return Synonyms.Table.OfWords(column).FirstOrDefault(w => (choices.Count == 0 || choices.Contains(w.Key)) && w.Value.Exists(Same)).Key;
    }

    /// <summary>The word whose letters are nearest, as a guess that somebody has to look at; null where none is near.</summary>
    public static string? Perhaps(string column, IReadOnlyList<string> choices, string theirs)
    {
        var known = choices.SelectMany(c => Synonyms.Table.OfWords(column).GetValueOrDefault(c, []).Append(c).Select(s => (Ours: c, Name: s)));
        var best = known.Select(k => (k.Ours, Likeness: NameLikeness.Best(theirs, [k.Name]))).OrderByDescending(k => k.Likeness).FirstOrDefault();
        return best.Likeness >= 0.5 ? best.Ours : null;
    }

    /// <summary>Their distinct words in a column that holds words, with ours; none where the column holds anything else.</summary>
    public static IReadOnlyList<(string Theirs, string? Ours, bool IsSure)> All(FeedColumn column, IReadOnlyList<string> values)
    {
        const int most = 50;
        if (column.Kind is not (ColumnKind.Choice or ColumnKind.Currency or ColumnKind.Country))
        {
            return [];
        }

        var length = column.Kind == ColumnKind.Currency ? 3 : column.Kind == ColumnKind.Country ? 2 : 0;
        bool IsOurs(string word) => length == 0 ? column.Choices.Contains(word, StringComparer.Ordinal) : word.Length == length && word.All(char.IsAsciiLetterUpper);
        return [.. values.Distinct(StringComparer.Ordinal).Where(w => !IsOurs(w)).Take(most).Select(w => Guess(column, w, length))];
    }

    private static (string Theirs, string? Ours, bool IsSure) Guess(FeedColumn column, string word, int length)
    {
        var sure = Of(column.Name, column.Choices, word) ?? (length > 0 && word.Length == length && word.All(char.IsAsciiLetter) ? word.ToUpperInvariant() : null);
        return sure is not null ? (word, sure, true) : (word, length > 0 ? null : Perhaps(column.Name, column.Choices, word), false);
    }
}
