using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>Where a row's values stand in its record: the widest first, so that each is aligned.</summary>
internal sealed unsafe class RecordLayout
{
    private readonly IReadOnlyList<int> widths;
    private readonly int[] offsets;

    /// <summary>Lays a row's values out.</summary>
    /// <param name="widths">Bytes of a value of each column: 1, 4 or 8.</param>
    public RecordLayout(IReadOnlyList<int> widths)
    {
        this.widths = widths;
        offsets = new int[widths.Count];
        var end = 0;
        foreach (var (column, width) in widths.Index().OrderByDescending(w => w.Item))
        {
            offsets[column] = end;
            end += width;
        }

        Stride = (end + 7) & ~7;
    }

    /// <summary>Bytes of a record.</summary>
    public int Stride { get; }

    /// <summary>Where a column's value stands in a record.</summary>
    public int Offset(int column) => offsets[column];

    /// <summary>Copies a column of some rows to their records.</summary>
    public void Put(IRows rows, int column, int first, ReadOnlySpan<nint> records)
    {
        switch (widths[column])
        {
            case 1:
                Put(rows.Values<byte>(column)[first..], offsets[column], records);
                break;
            case 4:
                Put(rows.Values<uint>(column)[first..], offsets[column], records);
                break;
            default:
                Put(rows.Values<long>(column)[first..], offsets[column], records);
                break;
        }
    }

    /// <summary>Copies a column of records to a place.</summary>
    public void Take(ReadOnlySpan<nint> records, int column, nint into)
    {
        switch (widths[column])
        {
            case 1:
                Take(records, offsets[column], (byte*)into);
                break;
            case 4:
                Take(records, offsets[column], (uint*)into);
                break;
            default:
                Take(records, offsets[column], (long*)into);
                break;
        }
    }

    private static void Put<T>(ReadOnlySpan<T> values, int offset, ReadOnlySpan<nint> records)
        where T : unmanaged
    {
        for (var i = 0; i < records.Length; i++)
        {
            *(T*)(records[i] + offset) = values[i];
        }
    }

    private static void Take<T>(ReadOnlySpan<nint> records, int offset, T* into)
        where T : unmanaged
    {
        for (var i = 0; i < records.Length; i++)
        {
            into[i] = *(T*)(records[i] + offset);
        }
    }
}
