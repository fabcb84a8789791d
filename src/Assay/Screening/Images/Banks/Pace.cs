namespace Assay.Screening.Images.Banks;

/// <summary>Lets somebody hold long work between two of its slices, and gives way to what is more urgent.</summary>
/// <param name="giveWay">Runs between slices, outside of any transaction: live work that waits for the session goes here.</param>
public sealed class Pace(Action? giveWay = null) : IDisposable
{
    private readonly ManualResetEventSlim runs = new(initialState: true);

    /// <summary>True while work is held.</summary>
    public bool IsPaused => !runs.IsSet;

    /// <summary>Holds work at the end of its slice.</summary>
    public void Pause() => runs.Reset();

    /// <summary>Lets it go on.</summary>
    public void Resume() => runs.Set();

    /// <inheritdoc/>
    public void Dispose() => runs.Dispose();

    /// <summary>Between two slices.</summary>
    internal void Next(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        giveWay?.Invoke();
        runs.Wait(stop);
    }
}
