namespace Assay.Metrics;

/// <summary>
/// Kilometres from where a shipment left to where most of the seller's shipments left that were known before it. Null for the first, for a
/// delivery, and where a place is not known.
/// </summary>
internal sealed class DistanceFromUsual : SweptField
{
    private const double EarthRadius = 6371.0088;

    private readonly Dictionary<ulong, (int Shipments, double Latitude, double Longitude)> places = [];

    // Most shipments first, then by hash, so that the usual place never depends on an order of arrival.
    private readonly SortedSet<(int Shipments, ulong Place)> ranking = new(Comparer<(int Shipments, ulong Place)>.Create(
        (a, b) => a.Shipments != b.Shipments ? b.Shipments.CompareTo(a.Shipments) : a.Place.CompareTo(b.Place)));

    public override string Stream => "shipments";

    public override string Field => "distance";

    public override string Columns => "event = 1 AND from_site > 0, from_site, coalesce(latitude, 'nan'::DOUBLE), coalesce(longitude, 'nan'::DOUBLE)";

    public override IReadOnlyList<string> Beside => ["latitude", "longitude"];

    public override bool SeesItsMoment => false;

    public override void Clear()
    {
        places.Clear();
        ranking.Clear();
    }

    public override void Add(SweptEvent known)
    {
        var place = Count(known.Place, 1);
        if (!double.IsNaN(known.Latitude) && !double.IsNaN(known.Longitude))
        {
            places[known.Place] = (place.Shipments, known.Latitude, known.Longitude);
        }
    }

    public override void Remove(SweptEvent superseded) => Count(superseded.Place, -1);

    public override long? Of(SweptEvent each)
    {
        if (!each.Counts || ranking.Count == 0)
        {
            return null;
        }

        var usual = places[ranking.Min.Place];
        var kilometres = Kilometres(usual.Latitude, usual.Longitude, each.Latitude, each.Longitude);
        return double.IsNaN(kilometres) ? null : (long)Math.Round(kilometres, MidpointRounding.ToEven);
    }

    /// <summary>The length of the great circle between two places in degrees, by the haversine formula on the mean radius.</summary>
    public static double Kilometres(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var north = Math.Sin(double.DegreesToRadians(otherLatitude - latitude) / 2);
        var east = Math.Sin(double.DegreesToRadians(otherLongitude - longitude) / 2);
        var chord = (north * north) + (Math.Cos(double.DegreesToRadians(latitude)) * Math.Cos(double.DegreesToRadians(otherLatitude)) * east * east);
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(Math.Min(1, chord)));
    }

    private (int Shipments, double Latitude, double Longitude) Count(ulong key, int more)
    {
        var place = places.TryGetValue(key, out var standing) ? standing : (Shipments: 0, Latitude: double.NaN, Longitude: double.NaN);
        ranking.Remove((place.Shipments, key));
        place.Shipments += more;
        places[key] = place;
        if (place.Shipments > 0)
        {
            ranking.Add((place.Shipments, key));
        }

        return place;
    }
}
