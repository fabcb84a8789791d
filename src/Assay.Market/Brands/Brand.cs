namespace Assay.Market;

/// <summary>A brand and its goods. A troll's "brand" has registrations and no goods.</summary>
internal sealed class Brand
{
    public required int Index { get; init; }

    public required ulong Id { get; init; }

    public required string Name { get; init; }

    public required string[] Aliases { get; init; }

    public required string Holder { get; init; }

    public required Country Country { get; init; }

    public required bool Troll { get; init; }

    /// <summary>How eagerly its holder looks for fakes and sends notices, 0 to 1.</summary>
    public required double Vigour { get; init; }

    /// <summary>Letters that its genuine model numbers begin with.</summary>
    public required string Series { get; init; }

    public List<Product> Products { get; } = [];

    public List<Right> Rights { get; } = [];
}

internal sealed record Right(ulong Id, string Kind, string Jurisdiction, string Registration, string Classes, string? Text, long From);

/// <summary>A genuine article.</summary>
internal sealed class Product
{
    public required int Index { get; init; }

    public required ulong Id { get; init; }

    public required Brand Brand { get; init; }

    public required Category Category { get; init; }

    public required string Model { get; init; }

    public required string Gtin { get; init; }

    public required string Mpn { get; init; }

    /// <summary>The recommended price in dollar cents.</summary>
    public required long Cents { get; init; }

    public required string Attribute { get; init; }

    public required long From { get; init; }

    public ulong OfficialPhoto(int angle) => Mix.Of(Id, 900, (ulong)angle);
}
