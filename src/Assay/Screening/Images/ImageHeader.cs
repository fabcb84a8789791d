namespace Assay.Screening.Images;

/// <summary>The formats that are decoded.</summary>
public enum ImageFormat
{
    /// <summary>JPEG, ISO/IEC 10918-1.</summary>
    Jpeg,

    /// <summary>PNG, ISO/IEC 15948.</summary>
    Png,

    /// <summary>WebP, RFC 9649, of one picture.</summary>
    WebP,
}

/// <summary>How colours are stored.</summary>
public enum ColourModel
{
    /// <summary>One value a pixel.</summary>
    Grey,

    /// <summary>Red, green and blue, whatever they are stored as.</summary>
    Rgb,

    /// <summary>Cyan, magenta, yellow and black, 255 for full ink.</summary>
    Cmyk,

    /// <summary>The same, 0 for full ink: what Adobe's programs write.</summary>
    InvertedCmyk,
}

/// <summary>What a file says of itself in its first bytes, before anything is decoded.</summary>
/// <param name="Format">Found by content, never by name.</param>
/// <param name="Width">Pixels in a stored row.</param>
/// <param name="Height">Stored rows.</param>
/// <param name="Colours">How colours are stored.</param>
/// <param name="Upright">What brings the stored picture upright, from EXIF; <see cref="Turn.None"/> where it doesn't say.</param>
/// <param name="Scans">Passes over the picture: 1 but in a progressive JPEG.</param>
public sealed record ImageHeader(ImageFormat Format, int Width, int Height, ColourModel Colours, Turn Upright, int Scans);
