using System.Collections.Concurrent;
using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>A gate that is killed at any moment loses no verdict that it said was durable, keeps none twice, and answers a key as it did before.</summary>
public sealed class GateKillTests
{
    private const int Kills = 8;
    private const int Senders = 6;

    [Fact(Timeout = 300_000)]
    public async Task A_gate_that_was_killed_again_and_again_has_every_durable_verdict_once_and_answers_keys_the_same()
    {
        var stop = TestContext.Current.CancellationToken;
        using var folder = new TestFolder();
        var durable = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var named = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var random = new Random(20260702);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var gate = await GateServer.Start(folder["data"], stop);
            await Repeats(gate, named, stop);
            using var ends = new CancellationTokenSource();
            var sending = Enumerable.Range(0, Senders).Select(s => Send(gate, $"{kill}-{s}", durable, named, ends.Token)).ToList();
            var wanted = durable.Count + 20 + random.Next(200);
            while (durable.Count < wanted)
            {
                await Task.Yield();
            }

            await gate.Kill();
            await ends.CancelAsync();
            await Task.WhenAll(sending);
        }

        using (var last = await GateServer.Start(folder["data"], stop))
        {
            await Repeats(last, named, stop);
            while (Directory.EnumerateFiles(folder["data/verdicts"], "*.log").Any())
            {
                await Task.Yield();
            }
        }

        var rows = (await App.Sql(folder["data"], "SELECT verdict_id, listing_id, count(*)::VARCHAR AS n FROM screenings GROUP BY ALL")).TrimEnd().Split('\n').Select(r => JsonDocument.Parse(r).RootElement).ToList();
        Assert.All(rows, r => Assert.Equal("1", r.GetProperty("n").GetString()));
        var kept = rows.ToDictionary(r => r.GetProperty("verdict_id").GetString()!, r => r.GetProperty("listing_id").GetString()!, StringComparer.Ordinal);
        Assert.All(durable, d => Assert.Equal(d.Value, kept[d.Key]));
        Assert.True(named.Count > Kills);
    }

    // Every third is named, and every fifth need not be durable.
    private static async Task Send(GateServer gate, string sender, ConcurrentDictionary<string, string> durable, ConcurrentDictionary<string, string> named, CancellationToken stop)
    {
        try
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var listing = $"l{sender}-{i}";
                var key = i % 3 == 0 ? listing : null;
                using var answer = await gate.Post(GateServer.Listing(listing), key: key, durable: i % 5 != 0, stop: stop);
                var text = await answer.Content.ReadAsStringAsync(stop);
                Assert.True(answer.IsSuccessStatusCode, text);
                using var verdict = JsonDocument.Parse(text);
                Assert.Equal(i % 5 != 0 || key is not null, verdict.RootElement.GetProperty("durable").GetBoolean());
                if (verdict.RootElement.GetProperty("durable").GetBoolean())
                {
                    durable[verdict.RootElement.GetProperty("id").GetString()!] = listing;
                }

                if (key is not null)
                {
                    named[key] = text;
                }
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or IOException)
        {
            // It was killed.
        }
    }

    private static async Task Repeats(GateServer gate, ConcurrentDictionary<string, string> named, CancellationToken stop)
    {
        foreach (var (key, before) in named.Reverse().Take(40))
        {
            using var answer = await gate.Post(GateServer.Listing(key), key: key, stop: stop);
            Assert.Equal(before, await answer.Content.ReadAsStringAsync(stop));
            Assert.Equal("true", answer.Headers.GetValues("Idempotency-Replayed").Single());
        }
    }
}
