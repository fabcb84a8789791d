using System.Diagnostics;
using Xunit;

namespace Assay.EndToEnd;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("ASSAY_UNAME_M", "aarch64")]
    [InlineData("ASSAY_UNAME_S", "Darwin")]
    [InlineData("ASSAY_LIBC", "musl")]
    public async Task A_system_that_cannot_run_Assay_is_refused_in_one_sentence_that_says_what_to_do(string fact, string value)
    {
        var start = new ProcessStartInfo(Path.Combine(Root(), "assay"), "demo") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[fact] = value;
        using var script = Process.Start(start)!;
        var output = script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, script.ExitCode);
        Assert.Empty(await output);
        Assert.Matches($@"\Aassay: this is [^\n]*{value}[^\n]*Containerfile[^\n]*linux/amd64[^\n]*\.\n\z", error);
    }

    [Fact]
    public async Task A_closed_standard_input_is_an_empty_one()
    {
        using var folder = new TestFolder();
        var ran = await App.Finish(folder.Start("/bin/bash", "-c", "exec \"$0\" sql - <&-", Path.Combine(Root(), "assay")));

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("No query came", ran.Error, StringComparison.Ordinal);
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No Assay.slnx above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
