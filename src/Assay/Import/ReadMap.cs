using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Import;

/// <summary>Reads a map's YAML. Every refusal names file and line, and the name that was perhaps meant.</summary>
internal sealed class ReadMap
{
    private const int MostBytes = 1 << 20;
    private static readonly string[] OptionKeys = ["time_zone", "delimiter", "decimal", "times"];
    private static readonly string[] FeedKeys = ["files", .. OptionKeys, "columns", "values", "constants"];

    private readonly MapText text;
    private readonly MapOptions options;

    private ReadMap(string path)
    {
        text = new MapText(path);
        options = new MapOptions(text);
    }

    /// <summary>Reads the map at a path.</summary>
    public static Result<FeedMap> Run(string path)
    {
        if (!File.Exists(path))
        {
            return new Failure($"The map {path} is not there", "a YAML file", "Draft one with: assay feeds init FILE…");
        }

        try
        {
            return new FileInfo(path).Length > MostBytes
                ? new Failure($"{path} has more than 1 MB", "a map as docs/feeds.md shows it", "Check the name")
                : new ReadMap(path).Read(File.ReadAllText(path));
        }
        catch (YamlException wrong)
        {
            return new Failure($"{path}, line {wrong.Start.Line}, column {wrong.Start.Column} is no YAML: {wrong.Message.TrimEnd('.')}", "a map as docs/feeds.md shows it", "Correct the line");
        }
        catch (FailedException wrong)
        {
            return wrong.Failure;
        }
    }

    private FeedMap Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents.Count == 0)
        {
            return FeedMap.None;
        }

        var root = text.Mapping(stream.Documents[0].RootNode, "the map");
        text.OnlyKeys(root, [.. OptionKeys, "feeds"], "option");
        var others = options.Apply(FeedMapping.None, root);
        var feeds = new Dictionary<string, FeedMapping>(StringComparer.Ordinal);
        foreach (var (name, node) in text.Entries(root, "feeds"))
        {
            var feed = Contract.Find(text.Word(name)) ?? throw text.Unknown(name, "feed", Contract.Feeds.Select(f => f.Name));
            if (!feeds.TryAdd(feed.Name, Feed(feed, node, others)))
            {
                throw text.Wrong(name, $"names the feed {feed.Name} twice", "each feed once", "Put both into one");
            }
        }

        return new FeedMap(feeds) { Others = others };
    }

    private FeedMapping Feed(Feed feed, YamlNode node, FeedMapping others)
    {
        if (MapText.IsNothing(node))
        {
            return others;
        }

        var entry = text.Mapping(node, $"the feed {feed.Name}");
        text.OnlyKeys(entry, FeedKeys, $"option of {feed.Name}");
        var mapping = options.Apply(others, entry);
        return mapping with
        {
            Files = text.List(entry, "files"),
            Columns = Columns(feed, entry),
            Values = Values(feed, entry),
            Constants = text.Entries(entry, "constants").ToDictionary(c => Ours(feed, c.Key), c => text.Word(c.Value), StringComparer.Ordinal),
        };
    }

    private Dictionary<string, string> Columns(Feed feed, YamlMappingNode entry)
    {
        var columns = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in text.Entries(entry, "columns"))
        {
            var theirs = text.Word(key);
            var ours = text.Word(value).Length == 0 ? "" : Ours(feed, value);
            if (ours.Length > 0 && !from.TryAdd(ours, theirs))
            {
                throw text.Wrong(key, $"maps '{theirs}' to {ours}, as it does '{from[ours]}'", "one column of yours for one of ours", "Remove one, or keep it out with ''");
            }

            if (!columns.TryAdd(theirs, ours))
            {
                throw text.Wrong(key, $"maps the column '{theirs}' twice", "each column once", "Remove one of them");
            }
        }

        return columns;
    }

    private Dictionary<string, IReadOnlyDictionary<string, string>> Values(Feed feed, YamlMappingNode entry)
    {
        var all = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (key, words) in text.Entries(entry, "values"))
        {
            var name = Ours(feed, key);
            var choices = feed.Columns.FirstOrDefault(c => c.Name == name)?.Choices ?? [];
            all[name] = text.Pairs(words, $"the words of {name}").ToDictionary(w => text.Word(w.Key), w => Word(w.Value, name, choices), StringComparer.Ordinal);
        }

        return all;
    }

    private string Word(YamlNode node, string column, IReadOnlyList<string> choices)
    {
        var word = text.Word(node);
        return choices.Count == 0 || word.Length == 0 || choices.Contains(word, StringComparer.Ordinal) ? word : throw text.Unknown(node, $"word of {column}", choices);
    }

    private string Ours(Feed feed, YamlNode node)
    {
        var name = text.Word(node);
        var known = LoadSql.ContractColumns(feed).Select(c => c.Name).ToList();
        var isMetric = feed.TakesMoreColumns && name.Length > 0;
        return isMetric || known.Contains(name, StringComparer.Ordinal) ? name : throw text.Unknown(node, $"column of {feed.Name}", known);
    }
}
