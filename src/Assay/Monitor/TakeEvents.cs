using System.Runtime.InteropServices;

namespace Assay.Monitor;

/// <summary>What became of an input so far.</summary>
/// <param name="Acked">Lines that are settled: on the disk, as events or as rejects.</param>
/// <param name="Rejected">Those among them that are no events.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Settled(long Acked, long Rejected);

/// <summary>
/// Takes the lines of one input into the log and tells how many are settled. The next bytes are read while the last lines are written.
/// </summary>
/// <param name="log">The log.</param>
/// <param name="source">How the input is called where a line of it is refused.</param>
public sealed class TakeEvents(EventLog log, string source)
{
    private readonly EventBatch batch = new(source);
    private readonly CutLines cut = new();

    /// <summary>Lines settled so far.</summary>
    public Settled Settled { get; private set; }

    /// <summary>Hears when more lines are settled.</summary>
    public Action<Settled>? Told { get; init; }

    /// <summary>Asked where lines could not be written: true to try them again. Without it the input ends there.</summary>
    public Func<Failure, Task<bool>>? Retry { get; init; }

    /// <summary>Takes an input to its end, or to the first lines that could not be written; these and what follows are not settled.</summary>
    /// <param name="input">Lines that end in LF; the last may do without.</param>
    /// <param name="stop">Stops; what is settled stays.</param>
    public async Task<Failure?> Run(Stream input, CancellationToken stop)
    {
        var isEnd = false;
        while (true)
        {
            var hasMore = cut.Fill(batch);
            var reading = hasMore || isEnd ? null : input.ReadAsync(cut.Free, stop).AsTask();
            if (await Append() is { } failure)
            {
                return failure;
            }

            if (reading is not null)
            {
                // A terminal or a pipe with nothing to say does not keep a stop waiting.
                var read = await reading.WaitAsync(stop);
                cut.Took(read);
                isEnd = read == 0;
            }
            else if (!hasMore)
            {
                return null;
            }
        }
    }

    private async Task<Failure?> Append()
    {
        if (batch.Count == 0)
        {
            return null;
        }

        while (batch.Lines.Length > 0 && await log.Append(batch.Lines) is { } failure)
        {
            if (Retry is null || !await Retry(failure))
            {
                return failure;
            }
        }

        Settled = new Settled(Settled.Acked + batch.Count, Settled.Rejected + batch.Rejected);
        batch.Clear();
        Told?.Invoke(Settled);
        return null;
    }
}
