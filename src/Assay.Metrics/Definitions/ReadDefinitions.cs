using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Assay.Metrics.Definitions;

/// <summary>Reads one entry of a file: a definition for each of its subjects.</summary>
internal sealed partial class ReadDefinitions(CatalogueText text, IReadOnlyList<EventStream> streams, string family, string? streamOfFile)
{
    private static readonly string[] Keys =
        ["id", "subjects", "stream", "where", "of", "aggregate", "value", "by", "to", "among", "over", "above", "windows", "unit", "sentence", "why"];

    private static readonly string[] Groups = ["category", "age", "brand", "product"];

    public IEnumerable<MetricDefinition> Run(YamlNode node)
    {
        var entry = text.Mapping(node, "a definition");
        text.OnlyKeys(entry, Keys);
        var template = Template(entry);
        foreach (var subject in text.List(text.Required(entry, "subjects", "subjects: [seller]"), "subjects"))
        {
            yield return Of(entry, subject, template);
        }
    }

    private MetricDefinition Template(YamlMappingNode entry)
    {
        var id = text.Required(entry, "id", "id: a_name");
        var name = text.Word(id, "the id");
        if (!Name().IsMatch(name) || name.Length > 60)
        {
            throw text.Wrong(id, $"'{name}' is no id", "up to 60 lower-case letters, digits and _, beginning with a letter");
        }

        return new MetricDefinition
        {
            Name = name,
            Subject = "",
            Family = family,
            Aggregate = Aggregate.Count,
            Windows = [],
            Unit = Sentence(entry, "unit"),
            Sentence = Sentence(entry, "sentence"),
            Why = Sentence(entry, "why"),
            At = text.At(entry),
        };
    }

    private MetricDefinition Of(YamlMappingNode entry, YamlNode subjectNode, MetricDefinition template)
    {
        var subject = text.Word(subjectNode, "a subject");
        var known = streams.SelectMany(s => s.Subjects).Distinct().ToList();
        if (!known.Contains(subject))
        {
            throw text.Unknown(subjectNode, subject, "subject", known);
        }

        template = template with { Subject = subject };
        if (CatalogueText.Find(entry, "over") is { } over)
        {
            return RolledUp(entry, over, template);
        }

        var node = text.Required(entry, "aggregate", "aggregate: count, or another");
        var word = text.Word(node, "the aggregate");
        var form = AggregateForm.All.FirstOrDefault(f => f.Name == word) ?? throw text.Unknown(node, word, "aggregate", [.. AggregateForm.All.Select(f => f.Name)]);
        template = template with { Aggregate = form.Aggregate, Quantile = form.Quantile, Windows = Windows(entry, form) };
        return form.Needs is Needs.Two or Needs.Pair or Needs.Peers ? Derived(entry, form, template) : FromEvents(entry, form, template, subjectNode);
    }

    private MetricDefinition FromEvents(YamlMappingNode entry, AggregateForm form, MetricDefinition template, YamlNode subject)
    {
        var stream = Stream(entry);
        if (!stream.Subjects.Contains(template.Subject))
        {
            throw text.Wrong(subject, $"{stream.Name} are no events of a {template.Subject}", string.Join(" or ", stream.Subjects));
        }

        var conditions = new ReadConditions(text, stream);
        var of = form.Needs == Needs.Of ? conditions.Run(CatalogueText.Find(entry, "of")) : [];
        var where = conditions.Run(form.Needs == Needs.Of ? text.Required(entry, "where", "where: FIELD = VALUE, the share's condition") : CatalogueText.Find(entry, "where"));
        return template with
        {
            Stream = stream,
            Of = of,
            Where = [.. where.Union(of).OrderBy(c => c.Text, StringComparer.Ordinal)],
            Value = form.Needs == Needs.Value ? Field(entry, "value", stream, FieldKind.Number) : null,
            By = form.Needs == Needs.By ? Field(entry, "by", stream, FieldKind.Code, FieldKind.Key) : null,
        };
    }

    private MetricDefinition Derived(YamlMappingNode entry, AggregateForm form, MetricDefinition template) => template with
    {
        From = $"{template.Subject}.{text.Word(text.Required(entry, "of", "of: another definition"), "of")}",
        To = form.Needs == Needs.Two ? $"{template.Subject}.{text.Word(text.Required(entry, "to", "to: another definition"), "to")}" : null,
        Among = form.Needs == Needs.Peers ? Among(entry) : [],
    };

    private MetricDefinition RolledUp(YamlMappingNode entry, YamlNode over, MetricDefinition template)
    {
        var node = text.Required(entry, "aggregate", "aggregate: mean, or another");
        var word = text.Word(node, "the aggregate");
        if (!AggregateForm.RollUps.TryGetValue(word, out var rollUp))
        {
            throw text.Unknown(node, word, "roll-up", [.. AggregateForm.RollUps.Keys]);
        }

        var whose = text.Word(over, "over");
        return template with
        {
            Over = whose,
            RollUp = rollUp,
            From = $"{whose}.{text.Word(text.Required(entry, "of", "of: a definition of the other subject"), "of")}",
            Above = rollUp == RollUp.ShareAbove ? Bound(entry) : 0,
            Windows = Windows(entry, null),
        };
    }

    private double Bound(YamlMappingNode entry)
    {
        var node = text.Required(entry, "above", "above: a number");
        var word = text.Word(node, "above");
        return double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var above)
            ? above
            : throw text.Wrong(node, $"'{word}' is no number", "above: a number");
    }

    private EventStream Stream(YamlMappingNode entry)
    {
        var node = CatalogueText.Find(entry, "stream");
        var name = node is null ? streamOfFile : text.Word(node, "the stream");
        return name is null
            ? throw text.Wrong(entry, "there is no 'stream', here or for the file", "stream: orders, or another")
            : streams.FirstOrDefault(s => s.Name == name) ?? throw text.Unknown(node ?? entry, name, "stream", [.. streams.Select(s => s.Name)]);
    }

    private EventField Field(YamlMappingNode entry, string key, EventStream stream, params FieldKind[] kinds)
    {
        var node = text.Required(entry, key, $"{key}: a field of {stream.Name}");
        var name = text.Word(node, key);
        var fitting = stream.Named.Where(f => kinds.Contains(f.Kind)).ToList();
        return fitting.FirstOrDefault(f => f.Name == name) ?? throw text.Unknown(node, name, $"{string.Join(" or ", kinds).ToLowerInvariant()} of {stream.Name}", [.. fitting.Select(f => f.Name)]);
    }

    private string[] Among(YamlMappingNode entry)
    {
        var node = text.Required(entry, "among", "among: all, or category and age");
        var words = text.Word(node, "among").Split(" and ", StringSplitOptions.TrimEntries);
        if (words is ["all"])
        {
            return [];
        }

        return words.FirstOrDefault(w => !Groups.Contains(w)) is { } strange ? throw text.Unknown(node, strange, "group of peers", Groups) : words;
    }

    private WindowPair[] Windows(YamlMappingNode entry, AggregateForm? form) =>
    [
        .. text.List(text.Required(entry, "windows", "windows: [7d, 30d]"), "windows").Select(w => Pair(w, form)).Distinct(),
    ];

    private WindowPair Pair(YamlNode node, AggregateForm? form)
    {
        var parts = text.Word(node, "a window").Split('/');
        var windows = parts.Select(p => Known(node, p)).ToList();
        var mayPair = form?.Needs is Needs.Two or Needs.Pair;
        var fits = windows.Count == 1 ? form?.Needs != Needs.Pair : windows.Count == 2 && mayPair && windows[0] < windows[1];
        if (!fits || (form?.Aggregate is Aggregate.Trend or Aggregate.Burst && windows[^1].IsAll))
        {
            throw text.Wrong(node, $"the window {string.Join('/', parts)} does not fit {form?.Name ?? "a roll-up"}", form?.Needs == Needs.Pair ? "a pair such as 1d/30d" : "a window such as 30d");
        }

        return new WindowPair(windows[0], windows.Count == 2 ? windows[1] : null);
    }

    private Window Known(YamlNode node, string name)
    {
        var at = Window.Known.ToList().FindIndex(w => w.Name == name);
        return at >= 0 ? Window.Known[at] : throw text.Unknown(node, name, "window", [.. Window.Known.Select(w => w.Name)]);
    }

    private string Sentence(YamlMappingNode entry, string key) => text.Word(text.Required(entry, key, $"{key}: …"), key);

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Name();
}
