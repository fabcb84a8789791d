using System.Text.Json.Serialization;

namespace Assay.Screening.Products.Tables;

/// <summary>Which column of a table means what; null where none does.</summary>
public sealed record ProductRoles
{
    /// <summary>The row's id; without one rows are numbered from 1.</summary>
    public string? Id { get; init; }

    /// <summary>What the product is called.</summary>
    public string? Title { get; init; }

    /// <summary>Brand or manufacturer.</summary>
    public string? Brand { get; init; }

    /// <summary>The manufacturer's part number.</summary>
    public string? PartNumber { get; init; }

    /// <summary>The GTIN.</summary>
    public string? Gtin { get; init; }

    /// <summary>The price.</summary>
    public string? Price { get; init; }

    /// <summary>The description.</summary>
    public string? Description { get; init; }

    /// <summary>The columns that mean something, with what they mean.</summary>
    [JsonIgnore]
    public IEnumerable<(string Role, string Column)> Known =>
        new (string Role, string? Column)[]
        {
            ("id", Id), ("title", Title), ("brand", Brand), ("part number", PartNumber), ("GTIN", Gtin), ("price", Price), ("description", Description),
        }.Where(r => r.Column is not null).Select(r => (r.Role, r.Column!));
}
