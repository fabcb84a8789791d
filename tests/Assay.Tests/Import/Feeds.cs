using System.Text.Json;
using Assay.Import;
using Assay.Warehouse;

namespace Assay.Tests.Import;

/// <summary>Short ways to write feeds for a test, to import them and to read back what they became.</summary>
internal static class Feeds
{
    public const string OrdersHeader = "order_id,listing_id,seller_id,buyer_id,quantity,amount,currency,ordered_at\n";

    /// <summary>A good row of <c>orders</c> without its line's end.</summary>
    public static string Order(string id, string amount = "19.90", string buyer = "b1") => $"{id},l1,s1,{buyer},1,{amount},USD,2026-06-01T10:00:00Z";

    /// <summary>Good orders <c>o{from}</c> to <c>o{from + count − 1}</c>, a line each.</summary>
    public static string Orders(int from, int count) => string.Concat(Enumerable.Range(from, count).Select(i => $"{Order($"o{i}")}\n"));

    /// <summary>The same order as a JSON object.</summary>
    public static string JsonOrder(string id) =>
        $$"""{"order_id":"{{id}}","listing_id":"l1","seller_id":"s1","buyer_id":"b1","quantity":1,"amount":19.90,"currency":"USD","ordered_at":"2026-06-01T10:00:00Z"}""";

    /// <summary>Imports the folder <c>feeds</c> below a test's own.</summary>
    public static ImportSummary ImportFeeds(this TestFolder folder, FeedMap? map = null) => folder.Import(folder["feeds"], map);

    /// <summary>Writes one feed file, imports it alone and returns what became of it.</summary>
    public static FileOutcome ImportOne(this TestFolder folder, string name, string text)
    {
        folder.Write($"feeds/{name}", text);
        return folder.ImportFeeds().Files.Single();
    }

    /// <summary>The same for bytes.</summary>
    public static FileOutcome ImportOne(this TestFolder folder, string name, byte[] bytes)
    {
        folder.WriteBytes($"feeds/{name}", bytes);
        return folder.ImportFeeds().Files.Single();
    }

    public static string WriteBytes(this TestFolder folder, string name, byte[] bytes)
    {
        var path = folder.Write(name, "");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The rejected rows that an outcome names.</summary>
    public static List<Rejected> Rejects(this FileOutcome outcome) => outcome.RejectedPath is null
        ? []
        : [.. File.ReadLines(outcome.RejectedPath).Select(l => JsonSerializer.Deserialize<Rejected>(l, JsonSerializerOptions.Web)!)];

    /// <summary>All rows of a query on the test's data folder, values of a row joined by bars.</summary>
    public static List<string> Rows(this TestFolder folder, string sql, params SqlValue[] values)
    {
        using var data = folder.Open();
        return data.Rows(sql, values);
    }

    public static List<string> Rows(this DataFolder data, string sql, params SqlValue[] values) =>
        [.. data.Warehouse.Table(new Sql("test", sql), values).Select(r => string.Join('|', r.Select(v => v ?? "∅")))];
}

/// <summary>A line of a rejected file.</summary>
internal sealed record Rejected(string File, long Line, string? Column, string Got, string Expected);
