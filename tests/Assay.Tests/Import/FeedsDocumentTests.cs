using System.Text;
using System.Text.RegularExpressions;
using Assay.Import;
using Assay.Tests.Conventions;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Import;

/// <summary>What docs/feeds.md promises.</summary>
public sealed partial class FeedsDocumentTests
{
    private const string Mark = "<!-- The rest is written by a test from the contract in the code: ASSAY_UPDATE_GOLDEN=1 ./assay test FeedsDocument -->\n";

    private static string DocumentPath => Path.Combine(Repository.Root, "docs", "feeds.md");

    [Fact]
    public void Its_tables_are_the_contract()
    {
        var text = File.ReadAllText(DocumentPath);
        var at = text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        var expected = text[..at] + Tables();
        if (Golden.Update)
        {
            File.WriteAllText(DocumentPath, expected);
        }

        Assert.True(at >= Mark.Length, "docs/feeds.md has lost the line above its tables.");
        Assert.Equal(expected, File.ReadAllText(DocumentPath));
    }

    [Fact]
    public void Its_map_imports_its_export_with_the_result_it_shows()
    {
        using var folder = new TestFolder();
        var blocks = Blocks().ToList();
        foreach (var block in blocks.Where(b => b.Name.Length > 0))
        {
            folder.Write(block.Name, block.Text);
        }

        var summary = folder.Import(folder["verkauf"], FeedMap.Read(folder["map.yaml"]).Require());
        var said = new StringBuilder();
        foreach (var file in summary.Files.OrderByDescending(f => f.File.Feed.Name))
        {
            said.Append($"{file.File.Feed.Name}: {file.Read} rows, {file.Imported} imported, {file.Unchanged} unchanged, {file.Rejected} rejected\n");
        }

        var example = summary.Files.Select(f => f.Example).OfType<Reject>().Single();
        said.Append($"rejected: line {example.Line}, {example.Column}: got {example.Got}; expected {example.Expected}\n");
        Assert.Equal(blocks.Single(b => b.Kind == "result").Text, said.ToString());
        Assert.All(summary.Files, f => Assert.Empty(f.UnknownColumns));
        using var data = folder.Open();
        Assert.Equal("1019.9000 at 2025-10-24 21:30:00", data.Warehouse.Word(new Sql("test", "SELECT amount || ' at ' || ordered_at FROM orders WHERE order_id = 'B1'")));
    }

    [Fact]
    public void Its_queries_run()
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        foreach (var block in Blocks().Where(b => b.Kind == "sql"))
        {
            using var rows = data.Warehouse.Query(new Sql("docs/feeds.md", block.Text));
        }
    }

    [Theory]
    [InlineData("2025-10-26 02:30:00", "2025-10-26 01:30:00")]
    [InlineData("2026-03-29 02:30:00", "2026-03-29 01:30:00")]
    public void A_local_time_that_comes_twice_or_never_is_read_as_it_says(string local, string expected)
    {
        using var folder = new TestFolder();
        folder.Write("in/buyers.csv", $"buyer_id,registered_at\n1,{local}\n");
        folder.Import(folder["in"], FeedMap.Read(folder.Write("map.yaml", "time_zone: Europe/Berlin")).Require());
        using var data = folder.Open();
        Assert.Equal(expected, data.Warehouse.Word(new Sql("test", "SELECT registered_at::VARCHAR FROM buyers")));
    }

    private static IEnumerable<(string Kind, string Name, string Text)> Blocks() =>
        Fence().Matches(File.ReadAllText(DocumentPath)).Select(m => (m.Groups["kind"].Value, m.Groups["name"].Value, m.Groups["text"].Value));

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var feed in Contract.Feeds)
        {
            text.Append($"\n### {feed.Name}\n\nKey: {Code(feed.Key)}{(feed.KeyElse.Count > 0 ? $", or {Code(feed.KeyElse)} where it is missing" : "")}. ");
            text.Append(feed.IsRequired ? "Required.\n\n" : $"Without it: {feed.WithoutIt}.\n\n");
            text.Append("| column | | holds |\n|---|---|---|\n");
            foreach (var column in feed.Columns)
            {
                var holds = column.Choices.Count > 0 ? $"one of {Code(column.Choices)}" : column.Expected;
                var from = column.KnownFrom is { } other && other != column.Name ? $"; known from `{other}`" : "";
                text.Append($"| `{column.Name}` | {(column.IsOptional ? "" : "required")} | {holds}{from} |\n");
            }
        }

        return text.ToString();
    }

    private static string Code(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"`{n}`"));

    [GeneratedRegex(@"^```(?<kind>\w+) ?(?<name>\S*)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
