namespace Assay.Market;

/// <summary>The person or gang behind several counterfeit shops.</summary>
internal sealed class Operator
{
    public required int Index { get; init; }

    public required ulong Id { get; init; }

    public required ulong Key { get; init; }

    /// <summary>0: careless; 1: separates everything, prices like the genuine article, buys aged accounts.</summary>
    public required double Skill { get; init; }

    public required Country Country { get; init; }

    public required City City { get; init; }

    public required Factory Factory { get; init; }

    public List<Seller> Shops { get; } = [];

    public List<ulong> Devices { get; } = [];

    public List<Line> Lines { get; } = [];

    public Site Stock { get; set; } = null!;

    public Ring? Ring { get; set; }

    /// <summary>How its goods travel, in a story; null: from its factory.</summary>
    public Chain? Chain { get; set; }

    /// <summary>The honest seller whom it frames.</summary>
    public Seller? Victim { get; set; }

    public ulong Account => Mix.Of(Key, 602);

    /// <summary>An account in another's name between shops and operator; zero: none.</summary>
    public ulong Mule { get; set; }

    public ulong Phone => Mix.Of(Key, 603);

    public int Fakes => Shops.Sum(s => s.Fakes);
}

/// <summary>Where counterfeits are made, or the workshop that an operator believes them to come from.</summary>
internal sealed class Factory
{
    public required int Index { get; init; }

    public required Site Site { get; init; }

    /// <summary>Where its goods are split among operators; some of these honest people use too.</summary>
    public required Site Consolidation { get; init; }

    public required ulong Payee { get; init; }

    /// <summary>An agent that takes the money of some operators on the factory's behalf.</summary>
    public required ulong Broker { get; init; }

    public required Product[] Products { get; init; }

    public List<Operator> Operators { get; } = [];
}

/// <summary>An honest wholesaler: a warehouse, an account into which many shops pay, and brands.</summary>
internal sealed record Supplier(int Index, Site Site, Site Origin, ulong Account, ulong Phone);

/// <summary>Buyers who are paid for five stars, and who shop elsewhere to look real.</summary>
internal sealed record Ring(int Index, int[] Members);

/// <summary>Something that unrelated people share.</summary>
internal sealed record Hub(int Index, string Kind, Country Country, City City, Line Line, ulong Device, Site? Site);
