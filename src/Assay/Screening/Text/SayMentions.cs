namespace Assay.Screening.Text;

/// <summary>Sentences for reviewers about what a text says, with the span and how it was read. Sellers hear the sentences of signals, none of which depends on how a name was read.</summary>
public static class SayMentions
{
    private static readonly (ReadAs How, string Words)[] Readings =
    [
        (ReadAs.Width, "wide or styled letters"), (ReadAs.Marks, "added marks"), (ReadAs.Lookalike, "look-alike letters"), (ReadAs.SameStroke, "I and l exchanged"),
        (ReadAs.Leet, "digits or signs for letters"), (ReadAs.Repeated, "repeated letters"), (ReadAs.Dropped, "a double letter written once"), (ReadAs.Spaced, "blanks inside"),
        (ReadAs.Punctuated, "punctuation inside"), (ReadAs.Invisible, "invisible characters inside"), (ReadAs.Glued, "part of a longer word"),
    ];

    /// <summary>For reviewers: the span, how it was read, which right, what it is doing there.</summary>
    public static string ToReviewer(Mention mention)
    {
        var how = Readings.Where(r => (mention.How & r.How) != ReadAs.Plain).Select(r => r.Words).ToList();
        var form = mention.Form switch
        {
            NameForm.LetterPair => "two letters for one",
            NameForm.Pinyin => "its Mandarin sounds",
            NameForm.MixedPinyin => "characters and sounds mixed",
            NameForm.Romanised => "Latin letters for it",
            NameForm.Cyrillic => "Cyrillic letters for it",
            NameForm.Initials => "its initials",
            _ => null,
        };
        var read = string.Join(", ", how.Prepend(form).OfType<string>());
        var context = mention.Context switch
        {
            MentionContext.Compatible => $"made for it ('{mention.Because}')",
            MentionContext.Comparison => $"compared with it ('{mention.Because}')",
            MentionContext.SecondHand => $"second-hand ('{mention.Because}')",
            MentionContext.OrdinaryWord => $"an ordinary word beside '{mention.Because}'",
            _ => "offered as the brand's",
        };
        return $"'{Visible(mention.Span)}' at {mention.Start} is {mention.Name.Text}{(read.Length > 0 ? $" ({read})" : "")}{(mention.Name.RightId is { } right ? $", right {right}" : "")}: {context}.";
    }

    /// <summary>For reviewers: the phrase, the list that has it.</summary>
    public static string ToReviewer(PhraseHit hit) => $"'{Visible(hit.Span)}' at {hit.Start} is '{hit.Phrase.Text}' of the list {hit.Phrase.List}.";

    // What is invisible or turns the direction of writing is shown by its number.
    private static string Visible(string span) =>
        string.Concat(span.EnumerateRunes().Select(r => System.Text.Rune.GetUnicodeCategory(r) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control ? $"[U+{r.Value:X4}]" : r.ToString()));
}
