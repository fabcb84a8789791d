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

    private readonly Dictionary<ulong, double[]> groups = [];

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
            peers.groups[key] = [.. list];
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

        if (aggregate == Aggregate.TimesMedian)
        {
            var median = peers[(peers.Length - 1) / 2];
            return median == 0 ? double.NaN : value / median;
        }

        var lower = Lower(peers, value, orEqual: false);
        var notHigher = Lower(peers, value, orEqual: true);
        return (lower + notHigher) / (2.0 * peers.Length);
    }

    /// <summary>How a group's values are spread; null where it has too few.</summary>
    public PeerSpread? Spread(ulong group) => group != 0 && groups.TryGetValue(group, out var peers)
        ? new PeerSpread(peers.Length, At(peers, 0.1), At(peers, 0.5), At(peers, 0.9))
        : null;

    // The value of which that share is lower or equal: an order statistic, and no mean of two.
    private static double At(double[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private static int Lower(double[] sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
