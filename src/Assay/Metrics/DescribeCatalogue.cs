using System.Globalization;
using System.Text;
using Assay.Metrics.Definitions;

namespace Assay.Metrics;

/// <summary>Describes the catalogue for people: <c>docs/metrics.md</c> is its output, and a test holds it to that.</summary>
public static class DescribeCatalogue
{
    /// <summary>The catalogue as Markdown: a section a family, a line a definition.</summary>
    public static string Run(Catalogue catalogue)
    {
        var text = new StringBuilder();
        var metrics = catalogue.Subjects.Sum(s => catalogue.Of(s).Count);
        text.Append(CultureInfo.InvariantCulture, $"""
            # The metrics

            Made by `assay metrics list --markdown`. {metrics} metrics from {catalogue.Definitions.Count} definitions; [metric-language.md](metric-language.md)
            says what aggregates and windows mean. A metric's name is its definition's with a window: `seller.orders` at 30 d is `seller.orders_30d`.

            | family | definitions | metrics |
            |---|---|---|

            """);
        var families = catalogue.Definitions.GroupBy(d => d.Family).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var family in families)
        {
            text.Append(CultureInfo.InvariantCulture, $"| [{family.Key}](#{family.Key}) | {family.Count()} | {family.Sum(d => d.Windows.Count)} |\n");
        }

        foreach (var family in families)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {family.Key}\n\n| definition | windows | unit | what it is, from what, and why it tells something |\n|---|---|---|---|\n");
            foreach (var definition in family)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{definition.Id}` | {string.Join(' ', definition.Windows)} | {definition.Unit} | {Line(definition)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>How a definition is computed, in one line: <c>count of orders where event in (ordered)</c>.</summary>
    public static string Formula(MetricDefinition d)
    {
        if (d.Over is not null)
        {
            return d.RollUp == RollUp.Same ? $"the {d.Over}'s {d.From}" : $"{Words(d.RollUp)}{(d.RollUp == RollUp.ShareAbove ? $" {d.Above.ToString(CultureInfo.InvariantCulture)}" : "")} of {d.From} over its {d.Over}s";
        }

        if (d.From is not null)
        {
            return $"{Words(d.Aggregate)} of {d.From}{(d.To is null ? "" : $" and {d.To}")}{(d.Aggregate is Aggregate.Percentile or Aggregate.TimesMedian ? $" among {(d.Among.Count == 0 ? "all" : string.Join(" and ", d.Among))}" : "")}";
        }

        var field = d.Value?.Name ?? d.By?.Name;
        var where = d.Where.Count == 0 ? "" : $" where {string.Join(" and ", d.Where.Except(d.Of).Select(c => c.Display))}";
        var of = d.Of.Count == 0 ? "" : $", of those where {string.Join(" and ", d.Of.Select(c => c.Display))}";
        var aggregate = d.Aggregate == Aggregate.Quantile ? $"p{d.Quantile * 100:00}" : Words(d.Aggregate);
        return $"{aggregate} of {(field is null ? "" : $"{field} in ")}{d.Stream!.Name}{where}{of}";
    }

    private static string Line(MetricDefinition d) => $"{d.Sentence}. {Formula(d)}. {d.Why}.".Replace("|", "\\|", StringComparison.Ordinal);

    private static string Words<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
