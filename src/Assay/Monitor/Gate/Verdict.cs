using Assay.Policy;
using Assay.Scoring;

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
/// <param name="Brand">The registered brand that it names; null for none.</param>
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
    string? Brand,
    IReadOnlyList<string> LookedAt,
    IReadOnlyList<NotLookedAt> NotLookedAt,
    GateKnowledge Knowledge,
    DateTime At);
