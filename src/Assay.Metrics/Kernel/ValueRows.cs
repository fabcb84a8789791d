namespace Assay.Metrics.Kernel;

/// <summary>
/// Values of a run of subjects that lie beside each other: a row a subject, a number a metric, NaN for null. A metric's values lie beside each other in memory,
/// so that several subjects' are computed at a time. One memory for many runs: pages that were touched once cost nothing again.
/// </summary>
public sealed unsafe class ValueRows : IDisposable
{
    // Columns are written eight values at a time.
    private const int Together = 8;

    private readonly Aligned<double> values;
    /// <summary>Rows for so many subjects of so many metrics; every value is null.</summary>
    public ValueRows(int subjects, int width)
    {
        Subjects = subjects;
        Width = width;
        Stride = (subjects + Together - 1) / Together * Together;
        values = new Aligned<double>(checked(Stride * width));
        values.Span.Fill(double.NaN);
    }

    /// <summary>Subjects it has room for.</summary>
    public int Subjects { get; }

    /// <summary>Metrics of a subject.</summary>
    public int Width { get; }

    /// <summary>The number of its first subject.</summary>
    public uint First { get; private set; }

    /// <summary>A value of a subject.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The subject is none of the run.</exception>
    public double this[uint subject, int place]
    {
        get => Column(place)[Slot(subject)];
        set => Column(place)[Slot(subject)] = value;
    }

    /// <summary>A metric's values, the first subject's first.</summary>
    public Span<double> Column(int place) => values.Span.Slice(place * Stride, Subjects);

    /// <summary>A copy of a subject's values.</summary>
    public double[] Of(uint subject)
    {
        var row = new double[Width];
        CopyTo(subject, row);
        return row;
    }

    /// <summary>Copies a subject's values.</summary>
    public void CopyTo(uint subject, Span<double> row)
    {
        var from = values.Pointer + Slot(subject);
        for (var place = 0; place < Width; place++)
        {
            row[place] = from[(nint)place * Stride];
        }
    }

    /// <summary>Starts a run. Values stay until they are written anew; those that nobody writes are null.</summary>
    public void Start(uint first) => First = first;

    /// <summary>Values that a metric has room for: a multiple of eight.</summary>
    internal int Stride { get; }

    /// <summary>Where a metric's values begin.</summary>
    internal double* At(int place) => values.Pointer + ((nint)place * Stride);

    /// <inheritdoc/>
    public void Dispose() => values.Dispose();

    private int Slot(uint subject)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(subject - First, (uint)Subjects, nameof(subject));
        return (int)(subject - First);
    }
}
