using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Import;

/// <summary>The YAML of a map, asked for what it should hold; a refusal says where it does not.</summary>
internal sealed class MapText(string path)
{
    /// <summary>A mapping, or a refusal.</summary>
    public YamlMappingNode Mapping(YamlNode node, string what) => node switch
    {
        YamlMappingNode mapping => mapping,
        _ when IsNothing(node) => new YamlMappingNode(),
        _ => throw Wrong(node, $"does not give {what} as names with values", "lines such as 'name: value'", "See docs/feeds.md"),
    };

    /// <summary>The pairs below a node, in the order of the file.</summary>
    public IEnumerable<KeyValuePair<YamlNode, YamlNode>> Pairs(YamlNode node, string what) => Mapping(node, what).Children;

    /// <summary>The pairs below a key; none where it is absent.</summary>
    public IEnumerable<KeyValuePair<YamlNode, YamlNode>> Entries(YamlMappingNode parent, string key) =>
        Find(parent, key) is { } node ? Pairs(node, key) : [];

    /// <summary>What stands at a key; null where it is absent.</summary>
    public static YamlNode? Find(YamlMappingNode parent, string key) =>
        parent.Children.FirstOrDefault(c => c.Key is YamlScalarNode name && name.Value == key).Value;

    /// <summary>The words at a key, one or several.</summary>
    public IReadOnlyList<string> List(YamlMappingNode parent, string key) => Find(parent, key) switch
    {
        null => [],
        YamlSequenceNode several => [.. several.Children.Select(Word)],
        var one => IsNothing(one) ? [] : [Word(one)],
    };

    /// <summary>A single value as text; empty where there is nothing.</summary>
    public string Word(YamlNode node) => node is YamlScalarNode scalar
        ? IsNothing(node) ? "" : scalar.Value!
        : throw Wrong(node, "has several values where one is wanted", "one word or number", "See docs/feeds.md");

    /// <summary>True at a null: nothing, <c>~</c> or <c>null</c> without quotes.</summary>
    public static bool IsNothing(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any } scalar && scalar.Value is null or "" or "~" or "null";

    /// <summary>Refuses every key that is not known.</summary>
    public void OnlyKeys(YamlMappingNode node, IReadOnlyList<string> known, string what)
    {
        foreach (var key in node.Children.Keys)
        {
            if (!known.Contains(Word(key), StringComparer.Ordinal))
            {
                throw Unknown(key, what, known);
            }
        }
    }

    /// <summary>Refuses a name that there is not, with the nearest that there is.</summary>
    public FailedException Unknown(YamlNode node, string what, IEnumerable<string> known)
    {
        var list = known.ToList();
        var near = NearestName.Of(Word(node), list);
        return Wrong(node, $"names the {what} '{Word(node)}', which there is not", near is null ? $"one of {string.Join(", ", list)}" : $"'{near}' perhaps", "Correct the map");
    }

    /// <summary>Refuses what stands at a node.</summary>
    public FailedException Wrong(YamlNode node, string problem, string expected, string todo) =>
        new(new Failure($"{path}, line {node.Start.Line} {problem}", expected, todo));
}
