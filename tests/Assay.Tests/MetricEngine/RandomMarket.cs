using Assay.Metrics;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;

namespace Assay.Tests.MetricEngine;

/// <summary>Random events of every stream of a kind of subject: few values to a field, so that conditions hold often; nulls, late rows, equal times.</summary>
internal sealed class RandomMarket : IEventSource, IDisposable
{
    private readonly List<EventRows> open = [];

    public RandomMarket(string subject, int subjects, long t)
    {
        var random = new Random(11);
        foreach (var stream in MarketStreams.All.Where(s => s.Subjects.Contains(subject)))
        {
            Events[stream] = [.. Enumerable.Range(1, subjects).SelectMany(s => Enumerable.Range(0, random.Next(4) == 0 ? random.Next(3) : random.Next(150)).Select(_ => One(random, stream, (uint)s, t)))];
        }
    }

    public Dictionary<EventStream, IReadOnlyList<EventRow>> Events { get; } = [];

    public IEnumerable<EventBlock> Read(StreamPlan plan, uint first, uint last)
    {
        open.Add(new EventRows(plan, Events[plan.Stream].Where(e => e.Subject >= first && e.Subject <= last)));
        return open[^1].Blocks();
    }

    public void Dispose() => open.ForEach(o => o.Dispose());

    private static EventRow One(Random random, EventStream stream, uint subject, long t)
    {
        var at = random.Next(3) switch
        {
            0 => t - random.NextInt64(2 * Window.Day),
            1 => t - random.NextInt64(40 * Window.Day),
            _ => t + Window.Hour - random.NextInt64(150 * Window.Day),
        };
        at = random.Next(8) == 0 ? Window.Floor(at, Window.Hour) : at;
        var until = random.Next(8) == 0 ? at + random.NextInt64(30 * Window.Day) : long.MaxValue;
        return new EventRow(subject, at, (ulong)random.NextInt64(), random.Next(8) == 0 ? at + random.NextInt64(Window.Day) : at, until, [.. stream.Fields.Select(f => Value(random, f))]);
    }

    private static long? Value(Random random, EventField field) => random.Next(9) == 0 ? null : field.Kind switch
    {
        FieldKind.Code => 1 + random.Next(Math.Min(field.Codes.Count, 9)),
        FieldKind.Key => 1 + random.Next(12),
        _ => random.Next(3) == 0 ? random.Next(-20, 120) * field.Scale : random.NextInt64(1L << random.Next(1, 34)),
    };
}
