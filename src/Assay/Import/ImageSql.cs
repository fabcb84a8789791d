namespace Assay.Import;

/// <summary>Which images are named by a path inside the feed's folder, and whether such a path passes a link.</summary>
internal static class ImageSql
{
    /// <summary>True where an image of a value is named by a path.</summary>
    public static string HasPath(FeedColumn column, string value) =>
        $"coalesce(len(list_filter({Each(column, value)}, lambda i: NOT regexp_matches(i, '^(?i:https?):'))) > 0, false)";

    /// <summary>True where an image of a value is a link or lies below one; <paramref name="links"/> is the parameter that names them.</summary>
    public static string PassesLink(FeedColumn column, string value, string links) => $"""
        coalesce(len(list_filter(list_transform({Each(column, value)}, lambda i: {Normal("i")}),
          lambda i: len(list_filter(from_json(CAST({links} AS VARCHAR), '["VARCHAR"]'), lambda l: i = l OR starts_with(i, l || '/'))) > 0)) > 0, false)
        """;

    private static string Each(FeedColumn column, string value) => column.Kind == ColumnKind.Images
        ? $"list_transform(string_split({value}, ','), lambda i: replace(trim(i), '%2C', ','))"
        : $"[trim({value})]";

    // './a/.//b' is 'a/b'.
    private static string Normal(string path) => $@"regexp_replace(regexp_replace({path}, '/(\./|/)+', '/', 'g'), '^(\./)+', '')";
}
