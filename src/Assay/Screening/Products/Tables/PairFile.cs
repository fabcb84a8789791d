namespace Assay.Screening.Products.Tables;

/// <summary>A line that names two rows.</summary>
/// <param name="Left">Ordinal of the left row.</param>
/// <param name="Right">Ordinal of the right row.</param>
/// <param name="IsMatch">What is known of it; null where the file says nothing.</param>
internal readonly record struct PairLine(int Left, int Right, bool? IsMatch);

/// <summary>A file of pairs.</summary>
/// <param name="Shown">How it is called in messages.</param>
/// <param name="Pairs">Its pairs, in its order.</param>
/// <param name="HasLabels">True where it says of each whether it is a match.</param>
/// <param name="Rejected">Lines that named no row, or said nothing that is a label.</param>
internal sealed record PairFile(string Shown, IReadOnlyList<PairLine> Pairs, bool HasLabels, int Rejected);
