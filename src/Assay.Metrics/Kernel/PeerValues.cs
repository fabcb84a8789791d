using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Assay.Metrics.Definitions;

namespace Assay.Metrics.Kernel;

/// <summary>How peers' values are spread.</summary>
/// <param name="Count">Peers with a value.</param>
/// <param name="Low">The value of which a tenth is lower or equal.</param>
/// <param name="Median">The same of a half.</param>
/// <param name="High">The same of nine tenths.</param>
public sealed record PeerSpread(int Count, double Low, double Median, double High);

/// <summary>
/// The values that a metric's peers had at 00:00 UTC of the day: what a percentile compares with. A subject is among its own peers.
/// </summary>
public sealed class PeerValues
{
    /// <summary>Fewer peers with a value say nothing.</summary>
    public const int Fewest = 20;

    private readonly Dictionary<ulong, Group> groups = [];

    private PeerValues()
    {
    }

    /// <summary>Gathers the peers' values.</summary>
    /// <param name="values">A value a subject, NaN for null.</param>
    /// <param name="group">The group of each subject; 0 for none.</param>
    public static PeerValues Of(ReadOnlySpan<double> values, ReadOnlySpan<ulong> group)
    {
        var gathered = new Dictionary<ulong, List<double>>();
        for (var i = 0; i < values.Length; i++)
        {
            if (group[i] == 0 || double.IsNaN(values[i]))
            {
                continue;
            }

            if (!gathered.TryGetValue(group[i], out var list))
            {
                gathered[group[i]] = list = [];
            }

            list.Add(values[i]);
        }

        var peers = new PeerValues();
        foreach (var (key, list) in gathered.Where(g => g.Value.Count >= Fewest))
        {
            list.Sort();
            peers.groups[key] = new Group(list);
        }

        return peers;
    }

    /// <summary>The share of peers with a lower value, ties half, or the value over the peers' median; NaN where there are too few peers.</summary>
    public double Compare(Aggregate aggregate, double value, ulong group)
    {
        if (double.IsNaN(value) || group == 0 || !groups.TryGetValue(group, out var peers))
        {
            return double.NaN;
        }

        return aggregate == Aggregate.TimesMedian ? value / peers.Divisor : peers.Share(value);
    }

    /// <summary>How a group's values are spread; null where it has too few.</summary>
    public PeerSpread? Spread(ulong group) => group != 0 && groups.TryGetValue(group, out var peers)
        ? new PeerSpread(peers.Count, peers.At(0.1), peers.At(0.5), peers.At(0.9))
        : null;

    // Many peers have the same value: each different one stands once, with how many are lower. A metric's values are cold each time that they are asked for, so that few
    // steps of a search wait for memory: the last of every page is looked at first, then a page at once.
    private sealed class Group
    {
        private const int Page = 64;

        private readonly double[] different;
        private readonly double[] lasts;
        private readonly int[] lower;

        public Group(List<double> sorted)
        {
            var starts = Enumerable.Range(0, sorted.Count).Where(i => i == 0 || sorted[i] != sorted[i - 1]).ToList();
            different = [.. starts.Select(i => sorted[i]), .. Enumerable.Repeat(double.PositiveInfinity, Page - (starts.Count % Page))];
            lasts = [.. Enumerable.Range(0, (different.Length / Page) - 1).Select(page => different[((page + 1) * Page) - 1])];
            lower = [.. starts, sorted.Count];
            Divisor = sorted[(sorted.Count - 1) / 2] is var median && median == 0 ? double.NaN : median;
        }

        public int Count => lower[^1];

        /// <summary>The median, NaN for 0.</summary>
        public double Divisor { get; }

        /// <summary>The share of lower values, equal ones half.</summary>
        public double Share(double value)
        {
            var at = FirstNotLower(value);
            var notHigher = at < lower.Length - 1 && different[at] == value ? lower[at + 1] : lower[at];
            return (lower[at] + notHigher) / (2.0 * Count);
        }

        /// <summary>The value of which that share is lower or equal: an order statistic, and no mean of two.</summary>
        public double At(double share)
        {
            var rank = Math.Max(0, (int)Math.Ceiling(share * Count) - 1);
            var found = Array.BinarySearch(lower, rank);
            return different[found >= 0 ? found : ~found - 1];
        }

        private int FirstNotLower(double value)
        {
            var (page, left) = (0, lasts.Length);
            while (left > 0)
            {
                // Halves without a branch, which would be guessed wrong every other time.
                var half = (left + 1) >> 1;
                page += half * One(lasts[page + half - 1] < value);
                left -= half;
            }

            var at = page * Page;
            var values = different.AsSpan(at, Page);
            for (; values.Length > 0; values = values[Vector512<double>.Count..])
            {
                at += BitOperations.PopCount(Vector512.LessThan(Vector512.Create<double>(values), Vector512.Create(value)).ExtractMostSignificantBits());
            }

            return at;
        }

        private static int One(bool holds) => Unsafe.BitCast<bool, byte>(holds);
    }
}
