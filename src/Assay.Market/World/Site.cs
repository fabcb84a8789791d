namespace Assay.Market;

/// <summary>A place where goods are made, kept or handed over.</summary>
internal sealed record Site(ulong Id, string Kind, double Latitude, double Longitude, Country Country, string Region, bool Located);

/// <summary>All places, numbered as they are founded.</summary>
internal sealed class Sites(ulong seed)
{
    private readonly Opaque opaque = new(seed);
    private readonly List<Site> all = [];

    public IReadOnlyList<Site> All => all;

    /// <summary>A place in or near a town; one in eight has no position on record.</summary>
    public Site Found(string kind, Country country, City city, Rng rng, double spread = 0.15)
    {
        var site = new Site(opaque.Id('t', all.Count), kind, city.Latitude + rng.Between(-spread, spread), city.Longitude + rng.Between(-spread, spread),
            country, city.Region, kind is "factory" or "port" or "shared_warehouse" || !rng.Chance(0.12));
        all.Add(site);
        return site;
    }
}
