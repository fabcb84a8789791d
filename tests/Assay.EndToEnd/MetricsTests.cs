using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

public sealed class MetricsTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    [Fact]
    public async Task Every_instruction_set_gives_the_same_metrics_to_the_last_digit()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        string? first = null;
        foreach (var off in new[] { "none", "DOTNET_EnableAVX512F", "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic" })
        {
            var start = new ProcessStartInfo(App.File, ["export", off, "--data", "demo-data"]) { WorkingDirectory = folder.Path };
            start.Environment[off] = "0";
            var ran = await App.Finish(App.Start(start));
            Assert.True(ran.ExitCode == 0, ran.Error);
            var metrics = string.Concat(new[] { "seller", "listing", "buyer" }.Select(s => File.ReadAllText(folder[$"{off}/{s}_metrics.csv"])));
            first ??= metrics;
            Assert.True(first == metrics, $"{off}=0 gives other metrics");
        }
    }

    [Fact]
    public async Task The_list_has_what_a_program_needs_of_every_metric()
    {
        using var folder = new TestFolder();
        var ran = await folder.Run("metrics", "list", "--json");
        using var list = JsonDocument.Parse(ran.Output);
        Assert.InRange(list.RootElement.GetArrayLength(), 600, int.MaxValue);
        Assert.All(list.RootElement.EnumerateArray(), metric => Assert.All(
            new[] { "id", "definition", "subject", "family", "unit", "sentence" },
            name => Assert.False(string.IsNullOrEmpty(metric.GetProperty(name).GetString()))));
    }

    [Fact]
    public async Task A_wrong_file_of_metrics_is_refused_with_file_line_and_what_was_meant()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["mine.yaml"], """
            family: mine
            stream: orders
            metrics:
              - {id: mine, subjects: [seller], where: event = orderd, aggregate: count, windows: [1d], unit: orders, sentence: Mine, why: test}

            """, TestContext.Current.CancellationToken);
        var ran = await folder.Run("metrics", "validate", "mine.yaml");
        Assert.Equal(1, ran.ExitCode);
        Assert.StartsWith("mine.yaml:4: 'orderd' is no value of event; expected 'ordered', or another.\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_beside_a_definition_runs_and_says_what_came_otherwise()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder["mine.yaml"], """
            family: mine
            stream: orders
            metrics:
              - {id: mine, subjects: [seller], where: event = ordered, aggregate: count, windows: [1d], unit: orders, sentence: Mine, why: test}
            tests:
              - name: one order
                subject: seller
                at: 2026-06-30T12:00:00Z
                events: [{stream: orders, at: -1h, event: ordered}]
                expect: {mine_1d: 2}

            """, TestContext.Current.CancellationToken);
        var ran = await folder.Run("metrics", "test", "mine.yaml");
        Assert.Equal(1, ran.ExitCode);
        Assert.Equal("mine.yaml:6: one order: mine_1d is 1; expected 2\n", ran.Error);
        Assert.EndsWith(" 1 failed\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_that_there_is_not_is_told_with_the_one_that_was_perhaps_meant()
    {
        using var folder = new TestFolder();
        var ran = await folder.Run("metrics", "show", "seller.order");
        Assert.Equal("assay: 'seller.order' is no metric; expected 'seller.orders' perhaps. Type: assay metrics list.\n", ran.Error);
    }
}
