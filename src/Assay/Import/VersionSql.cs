using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// The statements that turn freshly loaded rows into versions: the same row again is dropped, another version of a row takes its
/// place in time. Only rows that share a key with another are touched; <see cref="KeyScreen"/> finds their keys.
/// </summary>
internal sealed class VersionSql(Feed feed)
{
    // Where a version stands: among those that were current, among the run's, in the history.
    private const int Current = 0;
    private const int Fresh = 1;
    private const int Former = 2;

    private readonly string columns = string.Join(", ", feed.Columns.Select(c => Sql.Quote(c.Name)).Append("observed_at"));
    private readonly string key = string.Join(", ", KeySql.Parts(feed, Sql.Quote));

    /// <summary>Hashes of keys that new rows (run $1) share with each other or with rows that stand already, out of those that passed the screen.</summary>
    public Sql Touched => new(
        $"{feed.Name}: touched keys",
        $"""
        CREATE OR REPLACE TEMP TABLE touched AS
        SELECT key_hash FROM {feed.Name} WHERE run = $1 AND key_hash IN (FROM {KeyScreen.Candidates}) GROUP BY key_hash HAVING count(*) > 1
        UNION
        SELECT key_hash FROM {feed.Name} WHERE run = $1 AND key_hash IN (FROM {KeyScreen.Known})
        """);

    /// <summary>How many hashes were touched.</summary>
    public static Sql CountTouched { get; } = new("touched keys", "SELECT count(*) FROM touched");

    /// <summary>Drops new rows that stand twice in the file, all but the first.</summary>
    public Sql DropTwins => new(
        $"{feed.Name}: the same row twice",
        $"""
        DELETE FROM {feed.Name} WHERE run = $1 AND rowid IN (
          SELECT unnest(list_sort(list(rowid))[2:]) FROM {feed.Name}
          WHERE run = $1 AND key_hash IN (FROM {KeyScreen.Candidates})
          GROUP BY {columns} HAVING count(*) > 1)
        """);

    /// <summary>
    /// Where earlier runs' rows with the touched keys stand. One narrow column is read for it; the others then only around those rows, which mostly are of late:
    /// 0.1 s rather than 1 s among 20 million.
    /// </summary>
    public IEnumerable<Sql> Locate =>
    [
        new($"{feed.Name}: where versions stand", $"CREATE OR REPLACE TEMP TABLE standing_rows AS SELECT rowid AS stands_at FROM {feed.Name} WHERE run <> $1 AND key_hash IN (FROM touched)"),
        new($"{feed.Name}_history: where versions stand", $"CREATE OR REPLACE TEMP TABLE former_rows AS SELECT rowid AS stands_at FROM {feed.Name}_history WHERE key_hash IN (FROM touched)"),
    ];

    /// <summary>
    /// How many new rows stand already under the same key hash with the same moment: only such can be the same row. Two narrow columns
    /// spare a look at all of them where a file brings new versions alone.
    /// </summary>
    public Sql CountSameMoment(string table) => new(
        $"{feed.Name}: versions of the same moment",
        $"""
        SELECT count(*) FROM (SELECT key_hash, observed_at FROM {feed.Name} WHERE run = $1 AND key_hash IN (FROM touched)) AS fresh
        SEMI JOIN (SELECT key_hash, observed_at FROM {table} WHERE rowid IN (FROM {Rows(table)})) AS standing USING (key_hash, observed_at)
        """);

    /// <summary>
    /// Drops new rows that stand already, word for word. The columns are compared where the hashes met and are no part of the join, which
    /// would hash all of them in all standing rows: 22 s rather than 3 s for 2 million rows among 20 million.
    /// </summary>
    public Sql DropKnown(string table) => new(
        $"{feed.Name}: the same row again",
        $"""
        DELETE FROM {feed.Name} WHERE run = $1 AND rowid IN (
          SELECT fresh.stands_at FROM
            (SELECT {columns}, key_hash, rowid AS stands_at FROM {feed.Name} WHERE run = $1) AS fresh
            JOIN (SELECT {columns}, key_hash FROM {table} WHERE rowid IN (FROM {Rows(table)})) AS standing
            ON fresh.key_hash = standing.key_hash
          WHERE CASE WHEN {Same("fresh", "standing")} THEN true ELSE false END)
        """);

    /// <summary>Gathers every version of the touched keys with the place where it stands.</summary>
    public Sql Gather => new(
        $"{feed.Name}: versions",
        $"""
        CREATE OR REPLACE TEMP TABLE versions AS
        SELECT {columns}, key_hash, rowid AS stands_at, {Current} AS place, NULL::TIMESTAMP AS was_until FROM {feed.Name} WHERE rowid IN (FROM standing_rows)
        UNION ALL
        SELECT {columns}, key_hash, rowid, {Fresh}, NULL FROM {feed.Name} WHERE run = $1 AND key_hash IN (FROM touched)
        UNION ALL
        SELECT {columns}, key_hash, rowid, {Former}, until FROM {feed.Name}_history WHERE rowid IN (FROM former_rows)
        """);

    /// <summary>New rows among the gathered that are no key's only version.</summary>
    public Sql CountReplaced => new(
        $"{feed.Name}: replaced rows",
        $"""
        SELECT coalesce(sum(CASE WHEN known THEN fresh ELSE fresh - 1 END), 0)::BIGINT FROM (
          SELECT count(*) FILTER (place = {Fresh}) AS fresh, count(*) FILTER (place <> {Fresh}) > 0 AS known FROM versions GROUP BY {key}) WHERE fresh > 0
        """);

    /// <summary>
    /// Puts every version in its place: of each key the one observed last is current, ties by the content's digest; the others stand in the
    /// history until their successor was observed. A new row that is current stays where it was loaded: the engine writes a load to the disk as it
    /// comes, and would write all of it once more if one of its rows were taken out again.
    /// </summary>
    public IEnumerable<Sql> Place =>
    [
        new($"{feed.Name}: order versions", $"""
            CREATE OR REPLACE TEMP TABLE moved AS
            SELECT * FROM (
              SELECT *, lead(observed_at) OVER newer AS until, row_number() OVER older = 1 AS is_current FROM (
                SELECT *, CASE WHEN count(*) OVER (PARTITION BY {key}, observed_at) > 1 THEN {Digest} END AS digest FROM versions)
              WINDOW newer AS (PARTITION BY {key} ORDER BY observed_at, digest), older AS (PARTITION BY {key} ORDER BY observed_at DESC, digest DESC))
            WHERE is_current <> (place <> {Former}) OR until IS DISTINCT FROM was_until
            """),
        new($"{feed.Name}: take versions out", $"DELETE FROM {feed.Name} WHERE rowid IN (SELECT stands_at FROM moved WHERE place <> {Former})"),
        new($"{feed.Name}_history: take versions out", $"DELETE FROM {feed.Name}_history WHERE rowid IN (SELECT stands_at FROM moved WHERE place = {Former})"),
        new($"{feed.Name}: current versions", $"INSERT INTO {feed.Name} SELECT {columns}, key_hash, $1 FROM moved WHERE is_current"),
        new($"{feed.Name}: former versions", $"INSERT INTO {feed.Name}_history SELECT {columns}, key_hash, $1, until FROM moved WHERE NOT is_current"),
        new("drop versions", "DROP TABLE versions; DROP TABLE moved; DROP TABLE standing_rows; DROP TABLE former_rows"),
    ];

    private string Rows(string table) => table == feed.Name ? "standing_rows" : "former_rows";

    // JSON tells a null from the word, and quotes what could run together.
    private string Digest =>
        $"md5(CAST(to_json({{{string.Join(", ", feed.Columns.Select(c => $"'{c.Name}': {Sql.Quote(c.Name)}"))}}}) AS VARCHAR))";

    private string Same(string left, string right) => string.Join(
        " AND ",
        feed.Columns.Select(c => Sql.Quote(c.Name)).Append("observed_at").Select(c => $"{left}.{c} IS NOT DISTINCT FROM {right}.{c}"));
}
