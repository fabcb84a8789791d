using YamlDotNet.Serialization;

namespace Assay.Import.Drafting;

/// <summary>What other marketplaces call the contract's feeds, columns and words, from <c>synonyms.yaml</c>.</summary>
internal sealed class Synonyms
{
    private readonly SynonymFile file;

    private Synonyms(SynonymFile file) => this.file = file;

    /// <summary>The table of this build.</summary>
    public static Synonyms Table { get; } = Read();

    /// <summary>The columns that the table knows, as <c>column</c> or <c>feed.column</c>.</summary>
    public IEnumerable<string> Columns => file.Columns.Keys;

    /// <summary>The feeds that the table knows.</summary>
    public IEnumerable<string> Feeds => file.Feeds.Keys;

    /// <summary>The names of a feed, its own first.</summary>
    public IReadOnlyList<string> OfFeed(Feed feed) => [feed.Name, .. file.Feeds.GetValueOrDefault(feed.Name, [])];

    /// <summary>The names of a feed's column, its own first.</summary>
    public IReadOnlyList<string> OfColumn(Feed feed, string column) =>
    [
        column,
        .. file.Columns.GetValueOrDefault($"{feed.Name}.{column}", []),
        .. file.Columns.GetValueOrDefault(column, []),
    ];

    /// <summary>Our words of a column with what others write for them.</summary>
    public IReadOnlyDictionary<string, List<string>> OfWords(string column) => file.Words.GetValueOrDefault(column, []);

    private static Synonyms Read()
    {
        using var stream = typeof(Synonyms).Assembly.GetManifestResourceStream("Import/Drafting/synonyms.yaml")!;
        using var reader = new StreamReader(stream);
        return new Synonyms(new DeserializerBuilder().WithNamingConvention(YamlDotNet.Serialization.NamingConventions.UnderscoredNamingConvention.Instance).Build().Deserialize<SynonymFile>(reader));
    }

    internal sealed class SynonymFile
    {
        public Dictionary<string, List<string>> Feeds { get; set; } = [];

        public Dictionary<string, List<string>> Columns { get; set; } = [];

        public Dictionary<string, Dictionary<string, List<string>>> Words { get; set; } = [];
    }
}
