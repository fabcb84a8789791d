using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

public sealed class BenchTests
{
    [Fact]
    public async Task A_quick_bench_ends_with_one_object_that_names_ratios_machine_and_versions()
    {
        var start = new ProcessStartInfo(Path.Combine(ScriptTests.Root(), "bench", "run"), "import orders.parquet --quick --json") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var bench = Process.Start(start)!;
        var error = bench.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await bench.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bench.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(bench.ExitCode == 0, await error);
        using var result = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        var root = result.RootElement;
        Assert.Equal("import", root.GetProperty("name").GetString());
        Assert.True(root.GetProperty("ours").GetProperty("orders.parquet").GetDouble() > 0);
        Assert.True(root.GetProperty("peers").GetProperty("duckdb").GetProperty("orders.parquet").GetDouble() > 0);
        Assert.True(root.GetProperty("ratios").GetProperty("duckdb").GetDouble() > 0);
        Assert.False(string.IsNullOrEmpty(root.GetProperty("machine").GetProperty("cpu").GetString()));
        Assert.All(["assay", "duckdb", "dotnet"], name => Assert.Matches(@"^\d+\.\d+\.\d+", root.GetProperty("versions").GetProperty(name).GetString()));
    }
}
