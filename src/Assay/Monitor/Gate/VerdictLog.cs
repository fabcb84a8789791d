namespace Assay.Monitor.Gate;

/// <summary>
/// Verdicts that are not in the warehouse yet. One that must be durable is on the disk when its task is done, synced together with all others that wait; others are
/// gathered in memory and on the disk a fifth of a second later.
/// </summary>
public sealed class VerdictLog : IAsyncDisposable
{
    private const int MostWaiting = 32 << 20;
    private const int MostInOne = 1 << 20;

    // Kept for the next lines: memory that grew under the lock made requests wait, and the collector run.
    private const int MostFree = 8;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly EventLog log;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource closing = new();
    private readonly Task flushing;
    private readonly Stack<Chunk> free = new();
    private List<Chunk> waiting = [];
    private Chunk last = new(MostInOne);
    private int waitingBytes;
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
            if (waitingBytes + line.Length > MostWaiting)
            {
                return false;
            }

            if (line.Length > last.Left)
            {
                waiting.Add(last);
                last = line.Length <= MostInOne && free.TryPop(out var kept) ? kept : new Chunk(Math.Max(MostInOne, line.Length));
            }

            last.Add(line);
            waitingBytes += line.Length;
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
        foreach (var chunk in Take())
        {
            while (chunk.Lines.Length > 0 && await KeepDurably(chunk.Lines) is not null)
            {
                if (closing.IsCancellationRequested)
                {
                    return;
                }

                await Task.WhenAny(Task.Delay(AfterFailure, clock, closing.Token));
            }

            GiveBack(chunk);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await flushing;
        log.Dispose();
        closing.Dispose();
    }

    private List<Chunk> Take()
    {
        lock (gate)
        {
            var full = waiting;
            full.Add(last);
            waiting = [];
            last = free.TryPop(out var kept) ? kept : new Chunk(MostInOne);
            return full;
        }
    }

    // What was written waits no more.
    private void GiveBack(Chunk chunk)
    {
        lock (gate)
        {
            waitingBytes -= chunk.Lines.Length;
            chunk.Clear();
            if (chunk.Left == MostInOne && free.Count < MostFree)
            {
                free.Push(chunk);
            }
        }
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

    /// <summary>Whole lines, of at most a frame.</summary>
    private sealed class Chunk(int size)
    {
        private readonly byte[] bytes = new byte[size];
        private int length;

        public int Left => bytes.Length - length;

        public ReadOnlyMemory<byte> Lines => bytes.AsMemory(0, length);

        public void Add(ReadOnlySpan<byte> line)
        {
            line.CopyTo(bytes.AsSpan(length));
            length += line.Length;
        }

        public void Clear() => length = 0;
    }
}
