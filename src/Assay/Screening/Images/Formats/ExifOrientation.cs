using System.Buffers.Binary;

namespace Assay.Screening.Images.Formats;

/// <summary>Reads which side of a photo is up from its EXIF data (CIPA DC-008, tag 0x0112 of the first directory), which is a small TIFF.</summary>
internal static class ExifOrientation
{
    private const ushort Orientation = 0x0112;

    // What brings the stored picture upright, for the values 1 to 8.
    private static readonly Turn[] Upright =
        [Turn.None, Turn.FlipY, Turn.Rotate180, Turn.FlipX, Turn.FlipPlus1, Turn.Rotate270, Turn.FlipMinus1, Turn.Rotate90];

    /// <summary>What brings the stored picture upright; <see cref="Turn.None"/> where the data doesn't say so in good order.</summary>
    public static Turn Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return Turn.None;
        }

        var isLittle = tiff[0] == 'I';
        var directory = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return Turn.None;
        }

        var entries = tiff[(int)directory..];
        var count = Short(entries, isLittle);
        for (entries = entries[2..]; count > 0 && entries.Length >= 12; count--, entries = entries[12..])
        {
            if (Short(entries, isLittle) == Orientation)
            {
                var value = Short(entries[8..], isLittle);
                return value is >= 1 and <= 8 ? Upright[value - 1] : Turn.None;
            }
        }

        return Turn.None;
    }

    private static ushort Short(ReadOnlySpan<byte> at, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
}
