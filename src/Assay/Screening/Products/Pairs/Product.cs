namespace Assay.Screening.Products.Pairs;

/// <summary>A row of a table of products, by what its columns mean. What a row does not have is empty; the price is null.</summary>
/// <param name="Id">The row's id.</param>
/// <param name="Title">What it is called.</param>
public sealed record Product(string Id, string Title)
{
    /// <summary>Brand or manufacturer.</summary>
    public string Brand { get; init; } = "";

    /// <summary>The manufacturer's part number.</summary>
    public string PartNumber { get; init; } = "";

    /// <summary>The GTIN: 8 to 14 digits.</summary>
    public string Gtin { get; init; } = "";

    /// <summary>Price as stated; null where none is.</summary>
    public double? Price { get; init; }

    /// <summary>Description.</summary>
    public string Description { get; init; } = "";

    /// <summary>All further columns, in the table's order.</summary>
    public string Other { get; init; } = "";
}
