namespace Assay.Import;

/// <summary>What a column of a feed holds; decides how it is read, checked, stored and shown.</summary>
public enum ColumnKind
{
    /// <summary>An opaque id of 1 to 64 bytes.</summary>
    Id,

    /// <summary>Free text in UTF-8.</summary>
    Text,

    /// <summary>32 to 64 hexadecimal digits: a keyed hash of the marketplace's own.</summary>
    Hash,

    /// <summary>The hash of a router's BSSID: an opaque id, and never the hardware address itself.</summary>
    Router,

    /// <summary>An opaque account id; never an IBAN, a payment card or a phone number.</summary>
    Account,

    /// <summary>When something happened; not more than a day after the import.</summary>
    Time,

    /// <summary>From when or until when something holds; may lie ahead.</summary>
    Validity,

    /// <summary>A calendar day.</summary>
    Day,

    /// <summary>An amount of money, 0 or more, beside a currency column; kept to four decimal places.</summary>
    Money,

    /// <summary>A price as <c>19.90 USD</c>, or a number beside a currency column; kept to four decimal places.</summary>
    Price,

    /// <summary>An ISO 4217 code.</summary>
    Currency,

    /// <summary>An ISO 3166-1 alpha-2 code.</summary>
    Country,

    /// <summary>A whole number in a range.</summary>
    Whole,

    /// <summary>A real number in a range.</summary>
    Real,

    /// <summary>One of a closed list of words.</summary>
    Choice,

    /// <summary>A URL, or a path inside the feed's folder.</summary>
    Image,

    /// <summary>Several of <see cref="Image"/>, separated by commas; a comma inside one is written %2C.</summary>
    Images,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Ip,

    /// <summary>An IPv4 or IPv6 prefix in CIDR form.</summary>
    Prefix,

    /// <summary>A PDQ hash: 64 hexadecimal digits.</summary>
    Pdq,

    /// <summary>A JSON object.</summary>
    Json,
}
