using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Tests.Metrics.Store;

/// <summary>A stream's event as the oracle has it. Values by field: a code's name, a key's text, a number in stored units; null and absent are missing.</summary>
internal sealed record Expected(string? Seller, string? Listing, string? Buyer, long At, long From, long Until)
{
    public Dictionary<string, object?> Values { get; init; } = [];

    public object? this[string field]
    {
        get => Values.GetValueOrDefault(field);
        set => Values[field] = value;
    }

    /// <summary>True where a question could ever see it and it is somebody's.</summary>
    public bool IsEvent => From < Until && (Seller ?? Listing ?? Buyer) is not null;

    public string Line(EventStream stream)
    {
        var ids = stream.Subjects.Select(s => s switch { "seller" => Seller, "listing" => Listing, _ => Buyer });
        var unknown = Values.Keys.Except(stream.Fields.Select(f => f.Name)).ToList();
        return unknown.Count > 0
            ? throw new InvalidOperationException($"The oracle of {stream.Name} has {string.Join(", ", unknown)}.")
            : string.Join('|', ids.Concat([$"{At}", $"{From}", $"{Until}"]).Concat(stream.Fields.Select(f => Values.GetValueOrDefault(f.Name)?.ToString())).Select(v => v ?? "∅"));
    }

    /// <summary>SQL of the same line from the stored codes, keys and numbers; keys are found again by the hash of the oracle's texts.</summary>
    public static string LineSql(StreamReading reading, EventStream stream, IReadOnlyList<Expected> expected)
    {
        var keys = stream.Fields.Where(f => f.Kind == FieldKind.Key).SelectMany(f => expected.Select(e => e[f.Name] as string)).OfType<string>().Distinct();
        reading.Session.Run(new Sql("test", "CREATE OR REPLACE TEMP TABLE texts (said VARCHAR)"));
        using (var writer = new BatchWriter(reading.Session.Append("texts")))
        {
            foreach (var key in keys)
            {
                writer.SetText(0, System.Text.Encoding.UTF8.GetBytes(key));
                writer.Next();
            }

            writer.Finish();
        }

        reading.Session.Run(new Sql("test", "CREATE OR REPLACE TEMP TABLE hashed AS SELECT hash(said) AS hashed_as, said FROM texts"));
        return string.Join(", ", stream.Fields.Select(FieldSql).Prepend("\"at\", known_from, known_until"));
    }

    private static string FieldSql(EventField field)
    {
        var name = Sql.Quote(field.Name);
        return field.Kind switch
        {
            FieldKind.Code => $"coalesce([{string.Join(", ", field.Codes.Select(c => $"'{c}'"))}][{name}], '∅')",
            FieldKind.Key => $"CASE WHEN {name} = 0 THEN '∅' ELSE coalesce((SELECT said FROM hashed WHERE hashed_as = {name}), 'another text') END",
            _ => $"CASE WHEN {name} = CAST('{long.MinValue}' AS BIGINT) THEN '∅' ELSE CAST({name} AS VARCHAR) END",
        };
    }
}
