namespace Assay.Import;

/// <summary>A column of the feed contract.</summary>
/// <param name="Name">Its name in the feed and in the warehouse.</param>
/// <param name="Kind">What it holds.</param>
public sealed record FeedColumn(string Name, ColumnKind Kind)
{
    /// <summary>False for a column that must be there and hold a value in every row.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The words that a <see cref="ColumnKind.Choice"/> may hold, in contract order.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Smallest value of a number; inclusive.</summary>
    public double Least { get; init; }

    /// <summary>Largest value of a number; inclusive.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>The later fact whose time this column waits for: <c>refund_reason</c> is known from <c>refunded_at</c>.</summary>
    public string? KnownFrom { get; init; }

    /// <summary>True where a rejected value may be somebody's number or document, so that the rejected file masks it.</summary>
    public bool IsMasked => Kind is ColumnKind.Hash or ColumnKind.Account or ColumnKind.Router;

    /// <summary>What a row must hold here, to complete "expected …".</summary>
    public string Expected => Kind switch
    {
        ColumnKind.Id => "an id of 1 to 64 bytes",
        ColumnKind.Text => "text in UTF-8 without NUL",
        ColumnKind.Hash => "32 to 64 hexadecimal digits (a keyed hash, never the number or document itself)",
        ColumnKind.Router => "a hash of the router's BSSID, 1 to 64 bytes (never the hardware address itself)",
        ColumnKind.Account => "an opaque account id of 1 to 64 bytes (never an IBAN, a card or a phone number)",
        ColumnKind.Time => "a time in ISO 8601, such as 2026-06-30T12:00:00Z, from 1990 to a day after the import",
        ColumnKind.Validity => "a time in ISO 8601, such as 2026-06-30T12:00:00Z",
        ColumnKind.Day => "a day, such as 2026-06-30, from 1990 to a day after the import",
        ColumnKind.Money => "an amount of 0 or more, such as 19.90",
        ColumnKind.Price => "a price of 0 or more, such as 19.90 USD, or a number beside the column currency",
        ColumnKind.Currency => "an ISO 4217 code, such as USD",
        ColumnKind.Country => "an ISO 3166-1 code of two letters, such as DE",
        ColumnKind.Whole => $"a whole number {Range()}",
        ColumnKind.Real => $"a number {Range()}",
        ColumnKind.Choice => $"one of {string.Join(", ", Choices)}",
        ColumnKind.Image => "a http(s) URL, or a path inside the feed's folder that is no link",
        ColumnKind.Images => "http(s) URLs, or paths inside the feed's folder that are no links, separated by commas",
        ColumnKind.Ip => "an IPv4 or IPv6 address",
        ColumnKind.Prefix => "a prefix in CIDR form, such as 203.0.113.0/24",
        ColumnKind.Pdq => "64 hexadecimal digits",
        ColumnKind.Json => "a JSON object",
        _ => throw new InvalidOperationException($"Column kind {Kind} has no sentence."),
    };

    private string Range() => double.IsPositiveInfinity(Most) ? $"of {Least} or more" : $"from {Least} to {Most}";
}
