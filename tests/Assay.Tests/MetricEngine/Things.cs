using Assay.Import;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using Assay.Metrics.Plans;

namespace Assay.Tests.MetricEngine;

/// <summary>One event of a stream: fields by name, null where it has none; numbers in stored units.</summary>
internal sealed record Thing(uint Subject, long At, ulong Tie, long KnownFrom, long KnownUntil, IReadOnlyDictionary<string, long?> Fields);

/// <summary>A stream that means nothing, its catalogue, and random events of it.</summary>
internal static class Things
{
    public static EventStream Stream { get; } = new(
        "things",
        ["box", "shelf"],
        [EventField.Code("colour", "red", "green", "blue"), EventField.YesNo("broken"), EventField.Key("owner"), EventField.Number("weight", "kg", 100), EventField.Number("size", "m", 10)],
        ["things"]);

    public static Catalogue Catalogue { get; } = Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "MetricEngine", "things.yaml")));

    public static CatalogueReading Reading(params string[] yaml) =>
        new ReadCatalogue([Stream], NearestName.Of).Run(yaml.Index().Select(f => ($"file{f.Index}.yaml", f.Item)));

    public static Catalogue Read(string yaml)
    {
        var reading = Reading(yaml);
        return reading.Problems.Count == 0 ? reading.Catalogue : throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }

    /// <summary>Events of some subjects around a moment: late ones, versions, equal times, nulls, window borders, extreme numbers.</summary>
    public static List<Thing> Random(int seed, int subjects, int most, long t)
    {
        var random = new Random(seed);
        var things = new List<Thing>();
        for (var subject = 1u; subject <= subjects; subject++)
        {
            var count = random.Next(4) == 0 ? random.Next(3) : random.Next(most);
            for (var i = 0; i < count; i++)
            {
                things.Add(One(random, subject, t));
            }
        }

        return things;
    }

    /// <summary>Sorts events as the store does and hands them to a kernel in blocks of random sizes; values by metric and subject.</summary>
    public static ValueRows Fold(Catalogue catalogue, string subject, IEnumerable<Thing> things, long t, int subjects, Lanes lanes, int seed = 1)
    {
        var rows = new ValueRows(subjects, catalogue.Of(subject).Count);
        rows.Start(1);
        new MeasureSubjects(catalogue, subject, lanes).Run(
            new RandomBlocks(things, seed), t, [new SubjectRun(1, (uint)subjects)], 1, (part, values) => Copy(part, values, rows), default);
        return rows;
    }

    private static void Copy(SubjectRun part, ValueRows from, ValueRows to)
    {
        for (var s = part.First; s <= part.Last; s++)
        {
            for (var place = 0; place < from.Width; place++)
            {
                to[s, place] = from[s, place];
            }
        }
    }

    public static EventRow Row(Thing thing) => new(
        thing.Subject, thing.At, thing.Tie, thing.KnownFrom, thing.KnownUntil, [.. Stream.Fields.Select(f => thing.Fields[f.Name])]);

    private static Thing One(Random random, uint subject, long t)
    {
        var at = random.Next(12) switch
        {
            0 => Window.Known[random.Next(5)].Start(t) + random.Next(-1, 2),
            1 => t - random.Next(0, 3),
            2 => t + random.NextInt64(Window.Day),
            < 6 => t - random.NextInt64(2 * Window.Hour),
            < 9 => t - random.NextInt64(10 * Window.Day),
            _ => t - random.NextInt64(200 * Window.Day),
        };
        at = random.Next(6) == 0 ? Window.Floor(at, Window.Day) : at;
        var from = random.Next(4) == 0 ? at + random.NextInt64(Window.Day) : at;
        var until = random.Next(5) == 0 ? from + random.NextInt64(3 * Window.Day) : long.MaxValue;
        return new Thing(subject, at, (ulong)random.NextInt64(), from, until, new Dictionary<string, long?>(StringComparer.Ordinal)
        {
            ["colour"] = Or(random, random.Next(1, 4)),
            ["broken"] = Or(random, random.Next(1, 3)),
            ["owner"] = Or(random, random.Next(1, random.Next(2) == 0 ? 4 : 400)),
            ["weight"] = Or(random, random.Next(9) == 0 ? random.NextInt64(-(1L << 40), 1L << 40) : random.Next(-5000, 200_000)),
            ["size"] = Or(random, random.Next(0, 60)),
        });
    }

    private static long? Or(Random random, long value) => random.Next(7) == 0 ? null : value;

    // Blocks of random sizes.
    private sealed class RandomBlocks(IEnumerable<Thing> things, int seed) : IEventSource
    {
        public IEnumerable<EventBlock> Read(StreamPlan plan, uint first, uint last)
        {
            var random = new Random(seed);
            using var events = new EventRows(plan, things.Where(e => e.Subject >= first && e.Subject <= last).Select(Row));
            foreach (var block in events.Blocks(() => random.Next(3) == 0 ? EventBlock.Most : random.Next(1, 40)))
            {
                yield return block;
            }
        }
    }
}
