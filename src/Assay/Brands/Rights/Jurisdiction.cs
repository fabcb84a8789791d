using System.Runtime.InteropServices;

namespace Assay.Brands.Rights;

/// <summary>
/// Where a right holds, by the two letters of WIPO Standard ST.3: a country's of ISO 3166-1, or those of an office whose rights hold in several countries.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Jurisdiction
{
    // Council Regulations (EU) 2017/1001, Article 1, and (EC) 6/2002, Article 1: throughout the Union. The United Kingdom until the end of the transition period.
    private static readonly HashSet<string> Union = Set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK");
    private static readonly DateTime UnitedKingdomLeft = new(2021, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Benelux Convention on Intellectual Property, Article 1.
    private static readonly HashSet<string> Benelux = Set("BE LU NL");

    // Bangui Agreement, Article 4: one title for all members of OAPI.
    private static readonly HashSet<string> Oapi = Set("BF BJ CF CG CI CM GA GN GQ GW KM ML MR NE SN TD TG");

    // Eurasian Patent Convention, Article 15: throughout the contracting states.
    private static readonly HashSet<string> Eurasian = Set("AM AZ BY KG KZ RU TJ TM");

    // Offices that register for countries which the registration names and a feed does not.
    private static readonly HashSet<string> ByDesignation = Set("AP EP IB WO");

    private readonly string? code;

    private Jurisdiction(string code) => this.code = code;

    /// <summary>The two letters.</summary>
    public string Code => code ?? "";

    /// <summary>True where the countries in which the right holds cannot be told from the letters: international, European and African registrations name them one by one.</summary>
    public bool IsByDesignation => ByDesignation.Contains(Code);

    /// <summary>Reads the letters, whatever their case; EU and UK, as people write them, are EM and GB.</summary>
    public static Jurisdiction Parse(string text)
    {
        var upper = text.Trim().ToUpperInvariant();
        return new Jurisdiction(upper switch
        {
            "EU" => "EM",
            "UK" => "GB",
            "EL" => "GR",
            _ => upper,
        });
    }

    /// <summary>True where the right holds in a country at a moment.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <param name="at">The moment.</param>
    public bool Covers(string country, DateTime at) => Code switch
    {
        "EM" => Union.Contains(country) || (country == "GB" && at < UnitedKingdomLeft),
        "BX" => Benelux.Contains(country),
        "OA" => Oapi.Contains(country),
        "EA" => Eurasian.Contains(country),
        _ => Code == country,
    };

    /// <inheritdoc/>
    public override string ToString() => Code;

    private static HashSet<string> Set(string codes) => new(codes.Split(' '), StringComparer.Ordinal);
}
