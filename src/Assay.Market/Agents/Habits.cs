namespace Assay.Market;

internal enum SellerKind
{
    Authorised,
    Retailer,
    Hobbyist,
    Outlet,
    ParallelImporter,
    Refurbisher,
    AccessoryMaker,
    OwnLabel,
    Counterfeiter,
}

/// <summary>
/// How a kind of honest seller goes about its trade. An operator's shop takes one of these as its front, so that its template,
/// papers, sizes and countries are drawn as theirs.
/// </summary>
internal sealed record Habits(
    SellerKind Kind, string Name, double Share, double Business, double BasicTemplate, double Listings, double Spread,
    double LowPrice, double HighPrice, double Branded, double Newcomer, double Used, double BadLogistics, double Popularity)
{
    public static Habits[] Honest { get; } =
    [
        new(SellerKind.Authorised, "authorised", 0.08, 1.0, 0.05, 13, 0.8, 0.90, 1.05, 1.0, 0.10, 0, 0.05, 1.5),
        new(SellerKind.Retailer, "retailer", 0.27, 0.8, 0.30, 7, 0.9, 0.82, 1.08, 0.6, 0.30, 0, 0.12, 1.1),
        new(SellerKind.Hobbyist, "hobbyist", 0.25, 0.05, 0.85, 2.6, 0.6, 0.35, 0.95, 0.7, 0.45, 0.6, 0.20, 0.5),
        new(SellerKind.Outlet, "outlet", 0.09, 0.8, 0.35, 9, 0.8, 0.40, 0.80, 0.8, 0.35, 0, 0.15, 1.3),
        new(SellerKind.ParallelImporter, "parallel_importer", 0.10, 0.7, 0.45, 7, 0.8, 0.55, 0.92, 0.9, 0.40, 0, 0.25, 1.2),
        new(SellerKind.Refurbisher, "refurbisher", 0.06, 0.6, 0.40, 7, 0.7, 0.40, 0.75, 0.95, 0.30, 0.2, 0.15, 0.9),
        new(SellerKind.AccessoryMaker, "accessory_maker", 0.08, 0.7, 0.40, 9, 0.7, 0.05, 0.25, 0.75, 0.35, 0, 0.15, 1.0),
        new(SellerKind.OwnLabel, "own_label", 0.07, 0.7, 0.45, 8, 0.8, 0.15, 0.60, 0.0, 0.40, 0, 0.15, 1.0),
    ];

    public static double[] Shares { get; } = [.. Honest.Select(h => h.Share)];

    /// <summary>What operators pretend to be: seldom an authorised store.</summary>
    public static double[] Fronts { get; } = [0.01, 0.22, 0.23, 0.18, 0.20, 0.03, 0.04, 0.09];
}
