namespace Assay.Brands.Rights;

/// <summary>What a match with a brand comes to in law, as far as registers tell. In the order of precedence: the first that holds is the finding.</summary>
public enum GroundKind
{
    /// <summary>The rights holder authorised the seller for this.</summary>
    Authorised,

    /// <summary>A right holds where it is offered, for such goods.</summary>
    RightHolds,

    /// <summary>A mark holds where it is offered, for other goods. A mark with a reputation may still reach these; a person decides.</summary>
    OtherGoods,

    /// <summary>A right holds, in countries that its registration names and the feed does not, or it is not known where the article is offered.</summary>
    PlaceUnknown,

    /// <summary>Rights hold in other countries alone: no infringement here.</summary>
    Foreign,

    /// <summary>The rights have ended: no infringement.</summary>
    Expired,

    /// <summary>A right begins later: no infringement yet.</summary>
    NotYet,

    /// <summary>The holder registered no right of this kind.</summary>
    NoRight,
}

/// <summary>The ground of a match.</summary>
/// <param name="Kind">What it comes to.</param>
/// <param name="Right">The right that says so; null where none does.</param>
public sealed record Ground(GroundKind Kind, Right? Right)
{
    /// <summary>True where a match may be acted on: a right holds, or a person has to find out whether it does.</summary>
    public bool MayInfringe => Kind is GroundKind.RightHolds or GroundKind.OtherGoods or GroundKind.PlaceUnknown;

    /// <summary>True where rights are on file and none of them holds: no infringement.</summary>
    public bool HoldsNowhere => Kind is GroundKind.Foreign or GroundKind.Expired or GroundKind.NotYet;

    /// <summary>The sentence for people inside.</summary>
    public string Sentence => (Kind, Right) switch
    {
        (GroundKind.Authorised, _) => "The rights holder authorised the seller",
        (GroundKind.RightHolds, { } right) => $"{Named(right)} holds where it is offered",
        (GroundKind.OtherGoods, { } right) => $"{Named(right)} holds where it is offered, for goods of other classes ({right.Classes})",
        (GroundKind.PlaceUnknown, { Jurisdiction.IsByDesignation: true } right) => $"{Named(right)} holds in countries that the feed does not name",
        (GroundKind.PlaceUnknown, { } right) => $"{Named(right)} holds; where the article is offered is not known",
        (GroundKind.Foreign, { } right) => $"{Named(right)} does not hold where it is offered: no infringement there",
        (GroundKind.Expired, { } right) => $"{Named(right)} ended on {right.ValidUntil:yyyy-MM-dd}: no infringement since",
        (GroundKind.NotYet, { } right) => $"{Named(right)} begins on {right.ValidFrom:yyyy-MM-dd}: no infringement before",
        _ => "The rights holder registered no right that this could touch",
    };

    private static string Named(Right right) => $"{Spell(right.Kind)} {right.Registration} ({right.Jurisdiction})";

    private static string Spell(RightKind kind) => kind switch
    {
        RightKind.WordMark => "Word mark",
        RightKind.FigurativeMark => "Figurative mark",
        RightKind.Design => "Design",
        RightKind.Patent => "Patent",
        RightKind.Copyright => "Copyright",
        _ => throw new InvalidOperationException($"The right kind {kind} has no name."),
    };
}

/// <summary>Finds the ground of a match among the rights and authorisations of one brand.</summary>
public static class FindGround
{
    /// <summary>
    /// The ground of a match. Of several rights that say the same the one whose registered goods fit counts first, then the one that ends last, then the first by id, so
    /// that the order of a feed decides nothing.
    /// </summary>
    /// <param name="rights">The brand's rights.</param>
    /// <param name="authorisations">The brand's authorisations of this seller.</param>
    /// <param name="kinds">Kinds of rights that the match could touch: a name in a text those of marks, a copied photo a copyright.</param>
    /// <param name="offer">The offer.</param>
    public static Ground Run(IEnumerable<Right> rights, IEnumerable<Authorisation> authorisations, IReadOnlyCollection<RightKind> kinds, Offer offer)
    {
        if (authorisations.Any(a => a.Covers(offer)))
        {
            return new Ground(GroundKind.Authorised, null);
        }

        var classes = CategoryClasses.Of(offer.Category);
        var best = rights.Where(r => kinds.Contains(r.Kind)).Select(r => new Ground(KindOf(r, classes, offer), r))
            .OrderBy(g => g.Kind).ThenByDescending(g => g.Right!.Classes.Meets(classes)).ThenByDescending(g => g.Right!.ValidUntil ?? DateTime.MaxValue)
            .ThenBy(g => g.Right!.RightId, StringComparer.Ordinal).FirstOrDefault();
        return best ?? new Ground(GroundKind.NoRight, null);
    }

    private static GroundKind KindOf(Right right, NiceClasses classes, Offer offer)
    {
        var isHere = offer.Places.Concat(offer.From).Any(place => right.Jurisdiction.Covers(place, offer.At));
        var isSomewhere = right.Jurisdiction.IsByDesignation || offer.Places.Count == 0;
        return (right.HoldsAt(offer.At), isHere, isSomewhere) switch
        {
            (true, true, _) => IsForOtherGoods(right, classes) ? GroundKind.OtherGoods : GroundKind.RightHolds,
            (true, false, true) => GroundKind.PlaceUnknown,
            (true, false, false) => GroundKind.Foreign,
            _ => right.HasEndedBy(offer.At) ? GroundKind.Expired : GroundKind.NotYet,
        };
    }

    // Only marks are registered for classes of goods.
    private static bool IsForOtherGoods(Right right, NiceClasses classes) =>
        right.Kind is RightKind.WordMark or RightKind.FigurativeMark && !right.Classes.IsEmpty && !classes.IsEmpty && !right.Classes.Meets(classes);
}
