using System.Diagnostics;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>A disk that fills up during an import: a clear sentence, nothing lost, and the same import goes through once there is room.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_limit_on_the_size_of_files_stops_the_import_and_nothing_is_lost()
    {
        using var folder = new FeedFolder().Fill(60_000);
        folder.Write("small/listings.csv", "id,seller_id,title,price,created_at", 10, i => $"l{i},s1,before,5 USD,2026-01-01");
        await Both(folder, folder["limited"], data => ImportWithin(4096, folder.Feeds, data));
    }

    [Theory]
    [InlineData(".csv.gz", 0)]
    [InlineData(".csv.gz", 1)]
    [InlineData(".csv", 3)]
    [InlineData(".jsonld", 0)]
    public async Task A_limit_on_the_size_of_files_is_a_full_disk_wherever_a_feed_is_written_out(string extension, int stray)
    {
        using var folder = new FeedFolder();
        var name = extension == ".jsonld" ? "epcis" : "listings";
        // Some 5 MB, in blocks that end within or after the limit; a stray quote makes Assay write a text file out once more.
        folder.Write($"feeds/{name}{extension}", extension == ".jsonld" ? null : "id,seller_id,title,price,created_at", 50_000, i => extension == ".jsonld"
            ? Event(i)
            : $"l{i},s1,{(stray == 3 && i == 9 ? "\"" : "")}{new string('t', 70 + stray)} {i},5 USD,2026-01-01");
        if (extension.EndsWith(".gz", StringComparison.Ordinal))
        {
            Pack(folder[$"feeds/{name}{extension}"]);
        }

        var ran = await ImportWithin(3500, folder.Feeds, folder["data"]);

        Assert.True(ran.ExitCode == 1, ran.ToString());
        Assert.Contains($"The disk is full: {name}{extension} could not be taken in, and left nothing behind", ran.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["data/spill"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["data/rejected"]));
    }

    [Fact]
    public async Task A_full_disk_stops_the_import_and_nothing_is_lost()
    {
        using var folder = new FeedFolder().Fill(60_000);
        folder.Write("small/listings.csv", "id,seller_id,title,price,created_at", 10, i => $"l{i},s1,before,5 USD,2026-01-01");
        var disk = Directory.CreateDirectory(folder["disk"]).FullName;
        using (var mount = App.Start(new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", "size=80m", "tmpfs", disk])))
        {
            await mount.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(mount.ExitCode == 0, "a file system in memory cannot be mounted here");
        }

        try
        {
            var filler = Path.Combine(disk, "filler");
            await Both(folder, Path.Combine(disk, "data"), async data =>
            {
                await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(disk).AvailableFreeSpace - (4 << 20)], TestContext.Current.CancellationToken);
                var ran = await App.Run("import", folder.Feeds, "--data", data);
                File.Delete(filler);
                return ran;
            });
        }
        finally
        {
            using var unmount = App.Start(new ProcessStartInfo("umount", [disk]));
            await unmount.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string Event(int i) =>
        $$$"""{{{(i == 0 ? "[" : ",")}}}{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":["urn:epc:id:sgtin:0614141.1073{{{i}}}"]}{{{(i == 49_999 ? "]" : "")}}}""";

    private static void Pack(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var packed = new System.IO.Compression.GZipStream(File.Create(path), System.IO.Compression.CompressionLevel.Fastest);
        packed.Write(bytes);
    }

    // bash counts in kB. Ignoring the signal turns it into an error; double mapping would need a larger file in memory.
    private static Task<Ran> ImportWithin(int most, string feeds, string data)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"trap '' XFSZ; ulimit -f {most}; exec \"$0\" \"$@\"", App.File, "import", feeds, "--data", data]);
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return App.Finish(App.Start(start));
    }

    private static async Task Both(FeedFolder folder, string data, Func<string, Task<Ran>> full)
    {
        foreach (var place in new[] { folder["clean"], data })
        {
            Assert.Equal(0, (await App.Run("import", folder["small"], "--data", place)).ExitCode);
        }

        var ran = await full(data);
        Assert.True(ran.ExitCode == 1, ran.Output + ran.Error);
        Assert.Contains("The disk is full", ran.Error, StringComparison.Ordinal);
        Assert.Contains("Free some space and run", ran.Error, StringComparison.Ordinal);
        const string kept = "SELECT count(*) AS n FROM (SELECT title FROM listings UNION ALL SELECT title FROM listings_history) WHERE title = 'before'";
        Assert.Equal("{\"n\":\"10\"}", (await App.Sql(data, kept)).Trim());

        Assert.Equal(3, (await App.Run("import", folder.Feeds, "--data", data)).ExitCode);
        Assert.Equal(3, (await App.Run("import", folder.Feeds, "--data", folder["clean"])).ExitCode);
        Assert.Equal(await App.State(folder["clean"]), await App.State(data));
    }
}
