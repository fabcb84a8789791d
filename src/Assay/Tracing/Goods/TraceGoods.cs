using Assay.Tracing.Maps;
using Assay.Warehouse;

namespace Assay.Tracing.Goods;

/// <summary>
/// Follows parcels back to the lots that they were split from, and lots to the lots before them, in the order of time, and asks of each place what share of what came
/// through it is counterfeit. Leaves the session's tables <c>traced_…</c>. A scan must have been run.
/// </summary>
internal sealed class TraceGoods(IWarehouse warehouse)
{
    private const int MostUnsure = 30;
    private static readonly string Sea = $"whether the position on record is right: no land is known within {LandNear.Near:0} km of it";

    private readonly LandNear land = new();

    private static readonly string[] Steps =
    [
        "Tracing/Goods/1_listings.sql", "Tracing/Goods/2_parcels.sql", "Tracing/Goods/3_lots.sql", "Tracing/Goods/4_flow.sql", "Tracing/Goods/5_places.sql", "Tracing/Goods/6_sources.sql",
        // Once more with the shops that the places found feed.
        "Tracing/Goods/7_fed.sql", "Tracing/Goods/5_places.sql", "Tracing/Goods/6_sources.sql",
        "Tracing/Goods/8_positions.sql", "Tracing/Goods/9_trails.sql",
        "Tracing/Exports/1_parcels.sql", "Tracing/Exports/2_lots.sql", "Tracing/Exports/3_suspect_shipments.sql",
    ];

    private static readonly Sql Found = new("places found", """
        SELECT t.site, t.kind, t.share_at_least, t.counterfeit, t.share, t.shipments, coalesce(t.told, 0), array_to_string(t.sellers, '|'), t.all_sellers, t.brand_ids, t.categories,
          p.country, p.region, p.lat, p.lon, p.radius_km, p.unknown, p.recorded_as
        FROM traced_sources AS t LEFT JOIN traced_positions AS p USING (site) ORDER BY t.counterfeit * t.share_at_least DESC, t.site
        """);

    /// <summary>The suspected places, those of most weight first.</summary>
    public IReadOnlyList<PlaceFound> Run(DateTime asOf, CancellationToken stop)
    {
        foreach (var step in Steps)
        {
            stop.ThrowIfCancellationRequested();
            warehouse.Run(Sql.Load(step), asOf);
        }

        return [.. warehouse.Table(Found).Select(Read)];
    }

    private PlaceFound Read(string?[] r)
    {
        var told = double.Parse(r[6]!);
        var (lat, lon) = (Number(r[13]), Number(r[14]));
        return new PlaceFound(r[0]!, r[1]!, 100 * double.Parse(r[2]!), double.Parse(r[3]!), double.Parse(r[4]!), long.Parse(r[5]!), told)
        {
            Sellers = r[7]!.Split('|'),
            AllSellers = long.Parse(r[8]!),
            Brands = r[9],
            Categories = r[10],
            Position = (r[11], r[12], lat, lon, Number(r[15])),
            Unknowns = [.. Unknowns(r[1]!, r[16], r[17], told), .. lat is { } y && lon is { } x && !land.At(y, x) ? [Sea] : Array.Empty<string>()],
        };
    }

    private static IEnumerable<string> Unknowns(string kind, string? position, string? recordedAs, double told)
    {
        if (position is not null)
        {
            yield return position;
        }

        if (100 * (1 - told) >= MostUnsure)
        {
            yield return $"for {100 * (1 - told):0} of 100 of the worth no carrier told the way: it was guessed from what came to the place before";
        }

        if (kind == "production")
        {
            yield return recordedAs == "factory" ? "who owns it" : "whether it is made here: it is the earliest place that the shipments know";
        }
        else if (kind == "warehouse")
        {
            yield return "where its goods came from before";
        }
    }

    private static double? Number(string? text) => text is null ? null : double.Parse(text);
}
