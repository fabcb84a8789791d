namespace Assay.Tracing.Maps;

/// <summary>Whether there is land at a place or near it, by the outlines of the map. They leave out small islands: what has none near may still be one.</summary>
internal sealed class LandNear
{
    /// <summary>Kilometres from the outlines within which a place counts as on land: they are coarse, and harbours lie outside.</summary>
    public const double Near = 100;

    private const double KmOfDegree = 111.2;

    private readonly IReadOnlyList<IReadOnlyList<(double Lon, double Lat)>> rings = ReadOutlines.Run();

    /// <summary>False where the outlines know no land at the place or within <see cref="Near"/> kilometres; true where there are no outlines.</summary>
    /// <param name="lat">Degrees north.</param>
    /// <param name="lon">Degrees east.</param>
    public bool At(double lat, double lon)
    {
        if (rings.Count == 0)
        {
            return true;
        }

        var inside = false;
        foreach (var ring in rings)
        {
            for (var i = 1; i < ring.Count; i++)
            {
                var (a, b) = (ring[i - 1], ring[i]);
                inside ^= a.Lat > lat != b.Lat > lat && lon < a.Lon + ((lat - a.Lat) / (b.Lat - a.Lat) * (b.Lon - a.Lon));
                if (KmTo(a, b, lat, lon) <= Near)
                {
                    return true;
                }
            }
        }

        return inside;
    }

    // On a plane that touches the globe at the place: near enough for what is near.
    private static double KmTo((double Lon, double Lat) a, (double Lon, double Lat) b, double lat, double lon)
    {
        var wide = KmOfDegree * Math.Cos(lat * Math.PI / 180);
        var (ax, ay) = ((a.Lon - lon) * wide, (a.Lat - lat) * KmOfDegree);
        var (dx, dy) = ((b.Lon - a.Lon) * wide, (b.Lat - a.Lat) * KmOfDegree);
        var along = (dx * dx) + (dy * dy) is > 0 and var length ? Math.Clamp(-((ax * dx) + (ay * dy)) / length, 0, 1) : 0;
        var (x, y) = (ax + (along * dx), ay + (along * dy));
        return Math.Sqrt((x * x) + (y * y));
    }
}
