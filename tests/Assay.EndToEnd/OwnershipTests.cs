using Xunit;

namespace Assay.EndToEnd;

public sealed class OwnershipTests
{
    [Fact]
    public async Task A_second_command_is_told_who_holds_the_folder_and_a_killed_owner_holds_nothing()
    {
        using var folder = new FeedFolder().Fill(400);
        using var first = App.Start("import", "orders", "-", "--data", folder["data"]);

        // A pipe holds 64 kB: once this much went through, the import is reading, and it reads after it took the folder.
        var line = new string(' ', 1023) + "\n";
        for (var i = 0; i < 1024; i++)
        {
            await first.StandardInput.WriteAsync(line);
        }

        await first.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
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
}
