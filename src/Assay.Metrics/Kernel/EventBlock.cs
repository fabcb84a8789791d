namespace Assay.Metrics.Kernel;

/// <summary>
/// Up to <see cref="Most"/> events in place: each column is the address of its first value. A block's rows continue those of the block before:
/// ascending by subject, newest first within it.
/// </summary>
public sealed class EventBlock(int columns)
{
    /// <summary>Most rows of a block: what the warehouse's engine hands out at once.</summary>
    public const int Most = 2048;

    /// <summary>Rows.</summary>
    public int Count { get; set; }

    /// <summary>Subjects' numbers, 32 bits each.</summary>
    public nint Subject { get; set; }

    /// <summary>Times, 64-bit microseconds since 1970.</summary>
    public nint At { get; set; }

    /// <summary>From when the rows are known; 0 where all are known from their own time on.</summary>
    public nint KnownFrom { get; set; }

    /// <summary>Until when the rows are known; 0 where all still are.</summary>
    public nint KnownUntil { get; set; }

    /// <summary>The plan's columns in its order: bytes, 32-bit or 64-bit numbers by the field's kind.</summary>
    public nint[] Columns { get; } = new nint[columns];
}
