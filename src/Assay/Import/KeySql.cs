namespace Assay.Import;

/// <summary>How rows of a feed are recognised as versions of one another.</summary>
internal static class KeySql
{
    /// <summary>SQL that hashes a row's key; equal keys have equal hashes.</summary>
    public static string Hash(Feed feed, Func<string, string> column) => $"hash({string.Join(", ", Parts(feed, column))})";

    /// <summary>The parts of a row's key. An outcome without an id of its own is known by whom it is about and when.</summary>
    public static IEnumerable<string> Parts(Feed feed, Func<string, string> column) =>
        feed.KeyElse.Count == 0
            ? feed.Key.Select(column)
            : feed.Key.Select(column).Concat(feed.KeyElse.Select(k => $"CASE WHEN {column(feed.Key[0])} IS NULL THEN {column(k)} END"));
}
