using System.Buffers;
using System.Text;
using Assay.Monitor.Gate;

namespace Assay.Bench.Gate;

/// <summary>What a verdict costs without HTTP, step by step, on one thread: microseconds of the processor a listing.</summary>
internal sealed class GateSteps(OpenGate gate, IReadOnlyList<string> bodies)
{
    private readonly ArrayBufferWriter<byte> buffer = new(1 << 14);

    /// <summary>Measures reading, judging check by check, and writing.</summary>
    public void Run(BenchRun run, BenchResult result)
    {
        var rounds = run.Quick ? 2 : 25;
        var bytes = bodies.Select(b => Encoding.UTF8.GetBytes(b)).ToList();
        var offers = bytes.Select(b => Read(b)).ToList();
        var verdicts = offers.Select(o => Judge(o)).ToList();
        Step(result, "read", rounds, bytes, b => Read(b));
        foreach (var check in GateChecks.All)
        {
            Step(result, $"check/{check.Name}", rounds, offers.Select(Ready).ToList(), f => check.Look(f));
        }

        Step(result, "judge", rounds, offers, o => Judge(o));
        Step(result, "write", rounds, verdicts, Write);
    }

    private static OfferedListing Read(byte[] body) => new ReadListing(ContractCodes.BuiltIn, DateTime.UtcNow.AddDays(1)).Run(body).Require();

    private GateFacts Ready(OfferedListing offer)
    {
        var facts = new GateFacts(offer, gate.Knowledge);
        foreach (var check in GateChecks.All)
        {
            check.Look(facts);
        }

        return facts;
    }

    private Verdict Judge(OfferedListing offer) => gate.Screen.Run(offer, OfferedPictures.None, gate.Knowledge, long.MaxValue, default).AsTask().GetAwaiter().GetResult();

    private void Write(Verdict verdict)
    {
        buffer.ResetWrittenCount();
        VerdictJson.Write(verdict, GateAudience.Internal, Durability.Soon, buffer);
    }

    private static void Step<T>(BenchResult result, string name, int rounds, List<T> all, Action<T> step)
    {
        all.ForEach(step);
        var timing = BenchRun.Time(() =>
        {
            for (var i = 0; i < rounds; i++)
            {
                all.ForEach(step);
            }
        });
        result.Measure($"step_us/{name}", timing.Cpu * 1e6 / rounds / all.Count);
    }
}
