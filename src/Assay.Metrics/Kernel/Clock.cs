using System.Runtime.Intrinsics;
using Assay.Metrics.Definitions;

namespace Assay.Metrics.Kernel;

/// <summary>The day, the hour and the weekday of a block's rows in UTC.</summary>
internal sealed unsafe class Clock : IDisposable
{
    // Whole weeks are added, so that the usual times are above 0. 1 January 1970 was a Thursday; a code counts from 1.
    private const long Weeks = 7 * Window.Day * 10_000;

    // Below 2⁵³ a quotient by 3.6 · 10⁹ is at least 2.8 · 10⁻¹⁰ away from the next whole number, or is one: rounding, by less than 2.4 · 10⁻¹⁰, never reaches it.
    private const ulong Exact = 1UL << 53;

    private readonly Aligned<int> days = new(EventBlock.Most);
    private readonly Aligned<byte> hours = new(EventBlock.Most);
    private readonly Aligned<byte> weekdays = new(EventBlock.Most);

    /// <summary>Days, counted from one long ago.</summary>
    public int* Days => days.Pointer;

    /// <summary>Codes of hours.</summary>
    public byte* Hours => hours.Pointer;

    /// <summary>Codes of weekdays.</summary>
    public byte* Weekdays => weekdays.Pointer;

    /// <summary>Reads times in microseconds.</summary>
    public void Read(long* at, int count, bool isWide)
    {
        var i = 0;
        for (; isWide && i + Vector512<long>.Count <= count; i += Vector512<long>.Count)
        {
            var since = (Vector512.Load(at + i) + Vector512.Create(Weeks)).AsUInt64();
            if (Vector512.GreaterThanOrEqualAny(since, Vector512.Create(Exact)))
            {
                One(at, i, i + Vector512<long>.Count);
            }
            else
            {
                Eight(since.AsInt64(), i);
            }
        }

        One(at, i, count);
    }

    public void Dispose()
    {
        days.Dispose();
        hours.Dispose();
        weekdays.Dispose();
    }

    private void Eight(Vector512<long> since, int i)
    {
        var hour = Vector512.Floor(Vector512.ConvertToDouble(since) / Vector512.Create((double)Window.Hour));
        var day = Vector512.Floor((hour + Vector512.Create(0.5)) / Vector512.Create(24.0));
        var week = Vector512.Floor((day + Vector512.Create(3.5)) / Vector512.Create(7.0));
        Narrow(day).Store(days.Pointer + i);
        Codes(hour - (day * Vector512.Create(24.0)) + Vector512<double>.One).Store(hours.Pointer + i);
        Codes(day + Vector512.Create(4.0) - (week * Vector512.Create(7.0))).Store(weekdays.Pointer + i);
    }

    private static Vector256<int> Narrow(Vector512<double> x)
    {
        var whole = Vector512.ConvertToInt64(x);
        return Vector256.Narrow(whole.GetLower(), whole.GetUpper());
    }

    private static Vector64<byte> Codes(Vector512<double> x)
    {
        var whole = Narrow(x).AsUInt32();
        return Vector64.Narrow(Vector128.Narrow(whole.GetLower(), whole.GetUpper()).GetLower(), Vector128.Narrow(whole.GetLower(), whole.GetUpper()).GetUpper());
    }

    private void One(long* at, int from, int until)
    {
        for (var i = from; i < until; i++)
        {
            var start = Window.Floor(at[i], Window.Day);
            var day = (start + Weeks) / Window.Day;
            days.Pointer[i] = (int)day;
            hours.Pointer[i] = (byte)(((at[i] - start) / Window.Hour) + 1);
            weekdays.Pointer[i] = (byte)(day + 3 - Window.Floor(day + 3, 7) + 1);
        }
    }
}
