using Assay.Screening.Images.Pdq;

namespace Assay.Screening.Images.Banks;

/// <summary>An image of a brand's banks, in all eight orientations.</summary>
/// <param name="ImageId">The feed's own id.</param>
/// <param name="Hashes">By <see cref="Turn"/>.</param>
internal sealed record BankEntry(string ImageId, IReadOnlyList<PdqHash> Hashes)
{
    /// <summary>Reads the hash and the seven after it as the warehouse keeps them.</summary>
    public static BankEntry Of(string imageId, string pdq, string turned)
    {
        var digits = pdq + turned;
        return new BankEntry(imageId, [.. Enumerable.Range(0, 8).Select(turn => Read(digits.AsSpan(64 * turn, 64)))]);
    }

    /// <summary>Reads a hash that the warehouse keeps.</summary>
    public static PdqHash Read(ReadOnlySpan<char> hex) =>
        PdqHash.TryParse(hex, out var hash) ? hash : throw new InvalidOperationException($"'{hex}' is no PDQ hash; expected 64 hexadecimal digits, which is all that gets into the warehouse.");
}

/// <summary>A photo within 31 bits of an entry.</summary>
/// <param name="Photo">The photo's hash.</param>
/// <param name="ImageId">The entry.</param>
/// <param name="Distance">Bits that differ.</param>
/// <param name="Turn">The turn of the entry that is nearest; of equals the first.</param>
internal sealed record PhotoMatch(PdqHash Photo, string ImageId, int Distance, Turn Turn)
{
    /// <summary>Of several turns of one entry the nearest.</summary>
    public static IEnumerable<PhotoMatch> Nearest(IEnumerable<PhotoMatch> matches) =>
        matches.GroupBy(m => (m.Photo, m.ImageId)).Select(g => g.MinBy(m => (m.Distance, m.Turn))!);
}
