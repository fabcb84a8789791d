using System.IO.Enumeration;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Assay.Import;

/// <summary>How a marketplace's own files, columns and words read as the contract's.</summary>
/// <param name="Feeds">By feed's name.</param>
public sealed record FeedMap(IReadOnlyDictionary<string, FeedMapping> Feeds)
{
    /// <summary>The map that changes nothing.</summary>
    public static FeedMap None { get; } = new(new Dictionary<string, FeedMapping>(StringComparer.Ordinal));

    /// <summary>The mapping of a feed; one that changes nothing where the map has none.</summary>
    public FeedMapping For(Feed feed) => Feeds.TryGetValue(feed.Name, out var mapping) ? mapping : FeedMapping.None;

    /// <summary>The feeds that a file, named by its path below the folder, is said to hold.</summary>
    public IReadOnlyList<Feed> FeedsOf(string shown) =>
    [
        .. Contract.Feeds.Where(f => For(f).Files.Any(p => FileSystemName.MatchesSimpleExpression(p, shown.Replace('\\', '/'), ignoreCase: true))),
    ];

    /// <summary>Reads a map; refuses one that names a feed, column or word that the contract does not have.</summary>
    public static Result<FeedMap> Read(string path)
    {
        if (!File.Exists(path))
        {
            return new Failure($"The map {path} is not there", "a YAML file", "Draft one with: assay feeds init FILE…");
        }

        try
        {
            var reader = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
            var file = reader.Deserialize<MapFile?>(File.ReadAllText(path));
            return Check(path, file?.Feeds ?? [], file?.TimeZone);
        }
        catch (YamlException wrong)
        {
            return new Failure($"{path}, line {wrong.Start.Line}, column {wrong.Start.Column}: {wrong.InnerException?.Message ?? wrong.Message}", "a map as docs/feeds.md shows it", "Draft one with: assay feeds init FILE…");
        }
    }

    private static Result<FeedMap> Check(string path, Dictionary<string, MapFeed?> entries, string? zone)
    {
        var mappings = new Dictionary<string, FeedMapping>(StringComparer.Ordinal);
        foreach (var (name, entry) in entries)
        {
            if (Contract.Find(name) is not { } feed)
            {
                return Unknown(path, "feed", name, Contract.Feeds.Select(f => f.Name));
            }

            var made = FeedMapping.From(path, feed, entry ?? new MapFeed(), zone);
            if (!made.Ok)
            {
                return made.Failure;
            }

            mappings[feed.Name] = made.Value;
        }

        return new FeedMap(mappings);
    }

    internal static Failure Unknown(string path, string what, string name, IEnumerable<string> known)
    {
        var list = known.ToList();
        var near = NearestName.Of(name, list);
        return new Failure(
            $"{path} names the {what} '{name}', which the contract does not have",
            near is null ? $"one of {string.Join(", ", list)}" : $"'{near}' perhaps",
            "Correct the map");
    }

    internal sealed class MapFile
    {
        public string? TimeZone { get; set; }

        public Dictionary<string, MapFeed?>? Feeds { get; set; }
    }

    internal sealed class MapFeed
    {
        public List<string>? Files { get; set; }

        public string? TimeZone { get; set; }

        public Dictionary<string, string?>? Columns { get; set; }

        public Dictionary<string, Dictionary<string, string>>? Values { get; set; }

        public Dictionary<string, string>? Constants { get; set; }
    }
}

/// <summary>The mapping of one feed.</summary>
/// <param name="Files">Patterns (<c>*</c>, <c>?</c>) of the files that hold it.</param>
/// <param name="Columns">Their column → ours; an empty one is known and left out.</param>
/// <param name="Values">Our column → their word → ours.</param>
/// <param name="Constants">Our column → the value of every row where the file has no such column.</param>
/// <param name="TimeZone">The zone of times without an offset, in IANA's name; null is UTC.</param>
public sealed record FeedMapping(
    IReadOnlyList<string> Files,
    IReadOnlyDictionary<string, string> Columns,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values,
    IReadOnlyDictionary<string, string> Constants,
    string? TimeZone)
{
    /// <summary>The mapping that changes nothing.</summary>
    public static FeedMapping None { get; } = new(
        [],
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
        new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal),
        new Dictionary<string, string>(StringComparer.Ordinal),
        null);

    internal static Result<FeedMapping> From(string path, Feed feed, FeedMap.MapFeed entry, string? zone)
    {
        var known = feed.Columns.Select(c => c.Name).Append(Contract.ObservedAt.Name).ToList();
        var ours = (entry.Columns ?? []).Values.Concat((entry.Values ?? []).Keys).Concat((entry.Constants ?? []).Keys);
        var stranger = ours.FirstOrDefault(c => !string.IsNullOrEmpty(c) && !known.Contains(c, StringComparer.Ordinal));
        if (stranger is not null)
        {
            return FeedMap.Unknown(path, $"column of {feed.Name}", stranger, known);
        }

        return new FeedMapping(
            entry.Files ?? [],
            (entry.Columns ?? []).ToDictionary(c => c.Key, c => c.Value ?? "", StringComparer.OrdinalIgnoreCase),
            (entry.Values ?? []).ToDictionary(v => v.Key, v => (IReadOnlyDictionary<string, string>)v.Value, StringComparer.Ordinal),
            entry.Constants ?? [],
            entry.TimeZone ?? zone);
    }
}
