namespace Assay.Monitor.Gate;

/// <summary>A listing that somebody wants to publish, by the contract of the <c>listings</c> feed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="SellerId">Its seller's.</param>
/// <param name="Title">Its title.</param>
/// <param name="Asked">What is asked for it, the sale price before the price, in ten-thousandths of the currency.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record OfferedListing(string Id, string SellerId, string Title, long Asked, string Currency)
{
    /// <summary>What it says of itself.</summary>
    public string? Description { get; init; }

    /// <summary>The brand that it names in the brand's own column.</summary>
    public string? Brand { get; init; }

    /// <summary>Its category: Google's, else the marketplace's own.</summary>
    public string? Category { get; init; }

    /// <summary><c>new</c> where it says nothing.</summary>
    public string Condition { get; init; } = "new";

    /// <summary>GS1's number.</summary>
    public string? Gtin { get; init; }

    /// <summary>The maker's number.</summary>
    public string? Mpn { get; init; }

    /// <summary>The country that it is sent from, ISO 3166-1.</summary>
    public string? ShipFrom { get; init; }

    /// <summary>The hash of its main photo, where the marketplace made one.</summary>
    public string? Pdq { get; init; }

    /// <summary>Where its photos are, the main one first; as the feed spells them.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Columns that the contract does not have; they were not read.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];
}
