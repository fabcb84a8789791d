using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>The statements that make a stream's stored tables, composed from its definition and the query beside it.</summary>
internal sealed class StreamSql(EventStream stream)
{
    /// <summary>Columns of a stored table before its fields: subject, at, tie, known_from, known_until.</summary>
    public const int Leading = 5;

    /// <summary>Rows of subjects from one ($1) to another ($2). Numbers of the column's own type let the engine pass over row groups without any; of another type it would compare row by row.</summary>
    public const string InRun = "subject BETWEEN CAST($1 AS UINTEGER) AND CAST($2 AS UINTEGER)";

    /// <summary>The view that <see cref="RowsOf"/> makes.</summary>
    public const string SubjectRows = "subject_rows";

    private const string NoNumber = "-9223372036854775808";
    private const string Most = "1099511627776";
    private const string Leaders = "subject UINTEGER NOT NULL, \"at\" BIGINT NOT NULL, tie UBIGINT NOT NULL, known_from BIGINT NOT NULL, known_until BIGINT NOT NULL";

    /// <summary>The query beside the stream.</summary>
    public Sql Query { get; } = Sql.Load($"Metrics/Streams/{stream.Name}.sql");

    /// <summary>The field whose values a sweep gives; null where SQL gives all.</summary>
    public SweptField? Swept { get; } = SweptField.Of(stream.Name);

    /// <summary>What a sweep needs beside the fields; the store keeps it, so that later events can look back.</summary>
    public IReadOnlyList<string> Beside => Swept?.Beside ?? [];

    /// <summary>The stream's keys.</summary>
    public IReadOnlyList<EventField> Keys { get; } = [.. stream.Fields.Where(f => f.Kind == FieldKind.Key)];

    /// <summary>The view of a stream's events by one kind of subject, keys as hashes, in no order.</summary>
    public static string Table(EventStream stream, string subject) => EventSql.Table(stream, subject);

    /// <summary>The events that stand sorted: keys as ordinals within the subject, and as hashes in <c>KEY_hash</c>.</summary>
    public static string SortedTable(EventStream stream, string subject) => EventSql.SortedTable(stream, subject);

    /// <summary>The events that came since, in no order, keys as hashes.</summary>
    public static string FreshTable(EventStream stream, string subject) => $"{Table(stream, subject)}_fresh";

    /// <summary>Makes the session's table <c>gathered</c>: the stream's events, each once, with its subjects' numbers and keys as hashes.</summary>
    public Sql Gather => new(Query.Name, Gathered($"(\n{Query.Text}\n)"));

    /// <summary>
    /// The same of few events. Put down first, the engine knows how few they are, and streams the subjects past them rather than them past a hash table of all subjects.
    /// </summary>
    public Sql GatherFew => new(Query.Name, $"CREATE OR REPLACE TEMP TABLE few_events AS\n{Query.Text};\n{Gathered("few_events")}");

    /// <summary>Makes the session's view <c>stream_rows</c>: what was gathered, with what was swept.</summary>
    public Sql MakeRows => new(
        $"{stream.Name}: rows",
        Swept is null
            ? "CREATE OR REPLACE TEMP VIEW stream_rows AS SELECT * FROM gathered"
            : $"""
            CREATE OR REPLACE TEMP VIEW stream_rows AS
            SELECT gathered.* REPLACE (coalesce(swept.value, {Swept.Field}) AS {Swept.Field}) FROM gathered LEFT JOIN swept ON swept.row = gathered.rowid
            """);

    /// <summary>What a sweep looks back at beside the gathered events: the same sellers' stored events that stay. Null where nothing is swept.</summary>
    public string? Context => Swept is null
        ? null
        : $"""
          UNION ALL
          SELECT -1, subject, known_from, known_until, "at", tie, {Swept.Columns} FROM {Table(stream, "seller")}
          WHERE subject IN (SELECT seller_no FROM gathered) AND tie NOT IN (FROM replaced)
          """;

    /// <summary>Makes the session's view <c>subject_rows</c>: the rows of one kind of subject, in no order.</summary>
    public Sql RowsOf(string subject) => new(
        $"{Table(stream, subject)}: rows",
        $"""
        CREATE OR REPLACE TEMP VIEW {SubjectRows} AS
        SELECT {subject}_no AS subject, "at", tie, known_from, known_until, {Values} FROM stream_rows WHERE {subject}_no IS NOT NULL
        """);

    /// <summary>The columns of <c>subject_rows</c> after the subject, and how wide they are.</summary>
    public IReadOnlyList<(string Name, int Width)> RowColumns =>
    [
        .. ((string[])["at", "tie", "known_from", "known_until"]).Select(c => (c, sizeof(long))),
        .. stream.Fields.Select(f => (f.Name, f.Kind == FieldKind.Code ? sizeof(byte) : sizeof(long))), .. Beside.Select(b => (b, sizeof(double))),
    ];

    /// <summary>The columns of the sorted table after its leading ones, as both parts have them, and the tie.</summary>
    public IReadOnlyList<MergedColumn> Merged =>
    [
        .. stream.Fields.Select(MergedColumn.Of), .. Keys.Select(k => new MergedColumn($"{k.Name}_hash", k.Name, FieldKind.Number)),
        .. Beside.Select(b => new MergedColumn(b, b, FieldKind.Number)), new("tie", "tie", FieldKind.Number),
    ];

    /// <summary>Appends what was read to the events that came since.</summary>
    public Sql AppendFresh(string subject) => new(
        $"{FreshTable(stream, subject)}: append",
        $"""INSERT INTO {FreshTable(stream, subject)} SELECT {subject}_no, "at", tie, known_from, known_until, {Values} FROM stream_rows WHERE {subject}_no IS NOT NULL""");

    /// <summary>The subjects that have an event which is replaced, or a new one; true where it is a replaced one.</summary>
    public Sql Touched(string subject) => new(
        $"{Table(stream, subject)}: touched subjects",
        $"""
        SELECT subject, bool_or(stood) FROM (
          SELECT DISTINCT subject, true AS stood FROM {Table(stream, subject)} WHERE tie IN (FROM replaced)
          UNION ALL
          SELECT DISTINCT {subject}_no, false FROM stream_rows WHERE {subject}_no IS NOT NULL)
        GROUP BY subject ORDER BY subject
        """);

    /// <summary>Takes the replaced events out of both parts.</summary>
    public IEnumerable<Sql> TakeOut(string subject) => ((string[])[SortedTable(stream, subject), FreshTable(stream, subject)])
        .Select(table => new Sql($"{table}: take replaced events out", $"DELETE FROM {table} WHERE tie IN (FROM replaced)"));

    /// <summary>Brings what is remembered of a stored stream ($1) and kind of subject ($2) up to a run ($3) after changes were appended.</summary>
    public Sql Count(string subject) => new(
        $"{Table(stream, subject)}: count",
        $"""
        UPDATE stored_streams SET run = $3,
          fresh_rows = (SELECT count(*) FROM {FreshTable(stream, subject)}),
          rows = (SELECT count(*) FROM {SortedTable(stream, subject)}) + (SELECT count(*) FROM {FreshTable(stream, subject)}),
          known_to = greatest(known_to, (SELECT max(known_from) FROM stream_rows WHERE {subject}_no IS NOT NULL)),
          has_superseded = has_superseded OR coalesce((SELECT bool_or(known_until <> {OpenTime.Never}) FROM stream_rows WHERE {subject}_no IS NOT NULL), false)
        WHERE stream = $1 AND subject = $2
        """);

    /// <summary>Makes the empty stored tables in place of the former. Without nulls, so that their vectors have no masks.</summary>
    public Sql CreateTables(string subject) => new(
        $"{Table(stream, subject)}: create",
        $"""
        {CreateSorted(subject).Text};
        CREATE OR REPLACE TABLE {FreshTable(stream, subject)} ({FreshColumns});
        CREATE OR REPLACE VIEW {Table(stream, subject)} AS
        SELECT subject, "at", tie, known_from, known_until, {string.Join(", ", Shown)} FROM {SortedTable(stream, subject)}
        UNION ALL
        FROM {FreshTable(stream, subject)}
        """);

    /// <summary>Makes the empty sorted table in place of the former.</summary>
    public Sql CreateSorted(string subject)
    {
        var hashes = Keys.Select(k => $"{Sql.Quote($"{k.Name}_hash")} UBIGINT NOT NULL");
        var columns = stream.Fields.Select(f => $"{Sql.Quote(f.Name)} {TypeOf(f.Kind)} NOT NULL").Concat(hashes).Concat(Doubles).Prepend(Leaders);
        return new Sql($"{SortedTable(stream, subject)}: create", $"CREATE OR REPLACE TABLE {SortedTable(stream, subject)} ({string.Join(", ", columns)})");
    }

    private string FreshColumns => string.Join(
        ", ", stream.Fields.Select(f => $"{Sql.Quote(f.Name)} {(f.Kind == FieldKind.Key ? "UBIGINT" : TypeOf(f.Kind))} NOT NULL").Concat(Doubles).Prepend(Leaders));

    private IEnumerable<string> Doubles => Beside.Select(b => $"{b} DOUBLE NOT NULL");

    private IEnumerable<string> Shown => stream.Fields.Select(f => f.Kind == FieldKind.Key ? $"{Sql.Quote($"{f.Name}_hash")} AS {Sql.Quote(f.Name)}" : Sql.Quote(f.Name)).Concat(Beside);

    // The fields as they are read, keys as hashes, and what stands beside them.
    private string Values => string.Join(", ", stream.Fields.Select(f => Sql.Quote(f.Name)).Concat(Beside));

    private string Gathered(string events)
    {
        var joins = stream.Subjects.Select(s => $"LEFT JOIN (SELECT no, id FROM subjects WHERE kind = '{s}') AS {s}s ON {s}s.id = e.{s}_id");
        return $"""
            CREATE OR REPLACE TEMP TABLE gathered AS
            SELECT {string.Join(", ", stream.Subjects.Select(s => $"{s}s.no AS {s}_no"))}, "at", tie, known_from, known_until,
              {string.Join(", ", stream.Fields.Select(Stored).Concat(Beside.Select(b => $"coalesce(e.{b}, 'nan'::DOUBLE) AS {b}")))}
            FROM {events} AS e
            {string.Join("\n", joins)}
            WHERE known_from < known_until AND {string.Join(" + ", stream.Subjects.Select(s => $"coalesce({s}s.no, 0)"))} > 0
            """;
    }

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
