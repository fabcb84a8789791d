using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>One subject's events of one stream in memory, cut into blocks.</summary>
internal sealed unsafe class ResidentRows : IDisposable
{
    private nint memory;

    /// <summary>Takes over memory that holds the columns of <paramref name="blocks"/>.</summary>
    public ResidentRows(nint memory, int count, IReadOnlyList<EventBlock> blocks) => (this.memory, Count, Blocks) = (memory, count, blocks);

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>The rows as the kernel takes them.</summary>
    public IReadOnlyList<EventBlock> Blocks { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree((void*)memory);
        memory = 0;
    }
}

/// <summary>Gathers one subject's rows after another, keys from hashes to ordinals.</summary>
internal sealed unsafe class GatherRows(StreamPlan plan)
{
    // Columns of the query before the fields: subject, at, known_from, known_until.
    private const int Leading = 4;

    private readonly List<long>[] columns = [.. Enumerable.Range(0, plan.Columns.Count + Leading - 1).Select(_ => new List<long>())];
    private readonly KeyOrdinals?[] ordinals = [.. plan.Columns.Select(c => c.Kind == FieldKind.Key ? new KeyOrdinals() : null)];
    private bool isPlain = true;

    /// <summary>Rows of the subject so far.</summary>
    public int Count => columns[0].Count;

    /// <summary>The subject.</summary>
    public uint Subject { get; private set; }

    /// <summary>Adds a row of the subject.</summary>
    public void Add(IRows rows, int row)
    {
        Subject = rows.Values<uint>(0)[row];
        for (var c = 1; c < Leading; c++)
        {
            columns[c - 1].Add(rows.Values<long>(c)[row]);
        }

        isPlain = isPlain && columns[1][^1] <= columns[0][^1] && columns[2][^1] == OpenTime.Never;
        for (var c = 0; c < plan.Columns.Count; c++)
        {
            columns[Leading - 1 + c].Add(plan.Columns[c].Kind switch
            {
                FieldKind.Code => rows.Values<byte>(Leading + c)[row],
                FieldKind.Key => ordinals[c]!.Of(rows.Values<ulong>(Leading + c)[row]),
                _ => rows.Values<long>(Leading + c)[row],
            });
        }
    }

    /// <summary>Hands the rows over, packed by column, and starts anew. Rows that were all known as they happened, and still are, need no columns that say so.</summary>
    public ResidentRows Take()
    {
        var count = Count;
        var room = sizeof(uint) + (3 * sizeof(long)) + plan.Columns.Sum(c => MergeRows.Width(c.Kind));
        var memory = (nint)NativeMemory.AlignedAlloc((nuint)((room * count) + (8 * (columns.Length + 1))), 64);
        var at = memory;
        nint Next(int width)
        {
            var place = at;
            at += ((width * count) + 7) / 8 * 8;
            return place;
        }

        var subjects = Next(sizeof(uint));
        new Span<uint>((void*)subjects, count).Fill(Subject);
        var (times, from, until) = (Pack(0, Next(sizeof(long))), isPlain ? 0 : Pack(1, Next(sizeof(long))), isPlain ? 0 : Pack(2, Next(sizeof(long))));
        var fields = plan.Columns.Select((c, i) => Pack(Leading - 1 + i, Next(MergeRows.Width(c.Kind)), c.Kind)).ToArray();
        var blocks = Enumerable.Range(0, (count + EventBlock.Most - 1) / EventBlock.Most).Select(b => Block(b * EventBlock.Most, count, subjects, times, from, until, fields)).ToList();
        Clear();
        return new ResidentRows(memory, count, blocks);
    }

    private EventBlock Block(int first, int count, nint subjects, nint times, nint from, nint until, nint[] fields)
    {
        var block = new EventBlock(fields.Length)
        {
            Count = Math.Min(EventBlock.Most, count - first),
            Subject = subjects + (first * sizeof(uint)),
            At = times + (first * sizeof(long)),
            KnownFrom = from == 0 ? 0 : from + (first * sizeof(long)),
            KnownUntil = until == 0 ? 0 : until + (first * sizeof(long)),
        };
        for (var c = 0; c < fields.Length; c++)
        {
            block.Columns[c] = fields[c] + (first * MergeRows.Width(plan.Columns[c].Kind));
        }

        return block;
    }

    private nint Pack(int column, nint to, FieldKind kind = FieldKind.Number)
    {
        for (var row = 0; row < columns[column].Count; row++)
        {
            var value = columns[column][row];
            switch (kind)
            {
                case FieldKind.Code:
                    ((byte*)to)[row] = (byte)value;
                    break;
                case FieldKind.Key:
                    ((uint*)to)[row] = (uint)value;
                    break;
                default:
                    ((long*)to)[row] = value;
                    break;
            }
        }

        return to;
    }

    private void Clear()
    {
        Array.ForEach(columns, c => c.Clear());
        Array.ForEach(ordinals, o => o?.Clear());
        isPlain = true;
    }
}
