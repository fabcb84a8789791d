using Assay.Policy;

namespace Assay.Monitor.Gate;

/// <summary>
/// Judges a listing before it is published: facts by the checks, signals and weights of the cold score, the action by its thresholds. A check that is late or cannot be
/// made is named; where one was late that needs nothing but time, the verdict is at least review.
/// </summary>
/// <param name="late">Checks that may be late.</param>
/// <param name="clock">When, and how long.</param>
public sealed class ScreenListing(IReadOnlyList<LateCheck> late, TimeProvider clock)
{
    private const string Late = "the deadline had passed";
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const string LateRule = "late-at-least-review";

    private static readonly IReadOnlyList<string> AllNames = [.. GateChecks.All.Select(c => c.Name)];

    private readonly VerdictIds ids = new(clock);

    /// <summary>Judges.</summary>
    /// <param name="offer">The listing.</param>
    /// <param name="pictures">Pictures that came with it.</param>
    /// <param name="knowledge">What is known of the market.</param>
    /// <param name="deadline">The clock's timestamp after which nothing more is looked at.</param>
    /// <param name="stop">Who asked is gone.</param>
    public ValueTask<Verdict> Run(OfferedListing offer, OfferedPictures pictures, GateKnowledge knowledge, long deadline, CancellationToken stop)
    {
        var facts = new GateFacts(offer, knowledge);
        List<string>? looked = null;
        List<NotLookedAt>? not = null;
        var isLate = false;
        for (var i = 0; i < GateChecks.All.Count; i++)
        {
            var check = GateChecks.All[i];
            isLate = isLate || clock.GetTimestamp() > deadline;
            var why = isLate ? Late : Lacks(check.Needs, knowledge) ?? check.Look(facts);
            if (why is not null)
            {
                looked ??= [.. AllNames.Take(i)];
                (not ??= []).Add(new NotLookedAt(check.Name, why));
            }
            else
            {
                looked?.Add(check.Name);
            }
        }

        return late.Any(c => c.Concerns(offer, pictures))
            ? new(Wait(facts, pictures, looked ?? [.. AllNames], not ?? [], isLate, deadline, stop))
            : new(Decide(facts, looked ?? AllNames, not ?? [], isLate));
    }

    private async Task<Verdict> Wait(GateFacts facts, OfferedPictures pictures, List<string> looked, List<NotLookedAt> not, bool isLate, long deadline, CancellationToken stop)
    {
        foreach (var check in late.Where(c => c.Concerns(facts.Offer, pictures)))
        {
            var left = clock.GetElapsedTime(clock.GetTimestamp(), deadline);
            if (left <= TimeSpan.Zero)
            {
                not.Add(new NotLookedAt(check.Name, Late));
                continue;
            }

            using var within = CancellationTokenSource.CreateLinkedTokenSource(stop);
            within.CancelAfter(left < Longest ? left : Longest);
            try
            {
                var found = await check.Look(facts, pictures, within.Token).WaitAsync(left < Longest ? left : Longest, clock, stop);
                found.Put(facts);
                if (found.Why is null)
                {
                    looked.Add(check.Name);
                }
                else
                {
                    not.Add(new NotLookedAt(check.Name, found.Why));
                }
            }
            catch (Exception tooLate) when (tooLate is TimeoutException || (tooLate is OperationCanceledException && !stop.IsCancellationRequested))
            {
                not.Add(new NotLookedAt(check.Name, Late));
            }
        }

        return Decide(facts, looked, not, isLate);
    }

    private Verdict Decide(GateFacts facts, IReadOnlyList<string> looked, IReadOnlyList<NotLookedAt> not, bool isLate)
    {
        var risk = facts.AddUp(out var reasons);
        var (action, rule) = Thresholds.OnListing(risk, reasons);
        if (isLate && action == ListingAction.Allow)
        {
            (action, rule) = (ListingAction.Review, LateRule);
        }

        return new Verdict(
            ids.Next(out var at),
            facts.Offer,
            action == ListingAction.TakeDown ? ListingAction.Hold : action,
            rule,
            risk,
            reasons.ToArray(),
            facts.Reading,
            facts.Ground,
            looked,
            not,
            facts.Knowledge,
            at);
    }

    private static string? Lacks(CheckNeeds needs, GateKnowledge knowledge) => needs switch
    {
        CheckNeeds.Listing => null,
        CheckNeeds.Feeds => knowledge.AsOf is null ? "nothing was imported yet" : null,
        CheckNeeds.Scan => knowledge.HasMarket ? null : "nothing was scanned yet",
        _ => throw new InvalidOperationException($"Nobody knows whether there is what {needs} stands for."),
    };
}
