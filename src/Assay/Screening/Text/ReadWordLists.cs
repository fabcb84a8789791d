using Assay.Import;
using Assay.Metrics.Definitions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Screening.Text;

/// <summary>Lists as they were read: what is right, and what is wrong.</summary>
/// <param name="Lists">The phrases that are right.</param>
/// <param name="Problems">What is wrong, in the order of files and lines.</param>
public sealed record ListReading(WordLists Lists, IReadOnlyList<Problem> Problems);

/// <summary>Reads files of named lists: each is bounded, phrases are plain text (no patterns), and every problem is told with its line.</summary>
public sealed class ReadWordLists
{
    /// <summary>Characters of the longest phrase.</summary>
    public const int MostCharacters = 80;

    /// <summary>Phrases of all lists together.</summary>
    public const int MostPhrases = 20_000;

    /// <summary>Characters of the largest file.</summary>
    public const int MostOfFile = 1 << 20;

    private static readonly Dictionary<string, PhraseKind> Kinds = new(StringComparer.Ordinal)
    {
        ["replica"] = PhraseKind.Replica, ["compatible_before"] = PhraseKind.CompatibleBefore, ["compatible_after"] = PhraseKind.CompatibleAfter,
        ["second_hand"] = PhraseKind.SecondHand, ["comparison"] = PhraseKind.Comparison,
        ["comparison_after"] = PhraseKind.ComparisonAfter, ["filler"] = PhraseKind.Filler, ["other_word"] = PhraseKind.OtherWord,
    };

    private readonly List<Problem> problems = [];
    private readonly List<ListedPhrase> phrases = [];
    private readonly Dictionary<string, IReadOnlyList<string>> brandWords = new(StringComparer.OrdinalIgnoreCase);
    private string file = "";

    /// <summary>Reads files: their names and their YAML.</summary>
    public ListReading Run(IEnumerable<(string Name, string Yaml)> files)
    {
        foreach (var (name, yaml) in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            file = name;
            Noting(() => ReadFile(yaml));
        }

        return new ListReading(new WordLists(phrases, brandWords), [.. problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)]);
    }

    private void ReadFile(string yaml)
    {
        var stream = new YamlStream();
        if (yaml.Length > MostOfFile)
        {
            throw new WrongLineException(new Problem(file, 1, $"{yaml.Length} characters", $"at most {MostOfFile}"));
        }

        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException wrong)
        {
            throw new WrongLineException(new Problem(file, wrong.Start.Line, $"no YAML ({wrong.Message.TrimEnd('.')})", "lists: with phrases"));
        }

        var root = Mapping(stream.Documents.Count > 0 ? stream.Documents[0].RootNode : new YamlScalarNode(""), "the file", ["lists", "ordinary"]);
        foreach (var list in Sequence(root, "lists"))
        {
            Noting(() => ReadList(list));
        }

        foreach (var word in Sequence(root, "ordinary"))
        {
            Noting(() => ReadOrdinary(word));
        }
    }

    private void ReadList(YamlNode node)
    {
        var list = Mapping(node, "a list", ["name", "kind", "language", "phrases"]);
        var name = Text(Required(list, "name"), "the name");
        var kind = Text(Required(list, "kind"), "the kind");
        if (!Kinds.TryGetValue(kind, out var known))
        {
            throw Wrong(Required(list, "kind"), $"'{kind}' is no kind of list", Nearest(kind, Kinds.Keys));
        }

        var language = Text(Required(list, "language"), "the language");
        foreach (var phrase in Sequence(list, "phrases"))
        {
            Noting(() => Add(phrase, known, name, language));
        }
    }

    private void Add(YamlNode node, PhraseKind kind, string list, string language)
    {
        if (node is YamlScalarNode)
        {
            AddPhrase(node, new ListedPhrase(Text(node, "a phrase"), kind, list, language, IsWeak: false, [], Of: null));
            return;
        }

        var entry = Mapping(node, "a phrase", ["say", "weak", "unless"]);
        var weak = Find(entry, "weak") is { } w ? Text(w, "weak") : "false";
        if (weak is not ("true" or "false"))
        {
            throw Wrong(Find(entry, "weak")!, $"weak is '{weak}'", "true or false");
        }

        AddPhrase(node, new ListedPhrase(Text(Required(entry, "say"), "a phrase"), kind, list, language, weak == "true", [.. Sequence(entry, "unless").Select(u => Text(u, "a word"))], Of: null));
    }

    private void ReadOrdinary(YamlNode node)
    {
        var entry = Mapping(node, "an ordinary word", ["name", "beside", "brand"]);
        var name = Text(Required(entry, "name"), "the name");
        brandWords[name] = [.. Sequence(entry, "brand").Select(b => Text(b, "a word"))];
        foreach (var beside in Sequence(entry, "beside"))
        {
            Noting(() => AddPhrase(beside, new ListedPhrase(Text(beside, "a neighbour"), PhraseKind.Ordinary, "ordinary words", "any", IsWeak: false, [], name)));
        }
    }

    private void AddPhrase(YamlNode node, ListedPhrase phrase)
    {
        if (phrase.Text.Length > MostCharacters)
        {
            throw Wrong(node, $"a phrase of {phrase.Text.Length} characters", $"at most {MostCharacters}");
        }

        if (phrases.Count == MostPhrases)
        {
            throw Wrong(node, $"more than {MostPhrases} phrases", "fewer");
        }

        if (!phrase.Text.Any(char.IsLetterOrDigit))
        {
            throw Wrong(node, $"'{phrase.Text}' has no letter or digit", "a word");
        }

        phrases.Add(phrase);
    }

    private void Noting(Action read)
    {
        try
        {
            read();
        }
        catch (WrongLineException wrong)
        {
            problems.Add(wrong.Problem);
        }
    }

    private YamlMappingNode Mapping(YamlNode node, string what, string[] known)
    {
        var mapping = node as YamlMappingNode ?? throw Wrong(node, $"{what} is no mapping", $"the keys {string.Join(", ", known)}");
        foreach (var key in mapping.Children.Keys)
        {
            var name = Text(key, "a key");
            if (!known.Contains(name))
            {
                throw Wrong(key, $"'{name}' is no key of {what}", Nearest(name, known));
            }
        }

        return mapping;
    }

    private IEnumerable<YamlNode> Sequence(YamlMappingNode node, string key) =>
        Find(node, key) is not { } found ? [] : found as YamlSequenceNode ?? throw Wrong(found, $"{key} is no list", "[one, or, more]");

    private string Text(YamlNode node, string what) => node is YamlScalarNode { Value: { } value } && value.Trim() is { Length: > 0 } text ? text : throw Wrong(node, $"{what} is no text", "a word or a phrase");

    private YamlNode Required(YamlMappingNode node, string key) => Find(node, key) ?? throw Wrong(node, $"there is no '{key}'", $"{key}: with a value");

    private static YamlNode? Find(YamlMappingNode node, string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private WrongLineException Wrong(YamlNode node, string found, string expected) => new(new Problem(file, node.Start.Line, found, expected));

    private static string Nearest(string name, IReadOnlyCollection<string> known) =>
        NearestName.Of(name, known) is { } near ? $"'{near}', or another" : $"one of {string.Join(", ", known)}";

    private sealed class WrongLineException(Problem problem) : Exception(problem.ToString())
    {
        public Problem Problem { get; } = problem;
    }
}
