using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Warehouse;

namespace Assay.Tracing.Maps;

/// <summary>A suspected source that has a position.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">production, warehouse or consolidation.</param>
/// <param name="Lat">Latitude, WGS 84.</param>
/// <param name="Lon">Longitude.</param>
/// <param name="RadiusKm">How far from there it may be.</param>
/// <param name="Region">Region, else country; empty where neither is known.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Value">Worth of the counterfeits.</param>
/// <param name="Categories">Categories of the goods.</param>
internal sealed record MappedSource(string Id, string Kind, double Lat, double Lon, double RadiusKm, string Region, double Score, double Value, IReadOnlyList<string> Categories);

/// <summary>A region with what its sources come to, at the middle of their positions.</summary>
/// <param name="Name">Region, else country.</param>
/// <param name="Lat">Latitude.</param>
/// <param name="Lon">Longitude.</param>
/// <param name="Sources">How many sources.</param>
/// <param name="Value">Worth of the counterfeits of all.</param>
/// <param name="ByCategory">The same by category; a source of several counts for each.</param>
internal sealed record MappedRegion(string Name, double Lat, double Lon, int Sources, double Value, IReadOnlyList<(string Category, double Value)> ByCategory);

/// <summary>What a map came to.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Sources">Sources on it.</param>
/// <param name="Unplaced">Sources without a position.</param>
public sealed record WrittenMap(string Path, int Sources, int Unplaced);

/// <summary>Puts suspected sources on a map: as GeoJSON, or as a page that opens offline.</summary>
public sealed class MapSources(IWarehouse warehouse)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Sql Traced = new("moment of sources", "SELECT max(as_of) FROM source_moments");
    private static readonly Sql Places = new("sources with a position", """
        SELECT source_id, kind, lat, lon, coalesce(radius_km, 50), coalesce(region, country, ''), score, value, coalesce(google_product_categories, ''), currency
        FROM sources WHERE lat IS NOT NULL AND lon IS NOT NULL ORDER BY value DESC, source_id
        """);

    private static readonly Sql WithoutPosition = new("sources without a position", "SELECT count(*) FROM sources WHERE lat IS NULL AND kind <> 'payee'");

    /// <summary>Writes a page, or GeoJSON where the name ends like it. The file appears whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public Result<WrittenMap> Run(string path)
    {
        if (warehouse.Moment(Traced) is not { } asOf)
        {
            return new Failure("Nothing was traced yet", "sources in the warehouse", "Run assay trace first");
        }

        var rows = warehouse.Table(Places);
        var sources = rows.Select(Read).ToList();
        var currency = rows.Count > 0 ? rows[0][9] ?? "" : "";
        var isGeo = Path.GetExtension(path).ToLowerInvariant() is ".geojson" or ".json";
        var part = $"{path}.part";
        File.WriteAllText(part, isGeo ? GeoJson(sources, Regions(sources), currency) : MapPage.Of(sources, Regions(sources), asOf, currency));
        File.Move(part, path, overwrite: true);
        return new WrittenMap(path, sources.Count, (int)warehouse.Number(WithoutPosition));
    }

    private static MappedSource Read(string?[] r) =>
        new(r[0]!, r[1]!, Number(r[2]), Number(r[3]), Number(r[4]), r[5]!, Number(r[6]), Number(r[7]), r[8]!.Split('|', StringSplitOptions.RemoveEmptyEntries));

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    private static List<MappedRegion> Regions(List<MappedSource> sources) =>
    [
        .. sources.Where(s => s.Region.Length > 0).GroupBy(s => s.Region, StringComparer.Ordinal).Select(g => new MappedRegion(
            g.Key, g.Average(s => s.Lat), g.Average(s => s.Lon), g.Count(), g.Sum(s => s.Value),
            [.. g.SelectMany(s => s.Categories.Select(c => (Category: c, s.Value))).GroupBy(c => c.Category, StringComparer.Ordinal).Select(c => (c.Key, c.Sum(v => v.Value))).OrderByDescending(c => c.Item2).ThenBy(c => c.Key, StringComparer.Ordinal)]))
            .OrderByDescending(r => r.Value).ThenBy(r => r.Name, StringComparer.Ordinal),
    ];

    // RFC 7946: positions are longitude first.
    private static string GeoJson(List<MappedSource> sources, List<MappedRegion> regions, string currency) => JsonSerializer.Serialize(
        new
        {
            type = "FeatureCollection",
            features = sources.Select(s => Feature(s.Lon, s.Lat, new
            {
                of = "source", id = s.Id, kind = s.Kind, radius_km = s.RadiusKm, region = s.Region, score = s.Score, value = s.Value, currency, categories = s.Categories,
            })).Concat(regions.Select(r => Feature(r.Lon, r.Lat, new
            {
                of = "region", id = r.Name, sources = r.Sources, value = Math.Round(r.Value, 2), currency, by_category = r.ByCategory.ToDictionary(c => c.Category, c => Math.Round(c.Value, 2), StringComparer.Ordinal),
            }))),
        },
        Plain);

    private static object Feature(double lon, double lat, object properties) => new { type = "Feature", geometry = new { type = "Point", coordinates = (double[])[lon, lat] }, properties };
}
