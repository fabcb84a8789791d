using Assay.Scoring;

namespace Assay.Policy;

/// <summary>What may be done with a listing.</summary>
public enum ListingAction
{
    /// <summary>Nothing.</summary>
    Allow,

    /// <summary>A person looks at it.</summary>
    Review,

    /// <summary>It is not shown until a person has looked at it.</summary>
    Hold,

    /// <summary>It is taken down; one action puts it back.</summary>
    TakeDown,
}

/// <summary>What may be done with a seller. Closing a shop takes two people and is never decided here.</summary>
public enum SellerAction
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is looked at more often.</summary>
    Watch,

    /// <summary>It may not publish more.</summary>
    Limit,

    /// <summary>Its payouts wait.</summary>
    FreezePayout,
}

/// <summary>
/// From risk to action, by one written precedence. Nothing here is irreversible; what has no hard evidence is at most held.
/// </summary>
public static class Thresholds
{
    /// <summary>Name of this rule set in a decision's versions.</summary>
    public const string Version = "cold-2";

    /// <summary>Signals that are evidence of their own: an examination or an upheld notice.</summary>
    private static readonly HashSet<string> Hard = new(StringComparer.Ordinal) { "found_counterfeit", "notices_upheld" };

    /// <summary>
    /// The action on a listing. First that holds: found genuine, or no right of the brand holds → at most review; 0.97 and hard evidence → take down; 0.75 → hold;
    /// 0.30 → review; else allow.
    /// </summary>
    public static (ListingAction Action, string Rule) OnListing(Risk risk, ReadOnlySpan<Reason> reasons)
    {
        var (hard, noRight) = (false, false);
        foreach (var reason in reasons)
        {
            hard |= reason.Weight > 0 && Hard.Contains(reason.Signal.Code);
            if (reason.Signal.Code == "found_genuine")
            {
                return AtMostReview(risk, "found-genuine-at-most-review");
            }

            noRight |= reason.Signal.Code == "right_does_not_hold";
        }

        if (noRight)
        {
            return AtMostReview(risk, "no-right-holds-at-most-review");
        }

        return risk.Probability switch
        {
            >= 0.97 when hard => (ListingAction.TakeDown, "take-down-at-0.97-with-hard-evidence"),
            >= 0.75 => (ListingAction.Hold, "hold-at-0.75"),
            >= 0.30 => (ListingAction.Review, "review-at-0.30"),
            _ => (ListingAction.Allow, "below-0.30"),
        };
    }

    private static (ListingAction Action, string Rule) AtMostReview(Risk risk, string rule) =>
        risk.Probability >= 0.30 ? (ListingAction.Review, rule) : (ListingAction.Allow, "below-0.30");

    /// <summary>The action on a seller: 0.90 → freeze payout, 0.70 → limit, 0.30 → watch, else none.</summary>
    public static SellerAction OnSeller(Risk risk) => risk.Probability switch
    {
        >= 0.90 => SellerAction.FreezePayout,
        >= 0.70 => SellerAction.Limit,
        >= 0.30 => SellerAction.Watch,
        _ => SellerAction.None,
    };

    /// <summary>The action as decisions and exports spell it.</summary>
    public static string Spell(ListingAction action) => action switch
    {
        ListingAction.Allow => "allow",
        ListingAction.Review => "review",
        ListingAction.Hold => "hold",
        ListingAction.TakeDown => "take_down",
        _ => throw new InvalidOperationException($"The listing action {action} has no spelling."),
    };

    /// <summary>The action as seller risks and exports spell it.</summary>
    public static string Spell(SellerAction action) => action switch
    {
        SellerAction.None => "none",
        SellerAction.Watch => "watch",
        SellerAction.Limit => "limit",
        SellerAction.FreezePayout => "freeze_payout",
        _ => throw new InvalidOperationException($"The seller action {action} has no spelling."),
    };
}
