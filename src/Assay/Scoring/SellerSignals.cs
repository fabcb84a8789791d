using static Assay.Scoring.SignalSubject;

namespace Assay.Scoring;

/// <summary>What a seller's score adds to the seller's own facts: what its listings came to.</summary>
public static class SellerSignals
{
    /// <summary>What a seller may be told of a signal; null for nothing, and for a code that this build does not know.</summary>
    public static string? ToSeller(string code) => All.Concat(ColdSignals.All).FirstOrDefault(s => s.Code == code)?.ToSeller;

    /// <summary>The seller's own signals and those of its listings.</summary>
    public static IReadOnlyList<ColdSignal> All { get; } =
    [
        .. ColdSignals.All.Where(s => s.Subject == Seller),
        new("listings_flagged_share", Seller, 0, 0.5, 2.2, "{0:0%} of its listings are held or taken down", "Several listings of the shop are held or taken down."),
        new("listings_flagged_count", Seller, 0, 8, 1.6, "{0:0} of its listings are held or taken down"),
    ];
}
