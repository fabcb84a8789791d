using Assay.Brands.Rights;
using Assay.Policy;
using Assay.Scoring;
using Assay.Screening.Listings;

namespace Assay.Monitor.Gate;

/// <summary>Something that the gate did not look at.</summary>
/// <param name="Check">The check.</param>
/// <param name="Why">Why not.</param>
public sealed record NotLookedAt(string Check, string Why);

/// <summary>What the gate says of a listing: allow, review or hold. It never takes down what is not there yet.</summary>
/// <param name="Id">The verdict's own id.</param>
/// <param name="Offer">The listing.</param>
/// <param name="Action">Allow, review or hold.</param>
/// <param name="Rule">The rule that chose it.</param>
/// <param name="Risk">The score.</param>
/// <param name="Reasons">Strongest first.</param>
/// <param name="Reading">What its words say, and which registered brand it is about.</param>
/// <param name="Ground">On what ground that brand may act; null where it is about none, or no right of the brand is on file.</param>
/// <param name="LookedAt">Checks that were made.</param>
/// <param name="NotLookedAt">Checks that were not, and why.</param>
/// <param name="Knowledge">What it was judged by.</param>
/// <param name="At">When.</param>
public sealed record Verdict(
    string Id,
    OfferedListing Offer,
    ListingAction Action,
    string Rule,
    Risk Risk,
    Reason[] Reasons,
    ListingReading Reading,
    Ground? Ground,
    IReadOnlyList<string> LookedAt,
    IReadOnlyList<NotLookedAt> NotLookedAt,
    GateKnowledge Knowledge,
    DateTime At);
