namespace Assay.Market;

internal enum Goods
{
    Genuine,
    Counterfeit,
    Accessory,
    Unbranded,
}

/// <summary>How a listing speaks of the brand whose goods it copies.</summary>
internal enum Disguise
{
    Plain,
    Homoglyph,
    Leet,
    Spaced,
    Alias,
    Misspelt,
    Unnamed,
}

/// <summary>One offer.</summary>
internal sealed class Listing
{
    public required ulong Id { get; init; }

    public required Seller Seller { get; init; }

    public required Goods Goods { get; init; }

    public required Category Category { get; init; }

    /// <summary>The article offered, copied, or fitted; none for unbranded goods.</summary>
    public Product? Product { get; init; }

    public Disguise Disguise { get; set; }

    public bool Slang { get; set; }

    public Language Language { get; set; }

    public string Title { get; set; } = "";

    public string Description { get; set; } = "";

    public string? Brand { get; set; }

    public string Condition { get; set; } = "new";

    public string? Gtin { get; set; }

    public string? Mpn { get; set; }

    /// <summary>The price over that of the genuine article; 1 for goods that have none.</summary>
    public double Ratio { get; set; }

    public long Price { get; set; }

    public long SalePrice { get; set; }

    public long NewPrice { get; set; }

    public ulong Photo { get; set; }

    public int Flips { get; set; }

    public long CreatedAt { get; set; }

    public long UpdatedAt { get; set; }

    public long RemovedAt { get; set; }

    public double Popularity { get; set; }

    public bool Fake => Goods == Goods.Counterfeit;

    public Operator? Source => Fake ? Seller.Operator ?? Seller.DeceivedBy : null;

    public Currency Currency => Seller.Country.Currency;

    /// <summary>Half-open: when it can be bought.</summary>
    public long Until(long end)
    {
        var until = RemovedAt > 0 ? RemovedAt : end;
        return Seller.ClosedAt > 0 ? Math.Min(until, Seller.ClosedAt) : until;
    }
}
