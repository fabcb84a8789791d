using System.Text.RegularExpressions;
using Assay.Tests;
using Xunit;

namespace Assay.EndToEnd;

public sealed partial class DemoTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Fact]
    public void A_demo_in_an_empty_folder_shows_the_market_its_decisions_its_sellers_its_stages_and_what_to_type_next()
    {
        Assert.True(demo.Ran.ExitCode == 0, demo.Ran.ToString());
        Golden.Matches(Masked(demo.Ran.Output), "demo-small.txt");
    }

    [Fact]
    public void Piped_output_has_no_escape_codes_and_no_moving_bars() => Assert.DoesNotContain('\e', demo.Ran.Output + demo.Ran.Error);

    [Fact]
    public async Task A_second_demo_into_the_same_folder_replaces_it()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        await File.WriteAllTextAsync(folder["demo-data/rejected/views-old.jsonl"], "{}\n", TestContext.Current.CancellationToken);

        var second = await folder.Run("demo", "--seed", "2");

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Contains("A sample market from seed 2", second.Output);
        Assert.Empty(Directory.GetFiles(folder["demo-data/rejected"]));
        var sellers = await folder.Run("sql", "SELECT count(*) AS n FROM sellers", "--data", "demo-data", "--json");
        Assert.Equal("{\"n\":\"618\"}\n", sellers.Output);
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_refused_and_left_as_it_is()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["letters.txt"], "dear", TestContext.Current.CancellationToken);

        var refused = await folder.Run("demo", "--data", ".");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("assay: . holds 'letters.txt', which no demo made; expected an empty folder, or one that a demo made. Name another with --data.\n", refused.Error);
        Assert.Equal([folder["letters.txt"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_warehouse_that_no_demo_made_is_refused_and_left_as_it_is()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        File.Delete(folder["demo-data/made-by-assay-demo"]);
        var before = await File.ReadAllBytesAsync(folder["demo-data/assay.duckdb"], TestContext.Current.CancellationToken);

        var refused = await folder.Run("demo");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder["demo-data/assay.duckdb"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_size_that_there_is_not_is_wrong_usage_and_the_choices_are_named()
    {
        using var folder = new TestFolder();

        var misunderstood = await folder.Run("demo", "--size", "tiny");

        Assert.Equal(2, misunderstood.ExitCode);
        Assert.All(new[] { "tiny", "small", "medium", "large" }, word => Assert.Contains(word, misunderstood.Error, StringComparison.OrdinalIgnoreCase));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Of_two_demos_at_once_the_second_is_told_who_holds_the_folder()
    {
        using var folder = new TestFolder();
        var first = folder.Start(App.File, "demo");
        var id = first.Id;
        // The first has the folder once it says what it makes; this line comes after it took the folder.
        Assert.NotNull(await first.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
        var second = await folder.Run("demo");
        var ended = await App.Finish(first);

        Assert.Equal(1, second.ExitCode);
        Assert.Matches($@"\Aassay: .*demo-data is held by process {id} \(assay demo, since [^)]+\); expected [^\n]+\n\z", second.Error);
        Assert.True(ended.ExitCode == 0, ended.ToString());
    }

    // Times and rates differ from run to run, and with them the width of their table.
    private static string Masked(string text) => string.Concat(text.TrimEnd('\n').Split('\n')
        .Select(line => Rule().Replace(StageHead().Replace(Stage().Replace(line.TrimEnd(), "  ${stage}   TIME   RATE"), "  stage   time   rate"), "───") + "\n"));

    [GeneratedRegex(@"^  (?<stage>make market|import|sort|products|scan|trace) +[\d.]+ s +[\d.]+( [kM])? (rows|listings|parcels)/s$", RegexOptions.ExplicitCapture)]
    private static partial Regex Stage();

    [GeneratedRegex(@"^  stage +time +rate$")]
    private static partial Regex StageHead();

    [GeneratedRegex("^─+$")]
    private static partial Regex Rule();
}
