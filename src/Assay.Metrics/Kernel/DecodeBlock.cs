using System.Numerics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Plans;

namespace Assay.Metrics.Kernel;

/// <summary>
/// Turns a block's columns into what rows are folded by: a 64-bit word of satisfied conditions a row, its numbers side by side, and the hour and
/// weekday where a tally or condition wants them.
/// </summary>
internal sealed unsafe class DecodeBlock : IDisposable
{
    private readonly StreamPlan plan;
    private readonly (int Column, ulong[] Bits)[] codes;
    private readonly (int Column, ulong Null, ulong Value)[] keys;
    private readonly (int Column, NumberBits Bits)[] numbers;
    private readonly ulong[]? hourBits;
    private readonly ulong[]? weekdayBits;
    private readonly bool wantsClock;
    private readonly bool wantsAge;
    private readonly Aligned<long> ages = new(EventBlock.Most);
    private readonly Aligned<ulong> features = new(EventBlock.Most);
    private readonly Aligned<long> measures;
    private readonly Aligned<byte> hours = new(EventBlock.Most);
    private readonly Aligned<byte> weekdays = new(EventBlock.Most);

    public DecodeBlock(StreamPlan plan)
    {
        this.plan = plan;
        wantsAge = plan.Measures.Contains(-1);
        Stride = plan.Measures.Count > 8 ? 16 : 8;
        measures = new Aligned<long>(EventBlock.Most * Stride);
        var atoms = plan.Features.Atoms.Select((a, i) => (Atom: a, Bit: 1UL << (i + 1))).ToLookup(a => a.Atom.Field);
        var columns = plan.Columns.Index().ToList();
        codes = [.. columns.Where(c => c.Item.Kind == FieldKind.Code && atoms.Contains(c.Item)).Select(c => (c.Index, CodeBits(c.Item, atoms[c.Item])))];
        keys = [.. columns.Where(c => c.Item.Kind == FieldKind.Key && atoms.Contains(c.Item)).Select(c => (c.Index, KeyBits(atoms[c.Item], 0), KeyBits(atoms[c.Item], 1)))];
        numbers = [.. columns.Where(c => c.Item.Kind == FieldKind.Number && atoms.Contains(c.Item)).Select(c => (c.Index, new NumberBits(atoms[c.Item])))];
        hourBits = atoms.Contains(EventStream.Hour) ? CodeBits(EventStream.Hour, atoms[EventStream.Hour]) : null;
        weekdayBits = atoms.Contains(EventStream.Weekday) ? CodeBits(EventStream.Weekday, atoms[EventStream.Weekday]) : null;
        wantsClock = hourBits is not null || weekdayBits is not null || plan.Tallies.Any(t => t.Column >= plan.Columns.Count);
    }

    /// <summary>Numbers a row takes: 8 or 16.</summary>
    public int Stride { get; }

    /// <summary>The rows' words.</summary>
    public ulong* Features => features.Pointer;

    /// <summary>The rows' numbers; undefined at a null, which no mask lets through.</summary>
    public long* Measures => measures.Pointer;

    /// <summary>A tally's column: the block's own, or the hours or weekdays.</summary>
    public nint Column(EventBlock block, int column) =>
        column < plan.Columns.Count ? block.Columns[column] : (nint)(column == plan.HourColumn ? hours.Pointer : weekdays.Pointer);

    /// <summary>Decodes a block as seen at a moment.</summary>
    public void Run(EventBlock block, long t)
    {
        See(block, t);
        if (wantsClock)
        {
            ReadClock(block);
        }

        foreach (var (column, bits) in codes)
        {
            AddCodes((byte*)block.Columns[column], block.Count, bits);
        }

        foreach (var (column, none, value) in keys)
        {
            AddKeys((uint*)block.Columns[column], block.Count, none, value);
        }

        foreach (var (column, bits) in numbers)
        {
            bits.Add((long*)block.Columns[column], block.Count, features.Pointer);
        }

        PlaceMeasures(block, t);
    }

    public void Dispose()
    {
        features.Dispose();
        measures.Dispose();
        ages.Dispose();
        hours.Dispose();
        weekdays.Dispose();
    }

    // Rows that cannot be seen get no bit at all later on: every mask has bit 0.
    private void See(EventBlock block, long t)
    {
        var at = (long*)block.At;
        var from = (long*)block.KnownFrom;
        var until = (long*)block.KnownUntil;
        var now = new Vector<long>(t);
        var i = 0;
        for (; i + Vector<long>.Count <= block.Count; i += Vector<long>.Count)
        {
            var seen = Vector.LessThan(Vector.Load(at + i), now);
            seen &= from is null ? Vector<long>.AllBitsSet : Vector.LessThanOrEqual(Vector.Load(from + i), now);
            seen &= until is null ? Vector<long>.AllBitsSet : Vector.GreaterThan(Vector.Load(until + i), now);
            Vector.Store(Vector.AsVectorUInt64(seen) & Vector<ulong>.One, features.Pointer + i);
        }

        for (; i < block.Count; i++)
        {
            features.Pointer[i] = at[i] < t && (from is null || from[i] <= t) && (until is null || until[i] > t) ? 1UL : 0;
        }
    }

    private void ReadClock(EventBlock block)
    {
        // Whole weeks are added, so that times before 1970 divide as those after it do. 1 January 1970 was a Thursday; a code counts from 1.
        const ulong weeks = 7 * (ulong)Window.Day * 10_000;
        var at = (long*)block.At;
        for (var i = 0; i < block.Count; i++)
        {
            var hour = (uint)(((ulong)at[i] + weeks) / (ulong)Window.Hour);
            var day = hour / 24;
            hours.Pointer[i] = (byte)(hour - (24 * day) + 1);
            weekdays.Pointer[i] = (byte)(((day + 3) % 7) + 1);
        }

        if (hourBits is not null)
        {
            AddCodes(hours.Pointer, block.Count, hourBits);
        }

        if (weekdayBits is not null)
        {
            AddCodes(weekdays.Pointer, block.Count, weekdayBits);
        }
    }

    private void AddCodes(byte* column, int count, ulong[] bits)
    {
        var words = features.Pointer;
        fixed (ulong* table = bits)
        {
            for (var i = 0; i < count; i++)
            {
                words[i] |= table[column[i]];
            }
        }
    }

    private void AddKeys(uint* column, int count, ulong none, ulong value)
    {
        var words = features.Pointer;
        for (var i = 0; i < count; i++)
        {
            words[i] |= column[i] == 0 ? none : value;
        }
    }

    // A row's numbers side by side: eight rows of eight columns are turned at a time.
    private void PlaceMeasures(EventBlock block, long t)
    {
        var sources = stackalloc long*[Stride];
        for (var m = 0; m < Stride; m++)
        {
            var column = m < plan.Measures.Count ? plan.Measures[m] : plan.Measures.Count > 0 ? plan.Measures[0] : -1;
            sources[m] = column < 0 ? Ages(block, t) : (long*)block.Columns[column];
        }

        for (var half = 0; half < Stride && plan.Measures.Count > 0; half += 8)
        {
            Transposed.Write(sources + half, block.Count, measures.Pointer + half, Stride);
        }
    }

    private long* Ages(EventBlock block, long t)
    {
        var at = (long*)block.At;
        for (var i = 0; wantsAge && i < block.Count; i++)
        {
            ages.Pointer[i] = (t - at[i]) / 1_000_000;
        }

        return ages.Pointer;
    }

    private static ulong[] CodeBits(EventField field, IEnumerable<(Condition Atom, ulong Bit)> atoms)
    {
        var bits = new ulong[256];
        foreach (var (atom, bit) in atoms)
        {
            for (var code = 0; code <= field.Codes.Count; code++)
            {
                bits[code] |= atom.Holds((byte)code) ? bit : 0;
            }
        }

        return bits;
    }

    private static ulong KeyBits(IEnumerable<(Condition Atom, ulong Bit)> atoms, uint key) =>
        atoms.Where(a => a.Atom.HoldsKey(key)).Aggregate(0UL, (bits, a) => bits | a.Bit);
}
