namespace Assay.Screening.Images.Formats;

/// <summary>Tells by its first bytes what a file is, how large the picture is, and whether it is within the limits.</summary>
/// <remarks>What follows a picture (an archive, a script) is not looked at, and a file's name and declared type count for nothing.</remarks>
public static class ReadImageHeader
{
    private static readonly (byte[] Start, int At, string Name)[] Refused =
    [
        ("GIF87a"u8.ToArray(), 0, "a GIF"),
        ("GIF89a"u8.ToArray(), 0, "a GIF"),
        ("BM"u8.ToArray(), 0, "a BMP"),
        ("II*\0"u8.ToArray(), 0, "a TIFF"),
        ("MM\0*"u8.ToArray(), 0, "a TIFF"),
        ("ftyp"u8.ToArray(), 4, "a HEIF, AVIF or video"),
        ("%PDF"u8.ToArray(), 0, "a PDF"),
        ("PK\u0003\u0004"u8.ToArray(), 0, "an archive"),
        ([0x1F, 0x8B], 0, "a compressed file"),
    ];

    /// <summary>The header of a file.</summary>
    /// <param name="file">All of the file.</param>
    /// <param name="limits">What an image may cost.</param>
    /// <returns>The header, or what came instead of an image that may be decoded.</returns>
    public static Result<ImageHeader> Of(ReadOnlySpan<byte> file, ImageLimits limits)
    {
        if (file.Length > limits.Bytes)
        {
            return new Failure($"The image has {file.Length:N0} bytes", $"up to {limits.Bytes:N0}", "Send a smaller copy");
        }

        var header = file switch
        {
            [] => new Failure("The image is empty", "a JPEG, PNG or WebP"),
            [0xFF, 0xD8, 0xFF, ..] => JpegMarkers.Read(file),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => PngChunks.Read(file),
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebPChunks.Read(file),
            _ => new Failure($"The image is {NameOf(file)}", "a JPEG, PNG or WebP", "Save it as one of these"),
        };
        return header.Ok && limits.Refuse(header.Value) is { } refused ? refused : header;
    }

    internal static Failure Broken(ImageFormat format, string what) => new($"The {format} image is broken: {what}", "a whole file", "Save it anew");

    private static string NameOf(ReadOnlySpan<byte> file)
    {
        foreach (var (start, at, name) in Refused)
        {
            if (file.Length >= at + start.Length && file.Slice(at, start.Length).SequenceEqual(start))
            {
                return name;
            }
        }

        var text = file[..Math.Min(file.Length, 512)];
        text = text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? text[3..] : text;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'<', ..] ? "an SVG or another text of markup" : "of no format that is known here";
    }
}
