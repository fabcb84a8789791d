using Assay.Screening.Listings;
using Assay.Warehouse;

namespace Assay.Monitor.Gate;

/// <summary>
/// The gate while it is open: what it knows, its log, the answers it keeps. Requests use what it knows at the moment; whoever has the folder brings it up to date beside
/// them.
/// </summary>
public sealed class OpenGate : IAsyncDisposable
{
    // Knowledge that takes a second to load is loaded at most every ten.
    private const int Rest = 9;

    private readonly TimeProvider clock;
    private readonly LoadTextRules rules = new();
    private volatile GateKnowledge knowledge = GateKnowledge.None;
    private volatile bool isReady;
    private string watermark = "";
    private long restUntil;

    private OpenGate(VerdictLog log, KeptAnswers answers, ScreenListing screen, TimeProvider clock)
    {
        Log = log;
        Answers = answers;
        Screen = screen;
        this.clock = clock;
    }

    /// <summary>The log of verdicts.</summary>
    public VerdictLog Log { get; }

    /// <summary>Answers kept for requests that come again.</summary>
    public KeptAnswers Answers { get; }

    /// <summary>Judges listings.</summary>
    public ScreenListing Screen { get; }

    /// <summary>What is known at the moment.</summary>
    public GateKnowledge Knowledge => knowledge;

    /// <summary>True once what the warehouse knows was loaded.</summary>
    public bool IsReady => isReady;

    /// <summary>Opens the gate of a data folder.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="late">Checks that may be late.</param>
    /// <param name="clock">When.</param>
    public static Result<OpenGate> Open(string data, IReadOnlyList<LateCheck> late, TimeProvider clock)
    {
        var log = VerdictLog.Open(data, clock);
        if (!log.Ok)
        {
            return log.Failure;
        }

        var folder = Path.Combine(Path.GetFullPath(data), "verdicts");
        foreach (var left in Directory.EnumerateFiles(folder, "answers-*.part"))
        {
            File.Delete(left);
        }

        return new OpenGate(log.Value, new KeptAnswers(folder, clock), new ScreenListing(late, clock), clock);
    }

    /// <summary>Folds verdicts into the warehouse.</summary>
    public void Fold(DataFolder data, CancellationToken stop)
    {
        if (Log.HasLines)
        {
            new FoldVerdicts(data).Run(Log, stop);
        }

        Answers.Load(data.Warehouse, stop);
    }

    /// <summary>Loads what is known where it changed; requests go on by what was known before.</summary>
    public void Refresh(DataFolder data, CancellationToken stop)
    {
        var load = new LoadKnowledge(data.Warehouse, rules);
        var began = clock.GetTimestamp();
        if (isReady && (began < restUntil || load.Watermark() == watermark))
        {
            return;
        }

        if (!isReady)
        {
            Warm();
        }

        var mark = load.Watermark();
        knowledge = load.Run(stop);
        (watermark, isReady) = (mark, true);
        restUntil = clock.GetTimestamp() + (Rest * (clock.GetTimestamp() - began));
    }

    // The first listing would wait half a second for patterns to be made.
    private void Warm()
    {
        var offer = new OfferedListing("warm", "warm", "ａ 1:1 replica case for para pour ſ", 10_000, "USD");
        var verdict = Screen.Run(offer, OfferedPictures.None, GateKnowledge.None, long.MaxValue, default).AsTask().GetAwaiter().GetResult();
        VerdictJson.Write(verdict, GateAudience.Internal, Durability.Soon, new System.Buffers.ArrayBufferWriter<byte>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        Answers.Dispose();
    }
}
