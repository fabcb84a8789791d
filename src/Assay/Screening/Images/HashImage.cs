using Assay.Screening.Images.Formats;
using Assay.Screening.Images.Pdq;

namespace Assay.Screening.Images;

/// <summary>Hashes the bytes of an image file. One thread at a time: its memory is used again.</summary>
/// <remarks>
/// A JPEG is decoded to grey and shrunk while it is decoded, to no less than 256 pixels either way, which is eight times faster than to decode all of
/// it and changes up to 6 of 256 bits (in the reference's own test photos of quality 50 and above). Everything is hashed on this one route, so
/// that the same file has the same hash everywhere.
/// </remarks>
public sealed class HashImage(ImageLimits limits, ImageCodecs codecs) : IDisposable
{
    /// <summary>JPEGs are shrunk to no fewer pixels than this either way.</summary>
    public const int SmallestEdge = 256;

    private readonly ImageDecoder decoder = new(limits, codecs);
    private readonly PdqHasher hasher = new();

    /// <summary>Hashes a file in all eight orientations, the first being the one in which people see it.</summary>
    /// <param name="file">All of it.</param>
    /// <returns>The hashes; or why the file has none.</returns>
    public Result<PdqHashes> Run(ReadOnlySpan<byte> file)
    {
        if (decoder.Decode(file, SmallestEdge, out var picture) is { } failure)
        {
            return failure;
        }

        return Math.Min(picture.Width, picture.Height) < PdqHasher.SmallestEdge
            ? new Failure($"The image has {picture.Header.Width} × {picture.Header.Height} pixels", $"{PdqHasher.SmallestEdge} either way")
            : hasher.Run(picture.Pixels, picture.Width, picture.Height, picture.Channels).After(picture.Header.Upright);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        decoder.Dispose();
        hasher.Dispose();
    }
}
