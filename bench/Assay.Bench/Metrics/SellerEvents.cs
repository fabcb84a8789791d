using System.Runtime.InteropServices;
using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;

namespace Assay.Bench.Metrics;

/// <summary>
/// Events of many sellers, the same for the same seed: sizes as they are on markets (half of the sellers have a few dozen, one hub has a twentieth of all), times over
/// 120 days, keys that recur, some values missing. Columns lie in memory in the store's order and form.
/// </summary>
internal sealed unsafe class SellerEvents : IEventSource, IDisposable
{
    /// <summary>The last moment; metrics are asked for half a day before it.</summary>
    public const long End = 1_782_000_000_000_000;

    private const long Span = 120 * Window.Day;

    // An order-centred market: shares of all events, of 1000.
    private static readonly Dictionary<string, int> s_shares = new(StringComparer.Ordinal)
    {
        ["orders"] = 480, ["shipments"] = 180, ["sessions"] = 100, ["payments"] = 80, ["offers"] = 60, ["reviews"] = 50, ["views"] = 40,
        ["reports"] = 6, ["profiles"] = 2, ["outcomes"] = 2,
    };

    private readonly Dictionary<string, Columns> streams;
    private readonly int[] counts;

    private SellerEvents(Dictionary<string, Columns> streams, int sellers, int[] sizes)
    {
        (this.streams, counts, Sellers, Runs) = (streams, sizes, sellers, Cut(sizes, Math.Clamp(sellers / 1500, 8, 128)));
        Rows = streams.Values.Sum(s => (long)s.Rows);
    }

    /// <summary>Events in all.</summary>
    public long Rows { get; }

    /// <summary>Sellers, numbered from 1.</summary>
    public int Sellers { get; }

    /// <summary>Runs of sellers of about equal size, the largest seller's first.</summary>
    public IReadOnlyList<SubjectRun> Runs { get; }

    /// <summary>The streams by name.</summary>
    public IReadOnlyDictionary<string, Columns> Streams => streams;

    /// <summary>Other runs: few where each costs a query, many where they only balance the threads.</summary>
    public IReadOnlyList<SubjectRun> CutInto(int pieces) => Cut(counts, pieces);

    /// <summary>Makes events.</summary>
    public static SellerEvents Make(int sellers, long events)
    {
        var sizes = Sizes(sellers, events);
        var made = new Dictionary<string, Columns>(StringComparer.Ordinal);
        foreach (var stream in MarketStreams.All.Where(s => s.Subjects.Contains("seller")))
        {
            made[stream.Name] = new Columns(stream, sizes, s_shares[stream.Name]);
        }

        return new SellerEvents(made, sellers, sizes);
    }

    /// <inheritdoc/>
    public IEnumerable<EventBlock> Read(StreamPlan plan, uint first, uint last) => streams[plan.Stream.Name].Read(plan, first, last);

    public void Dispose()
    {
        foreach (var stream in streams.Values)
        {
            stream.Dispose();
        }
    }

    // Zipf's law with an exponent of 0.8, and one hub; the order of sizes is shuffled by a step that has no common divisor with the number.
    private static int[] Sizes(int sellers, long events)
    {
        var weights = Enumerable.Range(1, sellers).Select(i => Math.Pow(i, -0.8)).ToArray();
        var unit = events * 0.95 / weights.Sum();
        var sizes = new int[sellers];
        for (var i = 0; i < sellers; i++)
        {
            sizes[(int)((long)i * 7_919 % sellers)] = (int)(weights[i] * unit);
        }

        sizes[sellers / 2] += (int)(events / 20);
        return sizes;
    }

    private static List<SubjectRun> Cut(int[] sizes, int pieces)
    {
        var each = sizes.Sum(s => (long)s + 20) / pieces;
        var runs = new List<(SubjectRun Run, long Rows)>();
        var (first, rows) = (1u, 0L);
        for (var s = 1u; s <= sizes.Length; s++)
        {
            rows += sizes[s - 1] + 20;
            if (rows >= each || s == sizes.Length)
            {
                runs.Add((new SubjectRun(first, s), rows));
                (first, rows) = (s + 1, 0);
            }
        }

        return [.. runs.OrderByDescending(r => r.Rows).Select(r => r.Run)];
    }
}

/// <summary>One stream's columns.</summary>
internal sealed unsafe class Columns : IDisposable
{
    private readonly Dictionary<string, nint> fields = new(StringComparer.Ordinal);
    private readonly int[] starts;
    private readonly nint subject;
    private readonly nint at;
    private ulong state;

    public Columns(EventStream stream, int[] sizes, int share)
    {
        Stream = stream;
        state = (ulong)share * 0x9E3779B97F4A7C15;
        starts = new int[sizes.Length + 1];
        for (var s = 0; s < sizes.Length; s++)
        {
            // A remainder is one more event with its probability.
            var exact = (long)sizes[s] * share;
            starts[s + 1] = starts[s] + (int)(exact / 1000) + (Next(1000) < (ulong)(exact % 1000) ? 1 : 0);
        }

        subject = New(sizeof(uint));
        at = New(sizeof(long));
        FillTimes(sizes.Length);
        foreach (var field in stream.Fields)
        {
            fields[field.Name] = New(Width(field));
            Fill(field, sizes.Length);
        }
    }

    public EventStream Stream { get; }

    public int Rows => starts[^1];

    /// <summary>Rows of the first subjects.</summary>
    public int RowsOf(int subjects) => starts[subjects];

    /// <summary>Address of the subjects, 32 bits each.</summary>
    public nint Subject => subject;

    /// <summary>Address of the times, 64 bits each.</summary>
    public nint At => at;

    /// <summary>Address of a field's values.</summary>
    public nint this[string field] => fields[field];

    /// <summary>Bytes of a value.</summary>
    public static int Width(EventField field) => field.Kind switch { FieldKind.Code => 1, FieldKind.Key => 4, _ => 8 };

    public IEnumerable<EventBlock> Read(StreamPlan plan, uint first, uint last)
    {
        var block = new EventBlock(plan.Columns.Count);
        for (var from = starts[first - 1]; from < starts[last]; from += EventBlock.Most)
        {
            block.Count = Math.Min(EventBlock.Most, starts[last] - from);
            block.Subject = subject + (from * sizeof(uint));
            block.At = at + ((nint)from * sizeof(long));
            for (var c = 0; c < plan.Columns.Count; c++)
            {
                block.Columns[c] = fields[plan.Columns[c].Name] + ((nint)from * Width(plan.Columns[c]));
            }

            yield return block;
        }
    }

    public void Dispose()
    {
        foreach (var address in fields.Values.Append(subject).Append(at))
        {
            NativeMemory.Free((void*)address);
        }
    }

    private nint New(int width) => (nint)NativeMemory.Alloc((nuint)Math.Max(Rows, 1), (nuint)width);

    // SplitMix64 (Steele, Lea, Flood 2014).
    private ulong Next(ulong below)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return Math.BigMul(z ^ (z >> 31), below, out _);
    }

    private void FillTimes(int sellers)
    {
        const long span = 120 * Window.Day;
        for (var s = 0; s < sellers; s++)
        {
            var (from, count) = (starts[s], starts[s + 1] - starts[s]);
            var times = new Span<long>((long*)at + from, count);
            for (var i = 0; i < count; i++)
            {
                times[i] = SellerEvents.End - (long)Next(span);
            }

            times.Sort((a, b) => b.CompareTo(a));
            new Span<uint>((uint*)subject + from, count).Fill((uint)s + 1);
        }
    }

    private void Fill(EventField field, int sellers)
    {
        for (var s = 0; s < sellers; s++)
        {
            var known = 0u;
            for (var i = starts[s]; i < starts[s + 1]; i++)
            {
                var isMissing = field.Name != "event" && Next(16) == 0;
                switch (field.Kind)
                {
                    case FieldKind.Code:
                        ((byte*)fields[field.Name])[i] = isMissing ? (byte)0 : (byte)(1 + Math.Min(Next((ulong)field.Codes.Count), Next((ulong)field.Codes.Count)));
                        break;
                    case FieldKind.Key:
                        ((uint*)fields[field.Name])[i] = isMissing ? 0 : known == 0 || Next(3) == 0 ? ++known : 1 + (uint)Next(known);
                        break;
                    default:
                        ((long*)fields[field.Name])[i] = isMissing ? long.MinValue : (long)Next(1UL << (int)(2 + Next(20)));
                        break;
                }
            }
        }
    }
}
