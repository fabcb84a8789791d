namespace Assay.Market;

/// <summary>A shop, honest or not, with the papers, lines and devices of the person behind it.</summary>
internal sealed class Seller
{
    public required int Index { get; init; }

    public required ulong Id { get; init; }

    public required Habits Habits { get; init; }

    public required Country Country { get; init; }

    public required City City { get; init; }

    /// <summary>What this shop's private draws hang on.</summary>
    public required ulong Key { get; init; }

    public Operator? Operator { get; set; }

    public bool Honest => Operator is null;

    public string Kind => Operator is null ? Habits.Name : "counterfeiter";

    public double Skill => Operator?.Skill ?? 0;

    public bool Business { get; set; }

    public bool BasicTemplate { get; set; }

    public long RegisteredAt { get; set; }

    /// <summary>When it began to list; an aged account lies idle before.</summary>
    public long ActiveFrom { get; set; }

    public long ClosedAt { get; set; }

    public string? CloseReason { get; set; }

    public Seller? Predecessor { get; set; }

    public ulong Identity { get; set; }

    public ulong PayoutAccount { get; set; }

    public ulong Phone { get; set; }

    public ulong Email { get; set; }

    public ulong Address { get; set; }

    public ulong SenderPhone { get; set; }

    public List<ulong> Devices { get; } = [];

    public List<Line> Lines { get; } = [];

    public Site Site { get; set; } = null!;

    public Supplier? Supplier { get; set; }

    public Ring? Ring { get; set; }

    /// <summary>A framer's ring that praises this innocent.</summary>
    public Ring? PlantedRing { get; set; }

    public Hub? Hub { get; set; }

    /// <summary>The brand whose authorised store it is.</summary>
    public Brand? Brand { get; set; }

    public int Listings { get; set; }

    public int Fakes { get; set; }

    /// <summary>The operator whose goods an honest seller was deceived into buying.</summary>
    public Operator? DeceivedBy { get; set; }

    public double Popularity { get; set; }

    public bool BadLogistics { get; set; }

    /// <summary>Malicious notices to come against it.</summary>
    public int MaliciousNotices { get; set; }

    public bool NoticeCampaign { get; set; }

    public bool FlashSale { get; set; }

    /// <summary>The only goods that it sells under their maker's name, in a story; null: what its trade brings.</summary>
    public Product[]? Range { get; set; }

    /// <summary>The places that its parcels leave from, in a story; none: its own place.</summary>
    public Site[] Outlets { get; set; } = [];

    /// <summary>Who found its goods to be counterfeit in a story, as the basis of an outcome; null: nobody in particular.</summary>
    public string? FoundBy { get; set; }

    /// <summary>What it takes from its first listing to the end, in minor units of its money, in a story; zero: what its popularity brings.</summary>
    public long Takings { get; set; }

    /// <summary>The account that the marketplace keeps for the shop until it pays out.</summary>
    public ulong Wallet => Mix.Of(Key, 601);
}
