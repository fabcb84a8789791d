using Assay.Warehouse;

namespace Assay.Monitor;

/// <summary>How large the log's files get, and what they leave of the disk.</summary>
/// <param name="SegmentBytes">Bytes after which a segment is whole.</param>
/// <param name="SegmentAge">Age after which a segment is whole: its rows are judged as of its beginning.</param>
/// <param name="FreeBytes">
/// Bytes of the disk that stay free, at most a twentieth of it: a log that took all of it would leave none to fold it into the warehouse.
/// </param>
public sealed record EventLogLimits(long SegmentBytes, TimeSpan SegmentAge, long FreeBytes)
{
    /// <summary>16 MiB, a minute, 1 GiB.</summary>
    public static EventLogLimits Usual { get; } = new(1 << 24, TimeSpan.FromMinutes(1), 1L << 30);
}

/// <summary>
/// Lines that were acknowledged and are not yet in the warehouse, in files that are appended to and synced before anybody is told. Whoever
/// appends while a sync runs is in the next one, together with all others who wait.
/// </summary>
public sealed class EventLog : IDisposable
{
    // EWOULDBLOCK, as .NET hands it through on Linux when the lock is another's.
    private const int WouldBlock = 11;

    private readonly string folder;
    private readonly FileStream held;
    private readonly SegmentWriter writer;
    private readonly Thread thread;
    private readonly Lock reading = new();
    private readonly object gate = new();
    private readonly Queue<Waiting> waiting = new();
    private bool closing;

    private EventLog(string folder, FileStream held, SegmentWriter writer)
    {
        this.folder = folder;
        this.held = held;
        this.writer = writer;
        thread = new Thread(WriteGroups) { Name = "log", IsBackground = true };
        thread.Start();
    }

    /// <summary>Bytes cut off at the opening: a write that a crash left half-done, and that nobody was told of.</summary>
    public long Cut { get; private init; }

    /// <summary>True while there are lines that were not folded.</summary>
    public bool HasLines => writer.HasLines || Segment.In(folder, Segment.Whole).Any();

    /// <summary>Opens the log of a data folder, and repairs what a crash left of it. One process has it open at a time, also while the folder is lent.</summary>
    public static Result<EventLog> Open(string data, TimeProvider clock, EventLogLimits? limits = null) => Open(data, "log", clock, limits ?? EventLogLimits.Usual);

    /// <summary>Opens a log of that name in a data folder.</summary>
    internal static Result<EventLog> Open(string data, string name, TimeProvider clock, EventLogLimits limits)
    {
        if (DataFolder.Prepare(Path.GetFullPath(data)) is { } unfit)
        {
            return unfit;
        }

        var path = Path.Combine(Path.GetFullPath(data), name);
        try
        {
            Directory.CreateDirectory(path);
            DurableFolder.Sync(Path.GetDirectoryName(path)!);
            var locked = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var (cut, last) = RepairLog.Run(path);
            return new EventLog(path, locked, new SegmentWriter(path, clock, limits, last)) { Cut = cut };
        }
        catch (IOException refused) when (refused.HResult == WouldBlock)
        {
            return new Failure($"Another process takes events into {data}", "one assay monitor for a data folder", "Send events to that one, stop it, or name another folder with --data");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new Failure($"The log {path} cannot be opened: {refused.Message.TrimEnd('.')}", "a folder that this user may write, with room in it", "Free some space, or name another with --data");
        }
    }

    /// <summary>Appends whole lines, each ending in LF; done when they are on the disk, with a failure where they are not.</summary>
    /// <param name="lines">At most <see cref="EventBatch.MostBytes"/>; not to be changed until then.</param>
    public Task<Failure?> Append(ReadOnlyMemory<byte> lines)
    {
        if (lines.Length > Frame.Longest)
        {
            throw new ArgumentOutOfRangeException(nameof(lines), lines.Length, $"at most {Frame.Longest} bytes");
        }

        var one = new Waiting(lines, new TaskCompletionSource<Failure?>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closing, this);
            waiting.Enqueue(one);
            System.Threading.Monitor.Pulse(gate);
        }

        return one.Done.Task;
    }

    /// <summary>Ends the segment that is being appended to, and hands out all that are whole, oldest first.</summary>
    public IReadOnlyList<Segment> Seal()
    {
        lock (reading)
        {
            writer.Seal();
            return [.. Segment.In(folder, Segment.Whole)];
        }
    }

    /// <summary>Removes a segment whose rows stand in the warehouse.</summary>
    public static void Remove(Segment segment) => File.Delete(segment.Path);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            closing = true;
            System.Threading.Monitor.Pulse(gate);
        }

        thread.Join();
        writer.Dispose();
        held.Dispose();
    }

    private void WriteGroups()
    {
        var group = new List<Waiting>();
        while (Take(group))
        {
            try
            {
                Failure? failure;
                lock (reading)
                {
                    failure = writer.Write([.. group.Select(g => g.Lines)]);
                }

                group.ForEach(g => g.Done.SetResult(failure));
            }
            catch (Exception bug)
            {
                // Whoever waits hears of it; nobody waits for ever.
                group.ForEach(g => g.Done.TrySetException(bug));
            }

            group.Clear();
        }
    }

    // Everybody who waits, as far as a frame takes them.
    private bool Take(List<Waiting> group)
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !closing)
            {
                System.Threading.Monitor.Wait(gate);
            }

            for (var bytes = 0; waiting.TryPeek(out var next) && (bytes += next.Lines.Length) <= Frame.Longest;)
            {
                group.Add(waiting.Dequeue());
            }

            return group.Count > 0;
        }
    }

    private sealed record Waiting(ReadOnlyMemory<byte> Lines, TaskCompletionSource<Failure?> Done);
}
