using Xunit;

namespace Assay.EndToEnd;

public sealed class OwnershipTests
{
    [Fact]
    public async Task A_second_command_is_told_who_holds_the_folder_and_a_killed_owner_holds_nothing()
    {
        using var folder = new FeedFolder().Fill(400);
        using var first = await Reading(folder);
        foreach (var command in new string[][] { ["import", folder.Feeds], ["sql", "SELECT 1"] })
        {
            var second = await App.Run([.. command, "--data", folder["data"]]);
            Assert.Equal(1, second.ExitCode);
            Assert.Contains($"{folder["data"]} is held by process {first.Id} (assay import orders -, since ", second.Error, StringComparison.Ordinal);
            Assert.Contains($"stop it with: kill {first.Id}", second.Error, StringComparison.Ordinal);
        }

        first.Kill();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, (await App.Run("import", folder.Feeds, "--data", folder["data"])).ExitCode);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_stop_is_130_and_prompt_although_standard_input_stays_open_and_leaves_nothing(string signal)
    {
        // A shell that starts a job in the background has it ignore this signal, and whatever it starts.
        Assert.SkipWhen(signal == "INT" && IsInterruptIgnored(), "These tests were started where an interrupt is ignored.");
        using var folder = new FeedFolder();
        using var import = await Reading(folder);
        using (var kill = App.Start(new System.Diagnostics.ProcessStartInfo("kill", [$"-{signal}", $"{import.Id}"])))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await import.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, import.ExitCode);
        Assert.Equal("assay: stopped; nothing half-done is left behind\n", await import.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["data/spill"]));
        Assert.Equal("{\"n\":\"0\"}\n", await App.Sql(folder["data"], "SELECT count(*) AS n FROM imports"));
    }

    private static bool IsInterruptIgnored() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToUInt64(ignored[7..].Trim(), 16) & 2) != 0;

    // An import that has taken the folder and reads standard input. A pipe holds 64 kB: once this much went through, it is reading.
    private static async Task<System.Diagnostics.Process> Reading(FeedFolder folder)
    {
        var import = App.Start("import", "orders", "-", "--data", folder["data"]);
        var line = new string(' ', 1023) + "\n";
        for (var i = 0; i < 1024; i++)
        {
            await import.StandardInput.WriteAsync(line);
        }

        await import.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        return import;
    }
}
