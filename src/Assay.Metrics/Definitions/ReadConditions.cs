using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Assay.Metrics.Definitions;

/// <summary>Reads conditions joined by <c>and</c> into their atoms, in one form however they were written.</summary>
internal sealed partial class ReadConditions(CatalogueText text, EventStream stream)
{
    public IReadOnlyList<Condition> Run(YamlNode? node) => node is null
        ? []
        : [.. And().Split(text.Word(node, "a condition")).Select(c => Atom(node, c.Trim())).Distinct().OrderBy(c => c.Text, StringComparer.Ordinal)];

    private Condition Atom(YamlNode node, string written)
    {
        var parts = Form().Match(written);
        if (!parts.Success)
        {
            throw text.Wrong(node, $"'{written}' is no condition", "FIELD = VALUE, FIELD in (A, B), FIELD >= NUMBER, FIELD is null, joined by and");
        }

        var name = parts.Groups["field"].Value;
        var field = stream.Find(name) ?? throw text.Unknown(node, name, $"field of {stream.Name}", [.. stream.Named.Select(f => f.Name)]);
        if (parts.Groups["null"].Success)
        {
            return new Condition(field, parts.Groups["null"].Value.Contains("not", StringComparison.Ordinal) ? Comparison.IsNotNull : Comparison.IsNull);
        }

        var values = parts.Groups["value"].Value.Trim('(', ')', ' ').Split(',', StringSplitOptions.TrimEntries);
        return field.Kind switch
        {
            FieldKind.Code => OfCode(node, field, parts.Groups["op"].Value, values),
            FieldKind.Number => OfNumber(node, field, parts.Groups["op"].Value, values),
            _ => throw text.Wrong(node, $"'{written}' compares the key {name}", $"'{name} is null' or '{name} is not null'"),
        };
    }

    private Condition OfCode(YamlNode node, EventField field, string op, string[] values)
    {
        if (op is not ("=" or "!=" or "in") || (op != "in" && values.Length > 1))
        {
            throw text.Wrong(node, $"'{field.Name} {op} {string.Join(", ", values)}' compares a code", "=, != or in (A, B)");
        }

        var codes = values.Select(v => CodeOf(node, field, v)).Distinct().Order().ToList();
        return new Condition(field, op == "!=" ? Comparison.NotIn : Comparison.In) { Codes = codes };
    }

    private byte CodeOf(YamlNode node, EventField field, string value)
    {
        var at = field.Codes.ToList().IndexOf(value);
        return at >= 0 ? (byte)(at + 1) : throw text.Unknown(node, value, $"value of {field.Name}", [.. field.Codes]);
    }

    private Condition OfNumber(YamlNode node, EventField field, string op, string[] values)
    {
        if (values.Length != 1 || !decimal.TryParse(values[0], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var shown)
            || Math.Abs(shown) > (1L << 40))
        {
            throw text.Wrong(node, $"'{string.Join(", ", values)}' is no number", $"{field.Name} {op} a number of {field.Unit} up to 2^40");
        }

        // A bound between two stored numbers: the least stored number that is not below it.
        var at = (long)Math.Ceiling(shown * field.Scale);
        var isStored = at == shown * field.Scale;
        var above = isStored ? at + 1 : at;
        return op switch
        {
            ">=" => new(field, Comparison.Between, at),
            ">" => new(field, Comparison.Between, above),
            "<" => new(field, Comparison.Between, Until: at),
            "<=" => new(field, Comparison.Between, Until: above),
            "=" when isStored => new(field, Comparison.Between, at, at + 1),
            _ => throw text.Wrong(node, $"'{field.Name} {op} {values[0]}' compares a number", "=, <, <=, > or >="),
        };
    }

    [GeneratedRegex(@"\s+and\s+")]
    private static partial Regex And();

    [GeneratedRegex(@"^(?<field>\w+)\s*(?:(?<null>is\s+(?:not\s+)?null)|(?<op>=|!=|<=|>=|<|>|in\b)\s*(?<value>\S.*))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
