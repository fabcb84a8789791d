using Assay.Metrics.Trials;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Metrics.Definitions;

/// <summary>A catalogue as it was read: whole, or with what is wrong.</summary>
/// <param name="Catalogue">The definitions that are right.</param>
/// <param name="Trials">The tests that stand beside the definitions.</param>
/// <param name="Problems">What is wrong, in the order of files and lines; empty where all is right.</param>
public sealed record CatalogueReading(Catalogue Catalogue, IReadOnlyList<Trial> Trials, IReadOnlyList<Problem> Problems);

/// <summary>Reads the catalogue's files and checks them: every problem is told, with its line, and not only the first.</summary>
/// <param name="streams">The streams that definitions may read.</param>
/// <param name="nearest">Finds the known name that a strange one most likely means; null where none is near.</param>
public sealed class ReadCatalogue(IReadOnlyList<EventStream> streams, Func<string, IEnumerable<string>, string?> nearest)
{
    private readonly List<Problem> problems = [];
    private readonly List<Trial> trials = [];
    private readonly List<(MetricDefinition Definition, CatalogueText Text, YamlNode Node)> read = [];

    /// <summary>Reads files: their names and their YAML.</summary>
    public CatalogueReading Run(IEnumerable<(string Name, string Yaml)> files)
    {
        foreach (var (name, yaml) in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var text = new CatalogueText(name, nearest);
            Noting(() => ReadFile(text, yaml));
        }

        DropOnce(SameNames());
        while (DropOnce(CheckReferences))
        {
        }

        return new CatalogueReading(new Catalogue(streams, [.. read.Select(r => r.Definition)]), trials, [.. problems.OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)]);
    }

    private void ReadFile(CatalogueText text, string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException wrong)
        {
            throw text.Wrong(wrong);
        }

        if (stream.Documents.Count == 0)
        {
            return;
        }

        var root = text.Mapping(stream.Documents[0].RootNode, "the file");
        text.OnlyKeys(root, ["family", "stream", "metrics", "tests"]);
        var family = text.Word(text.Required(root, "family", "family: a_name"), "the family");
        var ofFile = CatalogueText.Find(root, "stream") is { } node ? text.Word(node, "the stream") : null;
        var definitions = new ReadDefinitions(text, streams, family, ofFile);
        foreach (var entry in text.List(text.Required(root, "metrics", "metrics: a list of definitions"), "metrics"))
        {
            Noting(() =>
            {
                foreach (var definition in definitions.Run(entry))
                {
                    read.Add((definition, text, entry));
                }
            });
        }

        foreach (var test in CatalogueText.Find(root, "tests") is { } tests ? text.List(tests, "tests") : [])
        {
            Noting(() => trials.Add(new ReadTrials(text, streams).Run(test)));
        }
    }

    private static Action<MetricDefinition, CatalogueText, YamlNode> SameNames()
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        return (definition, text, node) =>
        {
            if (!seen.TryAdd(definition.Id, definition.At))
            {
                throw text.Wrong(node, $"{definition.Id} is defined again", $"another id; the first stands at {seen[definition.Id]}");
            }

            if (Catalogue.Metrics(definition).FirstOrDefault(m => !names.Add(m.Id)) is { } same)
            {
                throw text.Wrong(node, $"the metric {same.Id} has another definition's name", "another id");
            }
        };
    }

    // A definition whose source fell is wrong itself: the check repeats until nothing more falls.
    private void CheckReferences(MetricDefinition definition, CatalogueText text, YamlNode node)
    {
        foreach (var id in new[] { definition.From, definition.To }.OfType<string>())
        {
            var source = read.FirstOrDefault(r => r.Definition.Id == id).Definition
                ?? throw text.Unknown(node, id, "definition", [.. read.Select(r => r.Definition.Id).Where(i => i != definition.Id)]);
            CheckSource(definition, source, text, node);
        }

        if (LeadsTo(definition.Id, definition))
        {
            throw text.Wrong(node, $"{definition.Id} is computed from itself", "a definition that reads events, somewhere");
        }
    }

    private bool LeadsTo(string id, MetricDefinition from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<MetricDefinition>([from]);
        while (open.TryPop(out var next))
        {
            foreach (var source in new[] { next.From, next.To }.OfType<string>().Where(seen.Add))
            {
                if (read.FirstOrDefault(r => r.Definition.Id == source).Definition is { } known)
                {
                    open.Push(known);
                }
            }
        }

        return seen.Contains(id);
    }

    private static void CheckSource(MetricDefinition definition, MetricDefinition source, CatalogueText text, YamlNode node)
    {
        if (definition.Aggregate == Aggregate.Burst && definition.Over is null && source.Aggregate is not (Aggregate.Count or Aggregate.Sum or Aggregate.Distinct))
        {
            throw text.Wrong(node, $"{source.Id} has no rate per day", "a count, a sum or a distinct");
        }

        if (source.From is not null && (definition.Over is null ? source.Aggregate is Aggregate.Percentile or Aggregate.TimesMedian || source.Over is not null : source.Over is not null))
        {
            throw text.Wrong(node, $"{source.Id} is itself computed from others that are computed later", "a definition that reads events, or a ratio, difference or burst of such");
        }

        var isOf = source.Id == definition.From;
        var missing = definition.Windows
            .SelectMany(w => definition.Aggregate == Aggregate.Burst ? [new WindowPair(w.First), new WindowPair(w.Second!.Value)] : new[] { w.Second is null ? w : new WindowPair(isOf ? w.First : w.Second.Value) })
            .Where(w => !source.Windows.Contains(w)).Select(w => w.ToString()).FirstOrDefault();
        if (missing is not null)
        {
            throw text.Wrong(node, $"{source.Id} has no window {missing}", $"one of {string.Join(", ", source.Windows)}");
        }
    }

    private bool DropOnce(Action<MetricDefinition, CatalogueText, YamlNode> check)
    {
        var wrong = read.Where(r => !Noting(() => check(r.Definition, r.Text, r.Node))).ToHashSet();
        return read.RemoveAll(wrong.Contains) > 0;
    }

    private bool Noting(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (ProblemException wrong)
        {
            problems.Add(wrong.Problem);
            return false;
        }
    }
}
