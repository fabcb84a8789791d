using Assay.Operators.Traits;

namespace Assay.Operators.Linking;

/// <summary>Why two sellers may share what they share.</summary>
public enum Explanation
{
    /// <summary>One person or gang is behind both.</summary>
    SameHand,

    /// <summary>Two people of one household.</summary>
    Household,

    /// <summary>People who use the same computers or the same network: a shop agency, an office, a dormitory, a café.</summary>
    Premises,

    /// <summary>Customers of the same wholesaler, warehouse or forwarder.</summary>
    Supply,

    /// <summary>One wants the other to look like its own.</summary>
    Framing,

    /// <summary>Nothing: chance, a mistake, a number that was given to somebody else.</summary>
    Chance,
}

/// <summary>A walk of life in which a hand is careless or careful.</summary>
internal enum Walk
{
    /// <summary>What it registers with.</summary>
    Papers,

    /// <summary>How it signs in.</summary>
    Access,

    /// <summary>Where its goods and its money go.</summary>
    Trade,

    /// <summary>What it shows and how it is praised.</summary>
    Shop,
}

/// <summary>
/// What two sellers share under each explanation, as presumed before a marketplace's own judgements are known: the chance that they share the trait, where both
/// have one. Where an explanation says nothing of a trait, it is shared by chance. The figures are the authors' and stated so that they can be questioned: none
/// was fitted, though what was linked in sample markets was looked at: relatives who live apart, and share fewer lines, were found there. What <see cref="IsControlled"/> says is not a matter of figures: without such a trait there is no link (DESIGN, invariants).
/// </summary>
internal static class Explanations
{
    /// <summary>How many there are.</summary>
    public const int Count = 6;

    // Of a trait: its walk of life; do both sides control it; do few people have one of its values, or is it a place that anybody may use; after how many days apart it
    // weighs half (0: never); of those who have one, the share who share it by chance with a stranger; then what each explanation expects, 0 for nothing.
    private static readonly Row[] Rows =
    [
        //  trait                walk         control few    half   chance   same  house  prem. supply frame
        new(TraitKind.Papers,    Walk.Papers, true,  true,     0,  0.000002, 0.12,  0.003,    0,     0,     0),
        new(TraitKind.Payout,    Walk.Papers, true,  true,     0,   0.0010,  0.35,  0.25,     0,     0,     0),
        new(TraitKind.Phone,     Walk.Papers, true,  true,     0,   0.0020,  0.20,  0.25,  0.01,     0,     0),
        new(TraitKind.Mail,      Walk.Papers, true,  true,     0,   0.0002,  0.12,  0.03,  0.01,     0,     0),
        new(TraitKind.Address,   Walk.Papers, false, true,     0,   0.0300,  0.25,  0.85,  0.10,     0,  0.40),
        new(TraitKind.Device,    Walk.Access, true,  true,   365,   0.0030,  0.45,  0.45,  0.60,     0,     0),
        new(TraitKind.Router,    Walk.Access, false, true,   365,   0.0100,  0.45,  0.75,  0.90,     0,  0.90),
        new(TraitKind.Line,      Walk.Access, true,  true,    30,   0.0500,  0.40,  0.60,  0.80,     0,     0),
        new(TraitKind.Collector, Walk.Trade,  true,  true,     0,   0.0200,  0.50,  0.10,     0,  0.05,     0),
        new(TraitKind.Site,      Walk.Trade,  false, false,  180,   0.1000,  0.45,  0.60,  0.10,  0.30,  0.10),
        new(TraitKind.Sender,    Walk.Trade,  false, true,   365,   0.0050,  0.45,  0.30,  0.02,  0.02,  0.60),
        new(TraitKind.Lot,       Walk.Trade,  false, false,    0,   0.0500,  0.30,  0.05,     0,  0.50,     0),
        new(TraitKind.Transfer,  Walk.Trade,  false, true,     0,   0.0020,  0.10,  0.10,  0.01,  0.03,  0.50),
        new(TraitKind.Photo,     Walk.Shop,   false, true,     0,   0.4000,  0.30,  0.08,  0.08,  0.30,  0.60),
        new(TraitKind.Text,      Walk.Shop,   false, true,     0,   0.3000,  0.15,  0.05,  0.10,  0.15,  0.30),
        new(TraitKind.Name,      Walk.Papers, false, true,     0,   0.0200,  0.06,  0.02,     0,     0,  0.20),
        new(TraitKind.Ring,      Walk.Shop,   false, true,   365,   1.0000,  0.35,  0.05,  0.02,  0.02,  0.50),
    ];

    // For each seller, how many others it is so with: one seller in ten has a second shop of the same hand on average, three in a hundred a shop in the family,
    // a fifth somebody at the same agency or in the same dormitory.
    private static readonly double[] Partners = [0.10, 0.03, 0.20, 0.30, 0.004, 1];

    // Of those who are so with one other, the share who are so with one more, and again: 2.9 shops an operator (ANCHORS), few in a family, many in a dormitory.
    private static readonly double[] OneMore = [0.655, 0.15, 0.97, 0.95, 0.15, 1];

    /// <summary>Words for people, of a pair.</summary>
    public static string Say(Explanation explanation) => explanation switch
    {
        Explanation.SameHand => "the same hand",
        Explanation.Household => "one household",
        Explanation.Premises => "the same premises",
        Explanation.Supply => "the same supplier",
        Explanation.Framing => "one made to look like the other",
        Explanation.Chance => "chance",
        _ => throw new ArgumentOutOfRangeException(nameof(explanation), explanation, "an explanation"),
    };

    /// <summary>What sharing a trait is called, for people.</summary>
    public static string Say(TraitKind kind) => kind switch
    {
        TraitKind.Papers => "the same identity papers",
        TraitKind.Payout => "paid out to the same account",
        TraitKind.Phone => "the same registered telephone",
        TraitKind.Mail => "the same registered e-mail",
        TraitKind.Address => "the same registered address",
        TraitKind.Device => "signed in from the same device",
        TraitKind.Router => "behind the same Wi-Fi router",
        TraitKind.Line => "from the same internet address",
        TraitKind.Collector => "earnings go on to the same account",
        TraitKind.Site => "parcels leave from the same place",
        TraitKind.Sender => "parcels name the same sender's telephone",
        TraitKind.Lot => "parcels split from the same bulk shipment",
        TraitKind.Transfer => "money goes between their accounts",
        TraitKind.Photo => "the same photo",
        TraitKind.Text => "the same description",
        TraitKind.Name => "registered under the same name",
        TraitKind.Ring => "praised by buyers behind the same router or on the same device",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a trait"),
    };

    /// <summary>True for a trait that both sides control: it can make a link. Others support one: they can be planted on an innocent.</summary>
    public static bool IsControlled(TraitKind kind) => Rows[(int)kind].Controlled;

    /// <summary>The walk of life that a trait belongs to.</summary>
    public static Walk WalkOf(TraitKind kind) => Rows[(int)kind].Walk;

    /// <summary>True for what few have: a small group does not explain that many share it. False for places that anybody may use.</summary>
    public static bool IsOfFew(TraitKind kind) => Rows[(int)kind].OfFew;

    /// <summary>Days between two uses after which a trait weighs half; 0 for one that keeps its weight.</summary>
    public static int HalfLife(TraitKind kind) => Rows[(int)kind].HalfLife;

    /// <summary>The share of those with a trait who share theirs by chance with one other.</summary>
    public static double ByChance(TraitKind kind) => Rows[(int)kind].Chance;

    /// <summary>The chance that two who stand so to each other share a trait; 0 where that says nothing of it.</summary>
    public static double Of(Explanation explanation, TraitKind kind) => explanation == Explanation.Chance ? 0 : Rows[(int)kind].Expected[(int)explanation];

    /// <summary>How many others each seller stands so to, on average.</summary>
    public static double PartnersOf(Explanation explanation) => Partners[(int)explanation];

    /// <summary>The share of pairs of which one more stands so to both.</summary>
    public static double OneMoreOf(Explanation explanation) => OneMore[(int)explanation];

    private sealed class Row(TraitKind kind, Walk walk, bool controlled, bool ofFew, int halfLife, double chance, double same, double house, double premises, double supply, double framing)
    {
        public TraitKind Kind => kind;

        public Walk Walk => walk;

        public bool Controlled => controlled;

        public bool OfFew => ofFew;

        public int HalfLife => halfLife;

        public double Chance => chance;

        public double[] Expected { get; } = [same, house, premises, supply, framing];
    }
}
