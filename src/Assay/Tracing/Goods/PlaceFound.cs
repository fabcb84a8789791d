namespace Assay.Tracing.Goods;

/// <summary>A place from which more counterfeits came than chance and honest traffic explain.</summary>
/// <param name="Site">The site's id.</param>
/// <param name="Kind">production, consolidation or warehouse.</param>
/// <param name="Score">0 to 100: 100 times the least share of its goods that is counterfeit, with 95 % confidence.</param>
/// <param name="Value">Worth of the counterfeits that are expected to have come through it, guessed steps counting less.</param>
/// <param name="Share">Of all that came through it.</param>
/// <param name="Shipments">Parcels that left from it or whose goods came through it.</param>
/// <param name="Told">Share of that worth for which carriers told the way; the rest was guessed.</param>
internal sealed record PlaceFound(string Site, string Kind, double Score, double Value, double Share, long Shipments, double Told)
{
    /// <summary>Flagged sellers whose goods came through it, those with most first.</summary>
    public required IReadOnlyList<string> Sellers { get; init; }

    /// <summary>All sellers whose goods came through it.</summary>
    public required long AllSellers { get; init; }

    /// <summary>Brands of the flagged goods, between |.</summary>
    public required string? Brands { get; init; }

    /// <summary>Categories of the flagged goods, between |.</summary>
    public required string? Categories { get; init; }

    /// <summary>Country, region, position and its radius in km; null for what is not known.</summary>
    public required (string? Country, string? Region, double? Lat, double? Lon, double? RadiusKm) Position { get; init; }

    /// <summary>What is not known of it, in sentences without a full stop.</summary>
    public required IReadOnlyList<string> Unknowns { get; init; }
}
