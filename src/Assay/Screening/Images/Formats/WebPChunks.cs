using System.Buffers.Binary;

namespace Assay.Screening.Images.Formats;

/// <summary>Reads the header of a WebP: a plain lossy or lossless picture, or the extended form around one.</summary>
internal static class WebPChunks
{
    private const int First = 12;
    private const byte Animated = 0x02;

    /// <summary>The header, or what is missing.</summary>
    public static Result<ImageHeader> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < First + 18)
        {
            return ReadImageHeader.Broken(ImageFormat.WebP, "it has no header");
        }

        var chunk = file[First..];
        var content = chunk[8..];
        if (chunk.StartsWith("VP8X"u8))
        {
            return (content[0] & Animated) != 0
                ? new Failure("The WebP image is animated", "a single picture", "Send one of its frames")
                : Header(1 + Whole24(content[4..]), 1 + Whole24(content[7..]), Upright(file));
        }

        if (chunk.StartsWith("VP8L"u8) && content[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
            return Header(1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF), Turn.None);
        }

        return chunk.StartsWith("VP8 "u8) && content[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
            ? Header(BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF, Turn.None)
            : ReadImageHeader.Broken(ImageFormat.WebP, "it does not begin with a picture");
    }

    private static ImageHeader Header(int width, int height, Turn upright) => new(ImageFormat.WebP, width, height, ColourModel.Rgb, upright, 1);

    private static Turn Upright(ReadOnlySpan<byte> file)
    {
        for (long at = First; at + 8 <= file.Length;)
        {
            var chunk = file[(int)at..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("EXIF"u8) && length <= chunk.Length - 8)
            {
                var exif = chunk.Slice(8, (int)length);
                return ExifOrientation.Read(exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif);
            }

            at += 8L + length + (length & 1);
        }

        return Turn.None;
    }

    private static int Whole24(ReadOnlySpan<byte> at) => at[0] | (at[1] << 8) | (at[2] << 16);
}
