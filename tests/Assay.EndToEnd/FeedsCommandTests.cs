using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

public sealed class FeedsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_draft_is_written_once_and_imports_the_files_it_was_drafted_from()
    {
        var export = Path.Combine(folder, "export");
        Directory.CreateDirectory(export);
        await File.WriteAllTextAsync(Path.Combine(export, "kunden.txt"), "Kundennummer;Registriert am;Land\nK1;31.12.2025 18:30;DE\n", TestContext.Current.CancellationToken);
        var map = Path.Combine(folder, "map.yaml");

        var drafted = await App.Run("feeds", "init", Path.Combine(export, "kunden.txt"), "--out", map);
        Assert.True(drafted.ExitCode == 0, drafted.Error);
        Assert.Contains("drafted", drafted.Output, StringComparison.Ordinal);

        var again = await App.Run("feeds", "init", Path.Combine(export, "kunden.txt"), "--out", map);
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);

        var imported = await App.Run("import", export, "--map", map, "--data", Path.Combine(folder, "data"), "--json");
        Assert.True(imported.ExitCode == 0, imported.Output + imported.Error);
        Assert.Equal(1, JsonDocument.Parse(imported.Output).RootElement.GetProperty("files")[0].GetProperty("imported").GetInt32());
    }

    [Fact]
    public async Task The_contract_is_printed_for_people_and_for_programs()
    {
        Assert.Contains("refund_reason", (await App.Run("feeds", "list", "orders")).Output, StringComparison.Ordinal);
        var columns = JsonDocument.Parse((await App.Run("feeds", "list", "orders", "--json")).Output).RootElement.GetProperty("columns");
        Assert.Contains(columns.EnumerateArray(), c => c.GetProperty("name").GetString() == "amount" && c.GetProperty("required").GetBoolean());
        Assert.Equal(22, JsonDocument.Parse((await App.Run("feeds", "list", "--json")).Output).RootElement.GetProperty("feeds").GetArrayLength());
        var wrong = await App.Run("feeds", "list", "order");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("'orders' perhaps", wrong.Error, StringComparison.Ordinal);
    }
}
