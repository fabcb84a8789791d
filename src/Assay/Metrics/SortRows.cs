using System.Runtime.InteropServices;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// Sorts a stream's rows into stored order: by subject, newest first, ties and then versions after them. How many rows each subject has is counted beforehand, so
/// that a row is put down at once among its subject's, and only those are compared with each other.
/// </summary>
/// <param name="session">Has the rows.</param>
/// <param name="rows">
/// A table or view with columns <c>subject</c> (32 bits, from 1 on), <c>at</c>, <c>tie</c>, <c>known_from</c> (64 bits each) and any more, in no order, without nulls.
/// </param>
/// <param name="columns">The columns that are read beside the subject, from those three on, and bytes of a value of each: 1, 4 or 8.</param>
/// <param name="memory">Bytes of rows that are held at once; a subject with more is held whole. What is beyond is read in further passes.</param>
internal sealed unsafe class SortRows(IWarehouse session, string rows, IReadOnlyList<(string Name, int Width)> columns, long memory) : IDisposable
{
    /// <summary>Rows of a batch.</summary>
    public const int Most = 2048;

    /// <summary>The column of times.</summary>
    public const int At = 1;

    /// <summary>The column of ties.</summary>
    public const int Tie = 2;

    /// <summary>The column of when rows were known.</summary>
    public const int KnownFrom = 3;

    private readonly int[] widths = [sizeof(uint), .. columns.Select(c => c.Width)];
    private readonly nint[] batch = [(nint)NativeMemory.AlignedAlloc(Most * sizeof(uint), 64), .. columns.Select(c => (nint)NativeMemory.AlignedAlloc((nuint)(Most * c.Width), 64))];

    /// <summary>Rows of the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Columns of the batch, the subject among them.</summary>
    public int Columns => widths.Length;

    /// <summary>All rows, batch by batch: each time the batch holds the next ones.</summary>
    public IEnumerable<SortRows> Batches()
    {
        var layout = new RecordLayout(widths);
        var places = new nint[Most];
        var counts = CountRows();
        for (var first = 1; first < counts.Length;)
        {
            var until = Until(counts, first, layout.Stride);
            using var records = Read(layout, counts, first, until);
            for (var subject = first; subject < until; subject++)
            {
                records.Open((uint)subject);
                while (records.Take(places.AsSpan(Count)) is var taken and > 0)
                {
                    Count += taken;
                    if (Count == Most)
                    {
                        yield return Gather(layout, places);
                        Count = 0;
                    }
                }
            }

            // The records go with their pass.
            if (Count > 0)
            {
                yield return Gather(layout, places);
                Count = 0;
            }

            first = until;
        }
    }

    /// <summary>A column of the batch; <typeparamref name="T"/> as wide as its values.</summary>
    public ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged => sizeof(T) == widths[column]
        ? new ReadOnlySpan<T>((T*)batch[column], Count)
        : throw new InvalidOperationException($"column {column} has values of {widths[column]} bytes, not of {sizeof(T)}");

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(batch, b => NativeMemory.AlignedFree((void*)b));
        Array.Clear(batch);
    }

    // Rows of each subject, by its number.
    private int[] CountRows()
    {
        var counts = new int[1];
        using var counted = session.Query(new Sql($"{rows}: rows of each subject", $"SELECT subject, CAST(count(*) AS INTEGER) FROM {rows} GROUP BY subject"));
        while (counted.Next())
        {
            foreach (var (i, subject) in counted.Values<uint>(0).ToArray().Index())
            {
                if (subject >= counts.Length)
                {
                    Array.Resize(ref counts, Math.Max((int)subject + 1, counts.Length * 2));
                }

                counts[subject] = counted.Values<int>(1)[i];
            }
        }

        return counts;
    }

    // The first subject that no longer fits; at least one does.
    private int Until(int[] counts, int first, int stride)
    {
        var (until, held) = (first, 0L);
        while (until < counts.Length && (held == 0 || (held + counts[until]) * stride <= memory))
        {
            held += counts[until++];
        }

        return until;
    }

    private SubjectRecords Read(RecordLayout layout, int[] counts, int first, int until)
    {
        var names = string.Concat(columns.Select(c => $", {Sql.Quote(c.Name)}"));
        var records = new SubjectRecords(layout, (uint)first, counts.AsSpan(first, until - first));
        using var read = session.Query(new Sql($"{rows}: rows", $"SELECT subject{names} FROM {rows} WHERE {StreamSql.InRun}"), first, until - 1);
        while (read.Next())
        {
            records.Put(read);
        }

        return records;
    }

    private SortRows Gather(RecordLayout layout, nint[] places)
    {
        for (var column = 0; column < widths.Length; column++)
        {
            layout.Take(places.AsSpan(0, Count), column, batch[column]);
        }

        return this;
    }
}
