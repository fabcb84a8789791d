using System.Runtime.InteropServices;
using Assay.Metrics.Definitions;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// Makes the session's table <c>rates</c>: for every currency and day the rate of the last day up to it that was known, stretch by stretch
/// of the time at which it was known. Joined by currency and day it gives an event the rate that could be known with it.
/// </summary>
internal sealed class MarketRates(IWarehouse session)
{
    private readonly List<Rate> rates = [];
    private readonly List<long> earliest = [];
    private readonly OpenTime open = new();

    /// <summary>Reads the rates and fills the table.</summary>
    public void Make()
    {
        session.Run(Sql.Load("Metrics/Streams/rates.sql"));
        var lastDay = (int)session.Number(new Sql("last rate day", "SELECT getvariable('last_rate_day') - DATE '1970-01-01'"));
        using var known = session.Collect(Sql.Load("Metrics/Streams/known_rates.sql"));
        using var writer = new BatchWriter(session.Append("rates"));
        byte currency = 0;
        while (known.Next())
        {
            for (var row = 0; row < known.Count; row++)
            {
                var next = known.Values<byte>(0)[row];
                if (next != currency)
                {
                    Write(writer, currency, lastDay);
                    currency = next;
                }

                Add(new Rate(known.Values<int>(1)[row], known.Values<long>(2)[row], known.Values<long>(3)[row], known.Values<double>(4)[row]));
            }
        }

        Write(writer, currency, lastDay);
        writer.Finish();
    }

    private void Add(Rate rate)
    {
        earliest.Add(earliest.Count == 0 ? rate.From : Math.Min(earliest[^1], rate.From));
        rates.Add(rate);
    }

    private void Write(BatchWriter writer, byte currency, int lastDay)
    {
        var upTo = 0;
        for (var day = rates.Count == 0 ? lastDay + 1 : rates[0].Day; day <= lastDay; day++)
        {
            while (upTo < rates.Count && rates[upTo].Day <= day)
            {
                upTo++;
            }

            WriteDay(writer, currency, day, upTo);
        }

        rates.Clear();
        earliest.Clear();
    }

    // An event of a day is never known before the day. Where all older rates came later than what is open ends, none can answer.
    private void WriteDay(BatchWriter writer, byte currency, int day, int upTo)
    {
        open.Reset(day * Window.Day);
        for (var i = upTo - 1; i >= 0 && earliest[i] < open.End; i--)
        {
            foreach (var (from, until) in open.Take(rates[i].From, rates[i].Until))
            {
                writer.Set(0, currency);
                writer.Set(1, day);
                writer.Set(2, from);
                writer.Set(3, until);
                writer.Set(4, rates[i].Value);
                writer.Next();
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Rate(int Day, long From, long Until, double Value);
}
