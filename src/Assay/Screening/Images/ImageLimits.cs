namespace Assay.Screening.Images;

/// <summary>What one image may cost. All of it is known from the file's headers, before a pixel is decoded or a byte allocated.</summary>
/// <param name="Bytes">Longest file, in bytes.</param>
/// <param name="Edge">Longest edge, in pixels.</param>
/// <param name="Pixels">
/// Most pixels. Decoding takes up to 3 bytes a pixel for a PNG, 7 for a WebP and 6 for a progressive JPEG, whose coefficients libjpeg keeps whole.
/// </param>
/// <param name="ScannedPixels">Most pixels times scans of a progressive JPEG: a file of some kilobytes can ask for thousands of passes over a large picture.</param>
public sealed record ImageLimits(int Bytes, int Edge, long Pixels, long ScannedPixels)
{
    /// <summary>32 MiB, 20,000 pixels an edge, 40 million pixels, 600 million scanned.</summary>
    public static ImageLimits Default { get; } = new(32 << 20, 20_000, 40_000_000, 600_000_000);

    /// <summary>Why an image of this size is refused; null where it is not.</summary>
    internal Failure? Refuse(ImageHeader header)
    {
        if (header.Width < 1 || header.Height < 1)
        {
            return new Failure($"The {header.Format} image says that it has {header.Width} × {header.Height} pixels", "a pixel at least");
        }

        if (Math.Max(header.Width, header.Height) > Edge)
        {
            return new Failure($"The {header.Format} image has {header.Width} × {header.Height} pixels", $"edges of up to {Edge:N0} pixels", "Send a smaller copy");
        }

        if ((long)header.Width * header.Height > Pixels)
        {
            return new Failure($"The {header.Format} image has {header.Width} × {header.Height} pixels", $"up to {Pixels:N0} pixels", "Send a smaller copy");
        }

        return (long)header.Width * header.Height * header.Scans > ScannedPixels
            ? new Failure($"The {header.Format} image paints {header.Width} × {header.Height} pixels in {header.Scans} scans", $"up to {ScannedPixels:N0} pixels times scans", "Save it anew, not progressive")
            : null;
    }
}
