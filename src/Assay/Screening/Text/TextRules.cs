using System.Buffers;
using System.Collections.Frozen;

namespace Assay.Screening.Text;

/// <summary>Protected names and named lists, ready to be searched for; one for all threads.</summary>
public sealed class TextRules
{
    private static readonly PhraseKind[] Searched = [PhraseKind.Replica, PhraseKind.SecondHand];

    private readonly IReadOnlyList<ProtectedName> names;
    private readonly IReadOnlyList<ListedPhrase> phrases;
    private readonly FrozenDictionary<string, ListedPhrase> before;
    private readonly FrozenSet<string> fillers;
    private readonly FrozenSet<string> otherWords;
    private readonly ILookup<string, ListedPhrase> ordinary;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> brandWords;

    /// <summary>Makes the index of all forms of the names, and of the lists' phrases.</summary>
    public TextRules(IEnumerable<ProtectedName> protectedNames, WordLists lists)
    {
        names = [.. protectedNames.Distinct()];
        phrases = [.. lists.Phrases.Where(p => Searched.Contains(p.Kind))];
        Index = new NameIndex(
            names.SelectMany((n, i) => NameForms.Of(n.Text, i)).Concat(phrases.Select((p, i) => new SoughtName(p.Text, names.Count + i, NameForm.Given))));
        before = lists.Phrases.Where(p => p.Kind is PhraseKind.CompatibleBefore or PhraseKind.Comparison)
            .DistinctBy(p => p.Text, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(p => p.Text, StringComparer.OrdinalIgnoreCase);
        fillers = lists.Phrases.Where(p => p.Kind == PhraseKind.Filler).Select(p => p.Text).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        otherWords = lists.Phrases.Where(p => p.Kind == PhraseKind.OtherWord).Select(p => p.Text).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        After = [.. lists.Phrases.Where(p => p.Kind is PhraseKind.CompatibleAfter or PhraseKind.ComparisonAfter)];
        AnyAfter = SearchValues.Create([.. After.Select(p => p.Text).Distinct(StringComparer.OrdinalIgnoreCase)], StringComparison.OrdinalIgnoreCase);
        BeforeAlone = [.. before.Values.Where(p => p.Text[0] >= 0x2E80)];
        EndsOfBeforeAlone = SearchValues.Create([.. BeforeAlone.Select(p => p.Text[^1]).Distinct()]);
        ordinary = lists.Phrases.Where(p => p.Kind == PhraseKind.Ordinary).ToLookup(p => p.Of!, StringComparer.OrdinalIgnoreCase);
        brandWords = lists.BrandWords;
    }

    /// <summary>The index.</summary>
    internal NameIndex Index { get; }

    /// <summary>Phrases that stand after a name.</summary>
    internal IReadOnlyList<ListedPhrase> After { get; }

    /// <summary>The texts of <see cref="After"/>: where none of them stands, none needs to be looked for.</summary>
    internal SearchValues<string> AnyAfter { get; }

    /// <summary>The last characters of <see cref="BeforeAlone"/>.</summary>
    internal SearchValues<char> EndsOfBeforeAlone { get; }

    /// <summary>Phrases before a name in scripts without blanks.</summary>
    internal IReadOnlyList<ListedPhrase> BeforeAlone { get; }

    /// <summary>Names that cannot be searched for: without a letter, or too long.</summary>
    public IEnumerable<ProtectedName> PassedOver => Index.PassedOver.Where(n => n.Form == NameForm.Given && n.Brand < names.Count).Select(n => names[n.Brand]);

    internal ProtectedName? NameOf(in SoughtName sought) => sought.Brand < names.Count ? names[sought.Brand] : null;

    internal ListedPhrase PhraseOf(in SoughtName sought) => phrases[sought.Brand - names.Count];

    internal ListedPhrase? Before(ReadOnlySpan<char> words) => before.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(words, out var phrase) ? phrase : null;

    internal bool IsFiller(ReadOnlySpan<char> word) => fillers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    internal bool IsOtherWord(ReadOnlySpan<char> word) => otherWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    internal IEnumerable<ListedPhrase> NeighboursOf(string name) => ordinary[name];

    internal IReadOnlyList<string> BrandWordsOf(string name) => brandWords.GetValueOrDefault(name, []);
}
