using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>The statements that make a stream's stored tables, composed from its definition and the query beside it.</summary>
internal sealed class StreamSql(EventStream stream)
{
    /// <summary>Columns of a stored table before its fields: subject, at, tie, known_from, known_until.</summary>
    public const int Leading = 5;

    private const string NoNumber = "-9223372036854775808";
    private const string Most = "1099511627776";

    /// <summary>The query beside the stream.</summary>
    public Sql Query { get; } = Sql.Load($"Metrics/Streams/{stream.Name}.sql");

    /// <summary>The field whose values a sweep gives; null where SQL gives all.</summary>
    public SweptField? Swept { get; } = SweptField.All.FirstOrDefault(f => f.Stream == stream.Name);

    /// <summary>The table of a stream's events by one kind of subject.</summary>
    public static string Table(EventStream stream, string subject) => $"{stream.Name}_by_{subject}";

    /// <summary>A feed's current and former versions, each with the time in which it was the one known; versions that never were are left out.</summary>
    public static Sql KnownVersions(string feed) => new(
        $"{feed}: known versions",
        $"""
        CREATE OR REPLACE TEMP VIEW {feed}_known AS
        SELECT * EXCLUDE (key_hash, run), epoch_us(observed_at) AS known_from, {OpenTime.Never} AS known_until FROM {feed}
        UNION ALL
        SELECT * EXCLUDE (key_hash, run, until), epoch_us(observed_at), epoch_us(until) FROM {feed}_history WHERE until > observed_at
        """);

    /// <summary>Makes the session's table <c>gathered</c>: the stream's events, each once, with its subjects' numbers and keys as hashes.</summary>
    public Sql Gather
    {
        get
        {
            var joins = stream.Subjects.Select(s => $"LEFT JOIN (SELECT no, id FROM subjects WHERE kind = '{s}') AS {s}s ON {s}s.id = e.{s}_id");
            return new Sql(
                Query.Name,
                $"""
                CREATE OR REPLACE TEMP TABLE gathered AS
                SELECT {string.Join(", ", stream.Subjects.Select(s => $"{s}s.no AS {s}_no"))}, "at", tie, known_from, known_until,
                  {string.Join(", ", stream.Fields.Select(Stored).Concat(Swept?.Beside ?? []))}
                FROM (
                {Query.Text}
                ) AS e
                {string.Join("\n", joins)}
                WHERE known_from < known_until AND {string.Join(" + ", stream.Subjects.Select(s => $"coalesce({s}s.no, 0)"))} > 0
                """);
        }
    }

    /// <summary>Makes the session's view <c>stream_rows</c>: what was gathered, with what was swept.</summary>
    public Sql MakeRows => new(
        $"{stream.Name}: rows",
        Swept is null
            ? "CREATE OR REPLACE TEMP VIEW stream_rows AS SELECT * FROM gathered"
            : $"""
            CREATE OR REPLACE TEMP VIEW stream_rows AS
            SELECT gathered.* REPLACE (coalesce(swept.value, {Swept.Field}) AS {Swept.Field}) FROM gathered LEFT JOIN swept ON swept.row = gathered.rowid
            """);

    /// <summary>The events of one kind of subject in stored order, which is total: versions of an event differ in when they were known.</summary>
    public Sql Sorted(string subject) => new(
        $"{Table(stream, subject)}: sort",
        $"""
        SELECT {subject}_no, "at", tie, known_from, known_until, {string.Join(", ", stream.Fields.Select(f => Sql.Quote(f.Name)))}
        FROM stream_rows WHERE {subject}_no IS NOT NULL ORDER BY {subject}_no, "at" DESC, tie, known_from
        """);

    /// <summary>Makes the empty stored table in place of the former. Without nulls, so that its vectors have no masks.</summary>
    public Sql CreateTable(string subject) => new(
        $"{Table(stream, subject)}: create",
        $"""
        CREATE OR REPLACE TABLE {Table(stream, subject)} (
          subject UINTEGER NOT NULL, "at" BIGINT NOT NULL, tie UBIGINT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT NOT NULL,
          {string.Join(", ", stream.Fields.Select(f => $"{Sql.Quote(f.Name)} {TypeOf(f.Kind)} NOT NULL"))})
        """);

    private static string Stored(EventField field)
    {
        var name = Sql.Quote(field.Name);
        return field.Kind switch
        {
            FieldKind.Code => $"CAST(coalesce(e.{name}, 0) AS UTINYINT) AS {name}",
            FieldKind.Key => $"CAST(coalesce(e.{name}, 0) AS UBIGINT) AS {name}",
            _ => $"CASE WHEN e.{name} IS NULL THEN CAST('{NoNumber}' AS BIGINT) ELSE greatest(-{Most}, least({Most}, CAST(e.{name} AS BIGINT))) END AS {name}",
        };
    }

    private static string TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Code => "UTINYINT",
        FieldKind.Key => "UINTEGER",
        _ => "BIGINT",
    };
}
