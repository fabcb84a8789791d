namespace Assay.Metrics.Definitions;

/// <summary>
/// A stretch of time up to a moment t, which it does not hold. It starts its width before t, put back to the full hour where it is at most a
/// day wide and to 00:00 UTC otherwise, so that it lets events go at few moments that are known beforehand.
/// </summary>
public readonly record struct Window : IComparable<Window>
{
    /// <summary>Microseconds in an hour.</summary>
    public const long Hour = 3_600_000_000;

    /// <summary>Microseconds in a day.</summary>
    public const long Day = 24 * Hour;

    private Window(string name, long width) => (Name, Width) = (name, width);

    /// <summary>Everything before t.</summary>
    public static Window All { get; } = new("all", long.MaxValue);

    /// <summary>The windows that there are, narrowest first.</summary>
    public static IReadOnlyList<Window> Known { get; } =
        [new("1h", Hour), new("1d", Day), new("7d", 7 * Day), new("30d", 30 * Day), new("90d", 90 * Day), All];

    /// <summary>Its name, as in a metric's.</summary>
    public string Name { get; }

    /// <summary>Its width in microseconds; <see cref="long.MaxValue"/> for all.</summary>
    public long Width { get; }

    /// <summary>True for the window that never starts.</summary>
    public bool IsAll => Width == long.MaxValue;

    /// <summary>Its start at a moment, in microseconds since 1970; <see cref="long.MinValue"/> for all.</summary>
    public long Start(long t) => IsAll ? long.MinValue : Floor(t - Width, Width <= Day ? Hour : Day);

    /// <summary>Days from its start to <paramref name="t"/>.</summary>
    public double Days(long t) => (double)(t - Start(t)) / Day;

    /// <summary>Narrower windows come first.</summary>
    public int CompareTo(Window other) => Width.CompareTo(other.Width);

    /// <summary>Narrower.</summary>
    public static bool operator <(Window left, Window right) => left.Width < right.Width;

    /// <summary>Wider.</summary>
    public static bool operator >(Window left, Window right) => left.Width > right.Width;

    /// <summary>Not wider.</summary>
    public static bool operator <=(Window left, Window right) => left.Width <= right.Width;

    /// <summary>Not narrower.</summary>
    public static bool operator >=(Window left, Window right) => left.Width >= right.Width;

    /// <summary>The greatest multiple of a unit that is not later.</summary>
    public static long Floor(long at, long unit) => at - (((at % unit) + unit) % unit);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
