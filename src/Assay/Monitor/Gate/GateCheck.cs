namespace Assay.Monitor.Gate;

/// <summary>What a check cannot do without.</summary>
public enum CheckNeeds
{
    /// <summary>The listing alone.</summary>
    Listing,

    /// <summary>Anything imported: brands, products, sellers.</summary>
    Feeds,

    /// <summary>A scan of everything: what listings are compared with.</summary>
    Scan,
}

/// <summary>One thing that the gate looks at.</summary>
/// <param name="Name">Its name in <c>looked_at</c> and <c>not_looked_at</c>.</param>
/// <param name="Needs">What it cannot do without.</param>
/// <param name="Look">Finds facts out; why it could not, or null where it could. Waits for nothing.</param>
public sealed record GateCheck(string Name, CheckNeeds Needs, Func<GateFacts, string?> Look);

/// <summary>A check that waits for something from outside, and may be late: the verdict then stands without it and says so.</summary>
/// <param name="Name">Its name in <c>looked_at</c> and <c>not_looked_at</c>.</param>
/// <param name="Concerns">True where the listing has something for it to look at.</param>
/// <param name="Look">Finds out, and changes nothing. Stops with its token.</param>
public sealed record LateCheck(string Name, Func<OfferedListing, OfferedPictures, bool> Concerns, Func<GateFacts, OfferedPictures, CancellationToken, Task<LateFinding>> Look);

/// <summary>What a check found that may be late.</summary>
/// <param name="Why">Why it could not look, or not at everything; null where it could.</param>
/// <param name="Put">Adds what it found to the facts; called where it was in time.</param>
public sealed record LateFinding(string? Why, Action<GateFacts> Put)
{
    /// <summary>Nothing, and why.</summary>
    public static LateFinding Nothing(string? why) => new(why, static _ => { });
}

/// <summary>The checks of the gate, in the order in which they use each other. A new one is a line.</summary>
public static class GateChecks
{
    /// <summary>Those that wait for nothing.</summary>
    public static IReadOnlyList<GateCheck> All { get; } =
    [
        new("text", CheckNeeds.Listing, LookAt.Text),
        new("rights", CheckNeeds.Feeds, LookAt.Rights),
        new("numbers", CheckNeeds.Listing, LookAt.Numbers),
        new("tells", CheckNeeds.Feeds, LookAt.Tells),
        new("prices", CheckNeeds.Scan, LookAt.Prices),
        new("known_photo", CheckNeeds.Scan, LookAt.KnownPhoto),
        new("seller", CheckNeeds.Scan, LookAt.Seller),
    ];
}
