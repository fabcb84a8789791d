using System.Net;
using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>A disk that fills up while the gate is open: what must be durable is refused, the rest is answered and says so, and both go on when there is room.</summary>
public sealed class GateFullDiskTests
{
    [Fact(Timeout = 180_000)]
    public async Task A_full_disk_refuses_what_must_be_durable_and_answers_the_rest_until_there_is_room()
    {
        using var folder = new TestFolder();
        var disk = Directory.CreateDirectory(folder["disk"]).FullName;
        using (var mount = folder.Start("mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", disk))
        {
            await mount.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(mount.ExitCode == 0, "a file system in memory cannot be mounted here");
        }

        try
        {
            await FillAndFree(disk, TestContext.Current.CancellationToken);
        }
        finally
        {
            using var unmount = folder.Start("umount", disk);
            await unmount.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task FillAndFree(string disk, CancellationToken stop)
    {
        var (data, filler) = (Path.Combine(disk, "data"), Path.Combine(disk, "filler"));
        using var gate = await GateServer.Start(data, stop);
        Assert.Equal(HttpStatusCode.OK, await Durable(gate, "l1", stop));
        await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(disk).AvailableFreeSpace - (1 << 20)], stop);

        Assert.Equal(HttpStatusCode.InsufficientStorage, await Durable(gate, "l2", stop));
        using (var answer = await gate.Post(GateServer.Listing("l3"), stop: stop))
        {
            using var verdict = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop));
            Assert.Equal((HttpStatusCode.OK, false), (answer.StatusCode, verdict.RootElement.GetProperty("durable").GetBoolean()));
            Assert.Equal("the disk takes nothing at present", verdict.RootElement.GetProperty("not_kept").GetString());
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gate.Client.GetAsync("/health/ready", stop)).StatusCode);
        File.Delete(filler);
        while (await Durable(gate, "l4", stop) != HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        string kept;
        do
        {
            kept = await App.Sql(data, "SELECT string_agg(DISTINCT listing_id, ' ' ORDER BY listing_id) AS l FROM screenings");
        }
        while (!kept.Contains("l4", StringComparison.Ordinal) || !kept.Contains("l3", StringComparison.Ordinal));

        Assert.Contains("\"l1 l3 l4\"", kept, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Durable(GateServer gate, string listing, CancellationToken stop)
    {
        using var answer = await gate.Post(GateServer.Listing(listing), durable: true, stop: stop);
        return answer.StatusCode;
    }
}
