using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// The views that streams read: <c>FEED_known</c>, a feed's current and former versions, each with the time in which it was the one known, and <c>FEED_read</c>,
/// those whose events are put together. Both hold everything, or what is needed for what changed.
/// </summary>
internal static class ReadSql
{
    /// <summary>Everything that was known of a feed; versions that never were are left out.</summary>
    public static Sql AllKnown(string feed) => new($"{feed}: known versions", $"CREATE OR REPLACE TEMP VIEW {feed}_known AS {Versions(feed, "true")}");

    /// <summary>Those of a feed's versions that the rows which are read look up.</summary>
    public static Sql NeededKnown(LookUp lookUp) => new(
        $"{lookUp.Feed}: needed versions",
        $"""
        CREATE OR REPLACE TEMP TABLE {lookUp.Feed}_needed AS {Versions(lookUp.Feed, lookUp.Needed!)};
        CREATE OR REPLACE TEMP VIEW {lookUp.Feed}_known AS FROM {lookUp.Feed}_needed
        """);

    /// <summary>All rows of the driving feed become events.</summary>
    public static Sql ReadAll(StreamSource source) => new($"{source.Driving}: all rows", $"CREATE OR REPLACE TEMP VIEW {source.Driving}_read AS FROM {source.Driving}_known");

    /// <summary>
    /// The versions of the rows in <c>affected</c> become events; <c>replaced</c> has the ties of all that these rows ever became. Where they stand is found in one narrow
    /// column, and the others are read only around there: what changed was imported last, and so stands at the end.
    /// </summary>
    public static Sql ReadChanged(StreamSource source) => new(
        $"{source.Driving}: changed rows",
        $"""
        CREATE OR REPLACE TEMP TABLE current_rows AS SELECT rowid AS stands_at FROM {source.Driving} WHERE key_hash IN (FROM affected);
        CREATE OR REPLACE TEMP TABLE former_rows AS SELECT rowid AS stands_at FROM {source.Driving}_history WHERE key_hash IN (FROM affected);
        CREATE OR REPLACE TEMP TABLE {source.Driving}_changed AS {Versions(source.Driving, "rowid IN (FROM current_rows)", "rowid IN (FROM former_rows)")};
        CREATE OR REPLACE TEMP VIEW {source.Driving}_read AS FROM {source.Driving}_changed;
        CREATE OR REPLACE TEMP TABLE replaced AS
        SELECT DISTINCT {source.Tie} AS tie FROM (
          SELECT *, CAST(unnest(range(1, {source.Events + 1})) AS INTEGER) AS event FROM (
            SELECT * EXCLUDE run FROM {source.Driving} WHERE rowid IN (FROM current_rows)
            UNION ALL
            SELECT * EXCLUDE (run, until) FROM {source.Driving}_history WHERE rowid IN (FROM former_rows)));
        DROP TABLE current_rows; DROP TABLE former_rows
        """);

    private static string Versions(string feed, string needed) => Versions(feed, needed, needed);

    private static string Versions(string feed, string current, string former) =>
        $"""
        SELECT * EXCLUDE (key_hash, run), epoch_us(observed_at) AS known_from, {OpenTime.Never} AS known_until FROM {feed} WHERE {current}
        UNION ALL
        SELECT * EXCLUDE (key_hash, run, until), epoch_us(observed_at), epoch_us(until) FROM {feed}_history WHERE until > observed_at AND {former}
        """;
}
