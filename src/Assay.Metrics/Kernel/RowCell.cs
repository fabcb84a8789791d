namespace Assay.Metrics.Kernel;

/// <summary>A cell that visits its rows one by one. What it knows at the end of a window it writes into the subject's snapshot, from its place on.</summary>
/// <param name="course">Where it stops.</param>
/// <param name="place">Its first number's place in a snapshot.</param>
internal abstract unsafe class RowCell(Course course, int place) : IDisposable
{
    /// <summary>Where it stops.</summary>
    protected Course Course => course;

    /// <summary>Makes a block ready.</summary>
    public virtual void Select(DecodeBlock decode, EventBlock block)
    {
    }

    /// <summary>Folds the rows of its course, newest first.</summary>
    public abstract void Fold(DecodeBlock decode, EventBlock block, Snapshots into);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Its numbers of a subject at the end of a window.</summary>
    protected long* Numbers(Snapshots into, int window, int slot) => into.Of(window, slot) + place;
}
