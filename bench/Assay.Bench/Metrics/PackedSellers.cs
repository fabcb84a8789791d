using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;

namespace Assay.Bench.Metrics;

/// <summary>Some sellers' events, those of each seller and stream packed together, as the live engine holds them.</summary>
internal sealed unsafe class PackedSellers : IEventSource, IDisposable
{
    private readonly Dictionary<(StreamPlan Plan, uint Seller), IReadOnlyList<EventBlock>> blocks = [];
    private readonly List<nint> memory = [];

    /// <summary>Packs sellers' events.</summary>
    public PackedSellers(SellerEvents events, IReadOnlyList<StreamPlan> plans, IEnumerable<uint> sellers)
    {
        foreach (var seller in sellers.Distinct())
        {
            foreach (var plan in plans)
            {
                blocks[(plan, seller)] = [.. events.Read(plan, seller, seller).Select(b => Pack(b, plan))];
            }
        }
    }

    /// <summary>Bytes of all.</summary>
    public long Bytes { get; private set; }

    /// <summary>Rows of all.</summary>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<EventBlock>? Read(StreamPlan plan, uint first, uint last) => blocks[(plan, first)];

    /// <inheritdoc/>
    public void Dispose() => memory.ForEach(m => NativeMemory.AlignedFree((void*)m));

    private EventBlock Pack(EventBlock from, StreamPlan plan)
    {
        var widths = plan.Columns.Select(c => c.Kind switch { FieldKind.Code => 1, FieldKind.Key => 4, _ => 8 }).ToList();
        var bytes = Room(4, from.Count) + Room(8, from.Count) + widths.Sum(w => Room(w, from.Count));
        var at = (nint)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        memory.Add(at);
        (Bytes, Rows) = (Bytes + bytes, Rows + from.Count);
        nint Copy(nint column, int width)
        {
            var to = at;
            Buffer.MemoryCopy((void*)column, (void*)to, width * from.Count, width * from.Count);
            at += Room(width, from.Count);
            return to;
        }

        var packed = new EventBlock(widths.Count) { Count = from.Count, Subject = Copy(from.Subject, 4), At = Copy(from.At, 8) };
        for (var c = 0; c < widths.Count; c++)
        {
            packed.Columns[c] = Copy(from.Columns[c], widths[c]);
        }

        return packed;
    }

    private static int Room(int width, int count) => ((width * count) + 7) / 8 * 8;
}
