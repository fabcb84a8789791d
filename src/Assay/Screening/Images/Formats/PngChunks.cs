using System.Buffers.Binary;

namespace Assay.Screening.Images.Formats;

/// <summary>Reads the header of a PNG, and takes from it the chunks that hold the picture.</summary>
internal static class PngChunks
{
    private const int Signature = 8, Frame = 12;

    private static readonly uint[] OfPicture = [Name("IHDR"u8), Name("PLTE"u8), Name("tRNS"u8), Name("IDAT"u8), Name("IEND"u8)];

    /// <summary>The header, or what is missing.</summary>
    public static Result<ImageHeader> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Signature + Frame + 13 || BinaryPrimitives.ReadUInt32BigEndian(file[Signature..]) != 13 || NameAt(file, Signature) != Name("IHDR"u8))
        {
            return ReadImageHeader.Broken(ImageFormat.Png, "it has no header");
        }

        var size = file[(Signature + 8)..];
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(size), BinaryPrimitives.ReadUInt32BigEndian(size[4..]));
        if (width > int.MaxValue || height > int.MaxValue)
        {
            return ReadImageHeader.Broken(ImageFormat.Png, "its size is no size");
        }

        var colours = size[9] is 0 or 4 ? ColourModel.Grey : ColourModel.Rgb;
        return new ImageHeader(ImageFormat.Png, (int)width, (int)height, colours, Upright(file), 1);
    }

    /// <summary>
    /// Copies the picture's own chunks and leaves out the rest: text and colour profiles, which may unpack to any size, and gamma, by which
    /// libpng would change values that PDQ takes as they are stored.
    /// </summary>
    /// <param name="file">A file whose header was read.</param>
    /// <param name="picture">At least as long as the file.</param>
    /// <returns>The bytes written.</returns>
    public static int Strip(ReadOnlySpan<byte> file, Span<byte> picture)
    {
        file[..Signature].CopyTo(picture);
        var written = Signature;
        for (int at = Signature, length; (length = LengthAt(file, at)) > 0; at += length)
        {
            if (Array.IndexOf(OfPicture, NameAt(file, at)) >= 0)
            {
                file.Slice(at, length).CopyTo(picture[written..]);
                written += length;
            }
        }

        return written;
    }

    private static Turn Upright(ReadOnlySpan<byte> file)
    {
        for (int at = Signature, length; (length = LengthAt(file, at)) > 0; at += length)
        {
            if (NameAt(file, at) == Name("eXIf"u8))
            {
                return ExifOrientation.Read(file.Slice(at + 8, length - Frame));
            }
        }

        return Turn.None;
    }

    // Of the chunk with its frame; the last one may be cut short; 0 after it.
    private static int LengthAt(ReadOnlySpan<byte> file, int at) =>
        at + Frame > file.Length ? 0 : (int)Math.Min(Frame + (long)BinaryPrimitives.ReadUInt32BigEndian(file[at..]), file.Length - at);

    private static uint NameAt(ReadOnlySpan<byte> file, int at) => Name(file.Slice(at + 4, 4));

    private static uint Name(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32BigEndian(name);
}
