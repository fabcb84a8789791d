using System.Text;
using Assay.Monitor.Gate;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Monitor.Gate;

public sealed class VerdictLogTests : IDisposable
{
    private static readonly Sql Screenings = new("test", "SELECT verdict_id, count(*) FROM screenings GROUP BY ALL ORDER BY ALL");

    private readonly TestFolder folder = new();

    [Fact]
    public async Task A_segment_that_a_crash_kept_from_being_removed_is_folded_once()
    {
        using var data = folder.Open();
        await using var log = VerdictLog.Open(folder["data"], FixedClock.Default).Require();
        Assert.Null(await log.KeepDurably(Line("a")));
        var segment = Assert.Single(log.Seal());
        var bytes = await File.ReadAllBytesAsync(segment.Path, TestContext.Current.CancellationToken);
        Assert.Equal(1, new FoldVerdicts(data).Run(log, default));

        await File.WriteAllBytesAsync(segment.Path, bytes, TestContext.Current.CancellationToken);
        Assert.Null(await log.KeepDurably(Line("b")));

        Assert.Equal(1, new FoldVerdicts(data).Run(log, default));
        Assert.Equal([["a", "1"], ["b", "1"]], data.Warehouse.Table(Screenings));
        Assert.False(log.HasLines);
    }

    [Fact]
    public async Task What_need_not_be_durable_is_on_the_disk_when_the_log_closes()
    {
        using var data = folder.Open();
        await using (var log = VerdictLog.Open(folder["data"], TimeProvider.System).Require())
        {
            Assert.All(Enumerable.Range(0, 5_000), i => Assert.True(log.Keep(Line($"v{i:D5}").Span)));
        }

        await using var again = VerdictLog.Open(folder["data"], TimeProvider.System).Require();
        Assert.Equal(5_000, new FoldVerdicts(data).Run(again, default));
    }

    [Fact]
    public async Task A_key_is_answered_the_same_also_after_a_restart_and_another_body_is_told_apart()
    {
        using var data = folder.Open();
        var digest = KeptAnswers.DigestOf("{}"u8, "Internal");
        await using (var log = VerdictLog.Open(folder["data"], FixedClock.Default).Require())
        {
            await log.KeepDurably(Encoding.UTF8.GetBytes($$"""{"idempotency_key":"k","body":"{{digest}}","answer":"{\"é\":\"…\"}","id":"a","answered_at":"2026-07-01T00:00:00.000001Z"}""" + "\n"));
            new FoldVerdicts(data).Run(log, default);
        }

        using var answers = new KeptAnswers(folder.Path, FixedClock.Default, mostKeys: 3);
        Assert.Equal(KeyState.NotReady, answers.Take("k", digest, out _));
        answers.Load(data.Warehouse, default);
        Assert.Equal(KeyState.Answered, answers.Take("k", digest, out var answer));
        Assert.Equal("{\"é\":\"…\"}", Encoding.UTF8.GetString(answer));
        Assert.Equal(KeyState.Another, answers.Take("k", KeptAnswers.DigestOf("{ }"u8, "Internal"), out _));
        Assert.Equal(KeyState.Another, answers.Take("k", KeptAnswers.DigestOf("{}"u8, "Seller"), out _));

        Assert.Equal(KeyState.New, answers.Take("k2", digest, out _));
        Assert.Equal(KeyState.InFlight, answers.Take("k2", digest, out _));
        answers.GiveBack("k2");
        Assert.Equal(KeyState.New, answers.Take("k2", digest, out _));
        answers.Keep("k2", digest, "two"u8);
        Assert.Equal(KeyState.Answered, answers.Take("k2", digest, out answer));
        Assert.Equal("two"u8, answer);
        Assert.Equal(KeyState.New, answers.Take("k3", digest, out _));
        Assert.Equal(KeyState.Full, answers.Take("k4", digest, out _));
    }

    public void Dispose() => folder.Dispose();

    private static ReadOnlyMemory<byte> Line(string id) => Encoding.UTF8.GetBytes(
        $$"""{"id":"{{id}}","listing_id":"l1","seller_id":"s1","verdict":"allow","rule":"below-0.30","score":1.5,"probability":0.015,"margin":-4.2,"base":-4.2,"reasons":[],"rest":0,"looked_at":[],"not_looked_at":[],"versions":{},"answered_at":"2026-07-01T00:00:00.000001Z"}""" + "\n");
}
