namespace Assay.Metrics.Kernel;

/// <summary>
/// Values of a run of subjects that lie beside each other: a row a subject, a number a metric, NaN for null. One memory for many runs: pages that were touched
/// once cost nothing again.
/// </summary>
public sealed unsafe class ValueRows : IDisposable
{
    private readonly Aligned<double> values;

    /// <summary>Rows for so many subjects of so many metrics.</summary>
    public ValueRows(int subjects, int width)
    {
        Subjects = subjects;
        Width = width;
        values = new Aligned<double>(checked(subjects * width));
    }

    /// <summary>Subjects it has room for.</summary>
    public int Subjects { get; }

    /// <summary>Metrics of a subject.</summary>
    public int Width { get; }

    /// <summary>The number of its first subject.</summary>
    public uint First { get; private set; }

    /// <summary>A subject's values.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The subject is none of the run.</exception>
    public Span<double> Of(uint subject)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(subject - First, (uint)Subjects, nameof(subject));
        return values.Span.Slice((int)(subject - First) * Width, Width);
    }

    /// <summary>Starts a run: every value becomes that of a subject without events.</summary>
    public void Start(uint first, int subjects, ReadOnlySpan<double> empty)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subjects, Subjects);
        First = first;
        for (var at = 0; at < subjects * Width; at += Width)
        {
            empty.CopyTo(values.Span.Slice(at, Width));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => values.Dispose();
}
