namespace Assay.Screening.Images.Pdq;

/// <summary>The PDQ hashes of one picture in all eight orientations, and how much there is to compare.</summary>
/// <param name="Turned">Hashes by <see cref="Turn"/>: eight, or only the first.</param>
/// <param name="Quality">0 to 100: how strong the picture's edges are. Below 50 its authors recommend not to compare: a plain picture is like any other.</param>
public sealed record PdqHashes(IReadOnlyList<PdqHash> Turned, int Quality)
{
    /// <summary>Pictures of less quality are not compared.</summary>
    public const int LeastQuality = 50;

    /// <summary>The hash of the picture as it is.</summary>
    public PdqHash Upright => Turned[0];

    /// <summary>The same of the picture after a turn.</summary>
    public PdqHashes After(Turn turn) =>
        turn == Turn.None ? this : this with { Turned = [.. Enum.GetValues<Turn>().Select(t => Turned[(int)Turns.Then(turn, t)])] };
}
