namespace Assay.Operators.Traits;

/// <summary>What two sellers can share.</summary>
public enum TraitKind
{
    /// <summary>An identity card or a licence.</summary>
    Papers,

    /// <summary>The account that sales are paid out to.</summary>
    Payout,

    /// <summary>A registered telephone.</summary>
    Phone,

    /// <summary>A registered e-mail address.</summary>
    Mail,

    /// <summary>A registered address.</summary>
    Address,

    /// <summary>A device that signed in.</summary>
    Device,

    /// <summary>A Wi-Fi router, as the client reports it.</summary>
    Router,

    /// <summary>An internet address, as the marketplace saw it.</summary>
    Line,

    /// <summary>An account to which most of what is paid out goes on.</summary>
    Collector,

    /// <summary>A place that parcels leave from.</summary>
    Site,

    /// <summary>The telephone of the sender on parcels.</summary>
    Sender,

    /// <summary>A bulk shipment that parcels were split from.</summary>
    Lot,

    /// <summary>A transfer of money between the two.</summary>
    Transfer,

    /// <summary>A photo of a listing, or the same saved again.</summary>
    Photo,

    /// <summary>A description of some length.</summary>
    Text,

    /// <summary>A registered name.</summary>
    Name,

    /// <summary>Buyers behind one router or on one device who praise it.</summary>
    Ring,
}
