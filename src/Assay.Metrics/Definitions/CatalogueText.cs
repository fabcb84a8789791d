using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Metrics.Definitions;

/// <summary>Reads words and lists out of one file of the catalogue; what is wrong becomes a <see cref="Problem"/> with its line.</summary>
/// <param name="file">The file's name, as problems name it.</param>
/// <param name="nearest">Finds the known name that a strange one most likely means; null where none is near.</param>
internal sealed class CatalogueText(string file, Func<string, IEnumerable<string>, string?> nearest)
{
    private const int MostWords = 6;

    public string At(YamlNode node) => $"{file}:{node.Start.Line}";

    public ProblemException Wrong(YamlNode node, string found, string expected) => new(new Problem(file, node.Start.Line, found, expected));

    public ProblemException Wrong(YamlException wrong) => new(new Problem(file, wrong.Start.Line, $"no YAML ({wrong.Message.TrimEnd('.')})", "a file as docs/metric-language.md shows it"));

    public ProblemException Unknown(YamlNode node, string name, string kind, IReadOnlyCollection<string> known) =>
        Wrong(node, $"'{name}' is no {kind}", nearest(name, known) is { } near ? $"'{near}', or another" : Some(known));

    public YamlMappingNode Mapping(YamlNode node, string what) => node as YamlMappingNode ?? throw Wrong(node, $"{what} is no mapping", "keys with values");

    public IReadOnlyList<YamlNode> List(YamlNode node, string what) =>
        (node as YamlSequenceNode ?? throw Wrong(node, $"{what} is no list", "[one, or, more]")).Children is { Count: > 0 } children
            ? [.. children]
            : throw Wrong(node, $"{what} is empty", "[one, or, more]");

    public string Word(YamlNode node, string what) => node is YamlScalarNode { Value.Length: > 0 } scalar
        ? scalar.Value.Trim()
        : throw Wrong(node, $"{what} is no word", "one word or sentence");

    public void OnlyKeys(YamlMappingNode node, IReadOnlyCollection<string> known)
    {
        foreach (var (key, _) in node.Children)
        {
            var name = Word(key, "a key");
            if (!known.Contains(name))
            {
                throw Unknown(key, name, "key of a definition", known);
            }
        }
    }

    public static YamlNode? Find(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public YamlNode Required(YamlMappingNode node, string key, string why) => Find(node, key) ?? throw Wrong(node, $"there is no '{key}'", why);

    private static string Some(IReadOnlyCollection<string> known) =>
        $"one of {string.Join(", ", known.Order(StringComparer.Ordinal).Take(MostWords))}{(known.Count > MostWords ? " …" : "")}";
}
