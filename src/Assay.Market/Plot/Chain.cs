namespace Assay.Market;

/// <summary>How the goods of a story travel: from where they are made, through depots or straight, to the places that parcels leave from.</summary>
/// <param name="Index">Its number among all chains.</param>
/// <param name="Owner">Who pays for the goods.</param>
/// <param name="Makers">Where they are made.</param>
/// <param name="Depots">Where lots are split; none: lots go straight.</param>
/// <param name="Outlets">Where parcels leave from; at most 32.</param>
/// <param name="Category">What the goods are.</param>
/// <param name="From">When the first lot leaves.</param>
/// <param name="Units">Pieces in a usual lot.</param>
internal sealed record Chain(int Index, Operator Owner, Factory[] Makers, Site[] Depots, Site[] Outlets, Category Category, long From, int Units)
{
    /// <summary>What lots that leave the country are declared as, where it is not what they are.</summary>
    public (string Goods, string Hs)? Declared { get; init; }
}
