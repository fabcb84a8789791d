using System.Buffers;

namespace Assay.Monitor.Gate;

/// <summary>
/// Verdicts that are not in the warehouse yet. One that must be durable is on the disk when its task is done, synced together with all others that wait; others are
/// gathered in memory and on the disk a fifth of a second later.
/// </summary>
public sealed class VerdictLog : IAsyncDisposable
{
    private const int MostWaiting = 32 << 20;
    private const int MostInOne = 1 << 20;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly EventLog log;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task flushing;
    private ArrayBufferWriter<byte> waiting = new(1 << 16);
    private ArrayBufferWriter<byte> spare = new(1 << 16);
    private volatile Failure? refusing;

    private VerdictLog(EventLog log, TimeProvider clock)
    {
        this.log = log;
        this.clock = clock;
        flushing = Task.Run(FlushAgainAndAgain);
    }

    /// <summary>Why verdicts cannot be kept at present; null where they are.</summary>
    public Failure? Refusing => refusing;

    /// <summary>Bytes cut off at the opening: a write that a crash left half-done.</summary>
    public long Cut => log.Cut;

    /// <summary>True while there are verdicts on the disk that were not folded.</summary>
    public bool HasLines => log.HasLines;

    /// <summary>Opens the log of a data folder, and repairs what a crash left of it. One process has it open at a time.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="clock">Names segments.</param>
    /// <param name="limits">How large they get; usual ones where null.</param>
    public static Result<VerdictLog> Open(string data, TimeProvider clock, EventLogLimits? limits = null)
    {
        var opened = EventLog.Open(data, "verdicts", clock, limits ?? EventLogLimits.Usual);
        return opened.Ok ? new VerdictLog(opened.Value, clock) : opened.Failure;
    }

    /// <summary>Keeps a line that ends in LF; false where the disk takes nothing and memory for those that wait is used up: it is lost then.</summary>
    public bool Keep(ReadOnlySpan<byte> line)
    {
        lock (gate)
        {
            if (waiting.WrittenCount + line.Length > MostWaiting)
            {
                return false;
            }

            waiting.Write(line);
            return true;
        }
    }

    /// <summary>Keeps lines that end in LF; done when they are on the disk, with a failure where they are not. They are not to be changed until then.</summary>
    public async Task<Failure?> KeepDurably(ReadOnlyMemory<byte> lines)
    {
        var failure = await log.Append(lines);
        refusing = failure;
        return failure;
    }

    /// <summary>Ends the segment that is being appended to, and hands out all that are whole, oldest first.</summary>
    public IReadOnlyList<Segment> Seal() => log.Seal();

    /// <summary>Brings what waits to the disk, as far as it takes it.</summary>
    public async Task Flush()
    {
        ArrayBufferWriter<byte> full;
        lock (gate)
        {
            (full, waiting) = (waiting, spare);
        }

        for (var rest = full.WrittenMemory; rest.Length > 0;)
        {
            var part = rest.Length <= MostInOne ? rest : rest[..(rest.Span[..MostInOne].LastIndexOf((byte)'\n') is >= 0 and var end ? end + 1 : rest.Span.IndexOf((byte)'\n') + 1)];
            while (await KeepDurably(part) is not null)
            {
                if (closing.IsCancellationRequested)
                {
                    return;
                }

                await Task.WhenAny(Task.Delay(AfterFailure, clock, closing.Token));
            }

            rest = rest[part.Length..];
        }

        full.ResetWrittenCount();
        spare = full.Capacity > 4 * MostInOne ? new ArrayBufferWriter<byte>(1 << 16) : full;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await flushing;
        log.Dispose();
        closing.Dispose();
    }

    private async Task FlushAgainAndAgain()
    {
        while (!closing.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(Every, clock, closing.Token));
            await Flush();
        }

        await Flush();
    }
}
