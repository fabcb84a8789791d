using System.Text.RegularExpressions;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>What README.md and docs/ promise: what they say to type works and shows what they show, and their links lead somewhere.</summary>
public sealed partial class DocumentsTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    public static TheoryData<string> WithCommands => [.. Document.All.Where(d => d.Blocks.Any(IsTyped)).Select(d => d.Path)];

    [Theory]
    [MemberData(nameof(WithCommands))]
    public async Task What_a_document_says_to_type_works_in_its_order_and_shows_what_it_shows(string path)
    {
        using var folder = new TestFolder();
        File.CreateSymbolicLink(folder["assay"], App.File);
        demo.CopyTo(folder.Path);
        await WriteExport(folder);
        var ids = await Ids(folder);
        var shown = "";
        foreach (var block in Document.All.Single(d => d.Path == path).Blocks)
        {
            if (IsTyped(block))
            {
                shown = await Type(folder, block, ids);
            }
            else if (block is { Kind: "text" } && shown.Length > 0)
            {
                Assert.All(block.Lines, line => Assert.Contains(OneSpace(line), shown));
            }
            else if (block.Kind == "curl")
            {
                // A server answers it, in GateTests.
                shown = "";
            }
            else if (block.File.Length > 0)
            {
                await File.WriteAllLinesAsync(folder[block.File], block.Lines, TestContext.Current.CancellationToken);
            }
        }
    }

    [Fact]
    public void Links_between_documents_lead_somewhere() => Assert.Empty(
        from document in Document.All
        from link in document.Links
        let parts = link.Split('#')
        let target = parts[0].Length == 0 ? document.Path : Path.GetRelativePath(ScriptTests.Root(), Path.Combine(ScriptTests.Root(), Path.GetDirectoryName(document.Path)!, parts[0]))
        let isThere = Path.Exists(Path.Combine(ScriptTests.Root(), target))
        let hasAnchor = parts.Length == 1 || Document.All.Any(d => d.Path == target && d.Anchors.Contains(parts[1]))
        where !isThere || !hasAnchor
        select $"{document.Path} links to {link}, which is not there");

    [Fact]
    public void The_picture_of_the_demo_shows_what_the_demo_prints()
    {
        var picture = System.Xml.Linq.XDocument.Load(Path.Combine(ScriptTests.Root(), "docs", "demo.svg"));
        var printed = OneSpace(demo.Ran.Output);

        var texts = picture.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();

        Assert.True(texts.Count > 50);
        Assert.All(texts.Where(t => t != "$ ./assay demo" && !t.Contains('─') && !Measured().IsMatch(t)), t => Assert.Contains(OneSpace(t), printed));
    }

    private static bool IsTyped(Block block) => block.Kind == "sh" && block.Lines.Any(IsTyped);

    // These tests are what ./assay test runs.
    private static bool IsTyped(string line) => !line.StartsWith("./assay test", StringComparison.Ordinal);

    private static async Task<string> Type(TestFolder folder, Block block, Dictionary<string, string> ids)
    {
        var shown = "";
        foreach (var line in block.Lines.Where(IsTyped))
        {
            var typed = Placeholder().Replace(line, m => ids[m.Value]);
            var outcome = await App.Finish(folder.Start("/bin/bash", "-c", typed));
            var expected = ExitCode().Match(line) is { Success: true } said ? int.Parse(said.Groups["code"].Value) : 0;
            Assert.True(outcome.ExitCode == expected, $"{typed}\n{outcome}");
            shown += OneSpace(outcome.Output);
        }

        return shown;
    }

    // A marketplace's own files: the demo's, with names of their own.
    private static async Task WriteExport(TestFolder folder)
    {
        Directory.CreateDirectory(folder["export"]);
        await Rename(folder["demo-data/feeds/sellers.csv"], folder["export/shops.csv"], ("seller_id", "shop_id"), ("registered_at", "created_at"));
        await Rename(folder["demo-data/feeds/listings/part-01.csv"], folder["export/items.csv"], ("seller_id", "shop_id"));
    }

    private static async Task Rename(string from, string to, params (string Ours, string Theirs)[] names)
    {
        var lines = await File.ReadAllLinesAsync(from);
        lines[0] = string.Join(',', lines[0].Split(',').Select(n => names.FirstOrDefault(p => p.Ours == n).Theirs ?? n));
        await File.WriteAllLinesAsync(to, lines);
    }

    private static async Task<Dictionary<string, string>> Ids(TestFolder folder)
    {
        var found = await folder.Run("sql", "SELECT listing_id, seller_id FROM decisions ORDER BY margin DESC LIMIT 1", "--json", "--data", "demo-data");
        var ids = Id().Matches(found.Output);
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["LISTING"] = ids[0].Groups["id"].Value, ["SELLER"] = ids[1].Groups["id"].Value };
    }

    private static string OneSpace(string text) => Spaces().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b(LISTING|SELLER)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [GeneratedRegex("# exit code (?<code>[0-9]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ExitCode();

    [GeneratedRegex("_id\":\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[\d.]+ s$|/s$")]
    private static partial Regex Measured();
}
