using Assay.Brands.Rights;
using Assay.Scoring;
using Assay.Screening.Listings;

namespace Assay.Monitor.Gate;

/// <summary>A listing on its way through the checks, and what was found out about it: a value and its peers' a signal, NaN where nobody knows.</summary>
public sealed class GateFacts
{
    private static readonly Dictionary<string, int> Places = ColdSignals.All.Index().ToDictionary(s => s.Item.Code, s => s.Index, StringComparer.Ordinal);

    private readonly double[] values = new double[ColdSignals.All.Count];
    private readonly double[] peers = new double[ColdSignals.All.Count];
    private readonly Reason[] reasons = new Reason[ColdSignals.All.Count];
    private int sellerReasons;

    /// <summary>Begins with a listing.</summary>
    /// <param name="offer">The listing.</param>
    /// <param name="knowledge">What is known of the market.</param>
    public GateFacts(OfferedListing offer, GateKnowledge knowledge)
    {
        Offer = offer;
        Knowledge = knowledge;
        values.AsSpan().Fill(double.NaN);
        peers.AsSpan().Fill(double.NaN);
    }

    /// <summary>The listing.</summary>
    public OfferedListing Offer { get; }

    /// <summary>What is known of the market.</summary>
    public GateKnowledge Knowledge { get; }

    /// <summary>What its words say.</summary>
    public ListingReading Reading { get; set; } = ListingReading.Nothing;

    /// <summary>The registered brand that it is about; null for none.</summary>
    public string? Brand => Reading.BrandId;

    /// <summary>On what ground that brand may act; null where none is named, or no right of it is on file.</summary>
    public Ground? Ground { get; set; }

    /// <summary>True where a part or a case is offered, not the article.</summary>
    public bool IsAccessory => Reading.IsAccessory;

    /// <summary>The value of a signal; NaN where nobody knows.</summary>
    public double this[string code] => values[Places[code]];

    /// <summary>The value of the signal at a place.</summary>
    internal double this[int place] => values[place];

    /// <summary>The peers' value of a signal; NaN where there is none.</summary>
    public double PeersOf(string code) => peers[Places[code]];

    /// <summary>The place of a signal, for those who set it often.</summary>
    internal static int PlaceOf(string code) => Places[code];

    internal void Set(int place, double value, double ofPeers = double.NaN) => (values[place], peers[place]) = (value, ofPeers);

    internal void Set(int place, bool value) => values[place] = value ? 1 : 0;

    /// <summary>Adds the signals of its seller; false where the seller is not known.</summary>
    internal bool AddSeller() => Knowledge.Sellers.TryGet(Offer.SellerId, reasons, out sellerReasons);

    /// <summary>The reasons, strongest first, and the risk that they add up to.</summary>
    internal Risk AddUp(out ReadOnlySpan<Reason> found)
    {
        var count = sellerReasons;
        for (var i = 0; i < values.Length; i++)
        {
            var weight = ColdSignals.All[i].Contribution(values[i]);
            if (weight != 0)
            {
                reasons[count++] = new Reason(ColdSignals.All[i], values[i], peers[i], weight);
            }
        }

        found = reasons.AsSpan(0, count);
        return Scoring.AddUp.Run(reasons.AsSpan(0, count), ColdSignals.MostOfSeller);
    }
}
