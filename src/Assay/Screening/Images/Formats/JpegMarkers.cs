using System.Buffers.Binary;

namespace Assay.Screening.Images.Formats;

/// <summary>Reads the segments of a JPEG up to its first scan, and counts its scans.</summary>
internal static class JpegMarkers
{
    private const byte Exif = 0xE1, Adobe = 0xEE, StartOfScan = 0xDA, EndOfImage = 0xD9;

    /// <summary>The header, or what is missing.</summary>
    public static Result<ImageHeader> Read(ReadOnlySpan<byte> file)
    {
        var upright = Turn.None;
        var isAdobe = false;
        ReadOnlySpan<byte> frame = default;
        for (var at = 2; ;)
        {
            // Any number of FF may stand before a marker.
            while (at + 1 < file.Length && file[at] == 0xFF && file[at + 1] == 0xFF)
            {
                at++;
            }

            if (at + 4 > file.Length || file[at] != 0xFF || file[at + 1] is 0 or EndOfImage)
            {
                return ReadImageHeader.Broken(ImageFormat.Jpeg, "it ends before its picture");
            }

            var marker = file[at + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                return ReadImageHeader.Broken(ImageFormat.Jpeg, "a segment is cut short");
            }

            var content = file.Slice(at + 4, length - 2);
            at += 2 + length;
            switch (marker)
            {
                case StartOfScan:
                    return Header(frame, upright, isAdobe, Scans(file[at..]));
                case Exif when upright == Turn.None && content.StartsWith("Exif\0\0"u8):
                    upright = ExifOrientation.Read(content[6..]);
                    break;
                case Adobe when content.StartsWith("Adobe"u8):
                    isAdobe = true;
                    break;
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) when !frame.IsEmpty:
                    return ReadImageHeader.Broken(ImageFormat.Jpeg, "it has two frames");
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                    frame = content;
                    break;
            }
        }
    }

    private static Result<ImageHeader> Header(ReadOnlySpan<byte> frame, Turn upright, bool isAdobe, int scans)
    {
        if (frame.Length < 6)
        {
            return ReadImageHeader.Broken(ImageFormat.Jpeg, "it has no frame");
        }

        ColourModel? colours = frame[5] switch
        {
            1 => ColourModel.Grey,
            3 => ColourModel.Rgb,
            4 => isAdobe ? ColourModel.InvertedCmyk : ColourModel.Cmyk,
            _ => null,
        };
        return frame[0] != 8 || colours is null
            ? new Failure($"The Jpeg image has {frame[5]} components of {frame[0]} bits", "1, 3 or 4 of 8 bits", "Save it as an RGB JPEG")
            : new ImageHeader(
                ImageFormat.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), colours.Value, upright, scans);
    }

    // In a scan's data FF is followed by 00 or a restart marker, so that FF DA elsewhere is the next scan (or a thumbnail's: counted too many is safe).
    private static int Scans(ReadOnlySpan<byte> data)
    {
        var scans = 1;
        for (int at; (at = data.IndexOf((ReadOnlySpan<byte>)[0xFF, StartOfScan])) >= 0; data = data[(at + 2)..])
        {
            scans++;
        }

        return scans;
    }
}
