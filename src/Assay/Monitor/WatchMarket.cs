using Assay.Warehouse;

namespace Assay.Monitor;

/// <summary>What a monitor did since it began.</summary>
/// <param name="Folded">What folds came to.</param>
/// <param name="Alerts">Alerts handed out.</param>
public sealed record WatchSummary(FoldSummary Folded, long Alerts);

/// <summary>
/// Folds the log whenever it holds something, brings decisions up to it and hands alerts out, again and again. What cannot be folded now
/// stays in the log, and is tried again.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="log">Its log.</param>
/// <param name="clock">When decisions are made.</param>
public sealed class WatchMarket(LendingFolder folder, EventLog log, TimeProvider clock)
{
    // A disk that is full now may have room soon.
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private FoldSummary folded;
    private long alerts;
    private (DataFolder Of, RefreshMarket Refresh)? open;

    /// <summary>Hears of alerts, and keeps them where they must arrive: they count as handed out when it returns.</summary>
    public required Action<IReadOnlyList<Alert>> HandOut { get; init; }

    /// <summary>Hears of each fold.</summary>
    public Action<FoldSummary>? Folded { get; init; }

    /// <summary>Has the folder before events are folded, each time.</summary>
    public Action<DataFolder, CancellationToken>? Before { get; init; }

    /// <summary>Has the folder once decisions are fresh, each time.</summary>
    public Action<DataFolder, CancellationToken>? After { get; init; }

    /// <summary>Hears why something could not be folded.</summary>
    public Action<Failure>? Failed { get; init; }

    /// <summary>What was done so far.</summary>
    public WatchSummary Summary => new(folded, alerts);

    /// <summary>Folds every so often, until an input is at its end or it is stopped; then once more, all that is left.</summary>
    /// <param name="every">Time between folds.</param>
    /// <param name="inputs">Done when no more will come.</param>
    /// <param name="stop">Stops; what is not folded stays in the log.</param>
    public async Task<WatchSummary> Run(TimeSpan every, Task inputs, CancellationToken stop)
    {
        var pause = TimeSpan.Zero;
        while (!inputs.IsCompleted)
        {
            await Task.WhenAny(inputs, Task.Delay(pause, clock, stop));
            stop.ThrowIfCancellationRequested();
            pause = TryOnce(stop) ? every : AfterFailure;
        }

        await inputs;
        Once(stop);
        return Summary;
    }

    /// <summary>Folds what the log holds, decides, and hands alerts out.</summary>
    public void Once(CancellationToken stop) => folder.Use(
        data =>
        {
            Before?.Invoke(data, stop);
            var step = log.HasLines ? new FoldLog(data, log).Run(stop) : default;
            folded += step;
            if (step.Segments > 0)
            {
                Folded?.Invoke(step);
            }

            var refresh = RefreshOf(data);
            var found = refresh.Run(stop);
            if (found.Count > 0)
            {
                HandOut(found);
                refresh.HandedOut();
                alerts += found.Count;
            }

            After?.Invoke(data, stop);
            return step;
        },
        stop);

    // It lives as long as the folder is open: lending closes it.
    private RefreshMarket RefreshOf(DataFolder data)
    {
        if (open?.Of != data)
        {
            open = (data, data.Hold(new RefreshMarket(data.Warehouse, clock)));
        }

        return open.Value.Refresh;
    }

    private bool TryOnce(CancellationToken stop)
    {
        try
        {
            Once(stop);
            return true;
        }
        catch (FailedException later)
        {
            Failed?.Invoke(later.Failure);
        }
        catch (WarehouseException full) when (full.DiskIsFull || full.MemoryIsFull)
        {
            Failed?.Invoke(new Failure(
                full.DiskIsFull ? "The disk is full: events could not be folded" : "The engine ran out of the memory it may use",
                full.DiskIsFull ? "room for them" : "more of it",
                $"They stay in the log. {(full.DiskIsFull ? "Free some space" : "Start it again with a larger --memory")}"));
        }
        catch (IOException unwritable)
        {
            Failed?.Invoke(new Failure($"Events could not be folded: {unwritable.Message.TrimEnd('.')}", "a data folder with room in it", "They stay in the log. Free some space"));
        }

        return false;
    }
}
