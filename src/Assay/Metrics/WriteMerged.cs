using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>Writes merged events, blocks of any size, to a sorted table in full batches. The last of the columns is the tie, which the table has third.</summary>
internal sealed unsafe class WriteMerged(ITableWriter writer, IReadOnlyList<MergedColumn> columns)
{
    private int filled;

    /// <summary>Writes everything.</summary>
    public void Run(IEnumerable<EventBlock> blocks)
    {
        foreach (var block in blocks)
        {
            for (var row = 0; row < block.Count;)
            {
                var count = Math.Min(block.Count - row, writer.Capacity - filled);
                Copy(block, row, count);
                row += count;
                filled += count;
                if (filled == writer.Capacity)
                {
                    writer.Write(filled);
                    filled = 0;
                }
            }
        }

        writer.Write(filled);
        writer.Finish();
    }

    private void Copy(EventBlock block, int row, int count)
    {
        Copy<uint>(block.Subject, row, 0, count);
        Copy<long>(block.At, row, 1, count);
        Copy<long>(block.Columns[^1], row, 2, count);
        Copy<long>(block.KnownFrom, row, 3, count);
        Copy<long>(block.KnownUntil, row, 4, count);
        for (var c = 0; c < columns.Count - 1; c++)
        {
            var (from, to) = (block.Columns[c], StreamSql.Leading + c);
            switch (columns[c].Kind)
            {
                case FieldKind.Code:
                    Copy<byte>(from, row, to, count);
                    break;
                case FieldKind.Key:
                    Copy<uint>(from, row, to, count);
                    break;
                default:
                    Copy<long>(from, row, to, count);
                    break;
            }
        }
    }

    private void Copy<T>(nint from, int row, int to, int count)
        where T : unmanaged => new ReadOnlySpan<T>((T*)from + row, count).CopyTo(writer.Values<T>(to).Slice(filled, count));
}
