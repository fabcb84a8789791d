namespace Assay.Market;

/// <summary>Everything that happens to one batch of sellers, until it is sorted by time and written.</summary>
internal sealed class Journal(Population market, int batch)
{
    private long next = (long)(batch + 1) << 32;

    public int Batch => batch;

    public Population Market => market;

    public List<Listing> Listings { get; } = [];

    public List<Order> Orders { get; } = [];

    public List<Payment> Payments { get; } = [];

    public List<Shipment> Shipments { get; } = [];

    public List<Review> Reviews { get; } = [];

    public List<Report> Reports { get; } = [];

    public List<Session> Sessions { get; } = [];

    public List<View> Views { get; } = [];

    public List<Outcome> Outcomes { get; } = [];

    public List<ExternalMetric> Metrics { get; } = [];

    public ulong NewId(char kind) => market.Opaque.Id(kind, next++);

    public void Pay(ulong from, ulong to, long amount, Currency currency, long at, string kind, ulong order = 0)
    {
        if (at < market.End && at >= market.Start && amount > 0 && from != to)
        {
            Payments.Add(new(NewId('m'), from, to, amount, currency, at, kind, order));
        }
    }

    /// <summary>A time that has not come yet is not known.</summary>
    public long Known(long at) => at < market.End ? at : 0;

    /// <summary>By time, then by id, so that the order of rows says nothing about who made them.</summary>
    public void Sort()
    {
        Listings.Sort((a, b) => a.CreatedAt != b.CreatedAt ? a.CreatedAt.CompareTo(b.CreatedAt) : a.Id.CompareTo(b.Id));
        Orders.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Id.CompareTo(b.Id));
        Payments.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Id.CompareTo(b.Id));
        Shipments.Sort((a, b) => a.ShippedAt != b.ShippedAt ? a.ShippedAt.CompareTo(b.ShippedAt) : a.Id.CompareTo(b.Id));
        Reviews.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Id.CompareTo(b.Id));
        Reports.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Id.CompareTo(b.Id));
        Sessions.Sort(Compare);
        Views.Sort((a, b) => (a.At, a.Listing.Id, a.Viewer, a.Position).CompareTo((b.At, b.Listing.Id, b.Viewer, b.Position)));
    }

    private static int Compare(Session a, Session b)
    {
        var order = (a.At, a.Account).CompareTo((b.At, b.Account));
        order = order != 0 ? order : string.CompareOrdinal(a.Action, b.Action);
        return order != 0 ? order : (a.Device, a.Line.Router, a.Agent).CompareTo((b.Device, b.Line.Router, b.Agent));
    }
}
