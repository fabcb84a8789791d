using System.Text.Json;

namespace Assay.Tracing.Maps;

/// <summary>
/// The outlines of land: rings of longitude and latitude, from Natural Earth's public-domain data at 1:110 million as the package world-atlas hands it out (TopoJSON, whose
/// arcs are quantised and each point a difference to the one before).
/// </summary>
internal static class ReadOutlines
{
    /// <summary>The rings; empty where the build had no outlines.</summary>
    public static IReadOnlyList<IReadOnlyList<(double Lon, double Lat)>> Run()
    {
        using var stream = typeof(ReadOutlines).Assembly.GetManifestResourceStream("Tracing/Maps/land-110m.json");
        if (stream is null)
        {
            return [];
        }

        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        var arcs = Arcs(root);
        var rings = new List<IReadOnlyList<(double, double)>>();
        foreach (var geometry in root.GetProperty("objects").GetProperty("land").GetProperty("geometries").EnumerateArray())
        {
            var polygons = geometry.GetProperty("arcs");
            foreach (var polygon in geometry.GetProperty("type").GetString() == "Polygon" ? [polygons] : polygons.EnumerateArray().ToArray())
            {
                rings.AddRange(polygon.EnumerateArray().Select(ring => Ring(ring, arcs)));
            }
        }

        return rings;
    }

    private static List<(double Lon, double Lat)>[] Arcs(JsonElement root)
    {
        var transform = root.GetProperty("transform");
        var (scale, move) = (Pair(transform.GetProperty("scale")), Pair(transform.GetProperty("translate")));
        return
        [
            .. root.GetProperty("arcs").EnumerateArray().Select(arc =>
            {
                var (x, y) = (0.0, 0.0);
                return arc.EnumerateArray().Select(point =>
                {
                    var step = Pair(point);
                    (x, y) = (x + step.X, y + step.Y);
                    return ((x * scale.X) + move.X, (y * scale.Y) + move.Y);
                }).ToList();
            }),
        ];
    }

    // An arc below zero is that of its complement, backwards. Each begins where the one before ends.
    private static List<(double Lon, double Lat)> Ring(JsonElement ring, List<(double Lon, double Lat)>[] arcs)
    {
        var points = new List<(double, double)>();
        foreach (var index in ring.EnumerateArray().Select(i => i.GetInt32()))
        {
            var arc = index < 0 ? Enumerable.Reverse(arcs[~index]) : arcs[index];
            points.AddRange(points.Count > 0 ? arc.Skip(1) : arc);
        }

        return points;
    }

    private static (double X, double Y) Pair(JsonElement pair) => (pair[0].GetDouble(), pair[1].GetDouble());
}
