namespace Assay.Screening.Text;

/// <summary>What the phrases of a list say of a listing.</summary>
public enum PhraseKind
{
    /// <summary>Slang of those who sell replicas.</summary>
    Replica,

    /// <summary>Before a brand's name: the article is made for that brand's.</summary>
    CompatibleBefore,

    /// <summary>After a brand's name: the same.</summary>
    CompatibleAfter,

    /// <summary>The article was used before.</summary>
    SecondHand,

    /// <summary>Before a brand's name: the article is compared with that brand's.</summary>
    Comparison,

    /// <summary>After a brand's name: the same.</summary>
    ComparisonAfter,

    /// <summary>A word that only resembles a name, and is never read as one: channel.</summary>
    OtherWord,

    /// <summary>A neighbour that makes a brand's name an ordinary word.</summary>
    Ordinary,

    /// <summary>May stand between the phrase and the name: <c>for the new iPhone</c>.</summary>
    Filler,
}

/// <summary>A phrase of a named list.</summary>
/// <param name="Text">The phrase.</param>
/// <param name="Kind">What it says.</param>
/// <param name="List">The list's name, as evidence tells it.</param>
/// <param name="Language">Its language (ISO 639-1), or <c>any</c>.</param>
/// <param name="IsWeak">True where it counts only beside a brand that is claimed.</param>
/// <param name="Unless">Words near it that make it an ordinary one.</param>
/// <param name="Of">For <see cref="PhraseKind.Ordinary"/>: the name that is an ordinary word beside it.</param>
public sealed record ListedPhrase(string Text, PhraseKind Kind, string List, string Language, bool IsWeak, IReadOnlyList<string> Unless, string? Of);

/// <summary>Named lists of words that say what a brand's name is doing in a text, from <c>policy/lists</c>.</summary>
/// <param name="Phrases">All phrases.</param>
/// <param name="BrandWords">For a name that is an ordinary word too: words that make it the brand after all.</param>
public sealed record WordLists(IReadOnlyList<ListedPhrase> Phrases, IReadOnlyDictionary<string, IReadOnlyList<string>> BrandWords)
{
    private const string Folder = "policy/lists/";

    /// <summary>The text that they were read from.</summary>
    public string Source { get; private init; } = "";

    /// <summary>The lists of this build.</summary>
    public static WordLists BuiltIn { get; } = ReadBuiltIn();

    private static WordLists ReadBuiltIn()
    {
        var assembly = typeof(WordLists).Assembly;
        var files = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return (Name: name, Text: reader.ReadToEnd());
        }).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var reading = new ReadWordLists().Run(files);
        return reading.Problems is [var first, ..]
            ? throw new InvalidOperationException(first.ToString())
            : reading.Lists with { Source = string.Concat(files.Select(f => f.Text)) };
    }
}
