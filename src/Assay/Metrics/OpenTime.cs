namespace Assay.Metrics;

/// <summary>
/// The time for which nothing is known yet. Offered what was known when, best first, it hands out for each the stretches in which nothing
/// better was known; so a row that came late, or was replaced, answers exactly while it was the best there was.
/// </summary>
internal sealed class OpenTime
{
    /// <summary>The end of what has no end.</summary>
    public const long Never = long.MaxValue;

    private readonly List<(long From, long Until)> taken = [];
    private List<(long From, long Until)> open = [];
    private List<(long From, long Until)> next = [];

    /// <summary>True when everything has its answer.</summary>
    public bool IsClosed => open.Count == 0;

    /// <summary>The end of the last open stretch; of nothing, the beginning of time.</summary>
    public long End => IsClosed ? long.MinValue : open[^1].Until;

    /// <summary>What is still open, in order.</summary>
    public IReadOnlyList<(long From, long Until)> Open => open;

    /// <summary>Opens all time from a moment, in microseconds.</summary>
    public void Reset(long from)
    {
        open.Clear();
        open.Add((from, Never));
    }

    /// <summary>Takes what is open between two moments; the stretches live until the next call.</summary>
    public IReadOnlyList<(long From, long Until)> Take(long from, long until)
    {
        taken.Clear();
        next.Clear();
        foreach (var gap in open)
        {
            var (start, end) = (Math.Max(gap.From, from), Math.Min(gap.Until, until));
            if (start >= end)
            {
                next.Add(gap);
                continue;
            }

            taken.Add((start, end));
            AddUnlessEmpty(gap.From, start);
            AddUnlessEmpty(end, gap.Until);
        }

        (open, next) = (next, open);
        return taken;
    }

    private void AddUnlessEmpty(long from, long until)
    {
        if (from < until)
        {
            next.Add((from, until));
        }
    }
}
