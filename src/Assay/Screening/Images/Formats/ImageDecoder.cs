using Assay.Screening.Images.Native;

namespace Assay.Screening.Images.Formats;

/// <summary>A picture in memory, rows from the top without gaps. It lives until its decoder decodes again or is disposed.</summary>
internal readonly ref struct Picture(ImageHeader header, int width, int height, int channels, ReadOnlySpan<byte> pixels)
{
    /// <summary>What the file said of itself.</summary>
    public ImageHeader Header { get; } = header;

    /// <summary>Pixels in a row: the header's, or fewer where the decoder shrank.</summary>
    public int Width { get; } = width;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>Bytes a pixel: 1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; } = channels;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Pixels { get; } = pixels;
}

/// <summary>
/// Decodes files to pixels, within limits that hold before anything is allocated. One thread at a time: the memory of a picture is used again.
/// </summary>
internal sealed unsafe class ImageDecoder(ImageLimits limits, ImageCodecs codecs) : IDisposable
{
    private readonly PixelMemory pixels = new();
    private readonly PixelMemory stripped = new();

    /// <summary>Decodes a file.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="smallestEdge">Both edges of a JPEG may shrink to no fewer pixels than this; 0 decodes it whole.</param>
    /// <param name="picture">The picture, where there is no failure.</param>
    /// <returns>Why there is no picture; null where there is one.</returns>
    public Failure? Decode(ReadOnlySpan<byte> file, int smallestEdge, out Picture picture)
    {
        picture = default;
        var read = ReadImageHeader.Of(file, limits);
        if (!read.Ok)
        {
            return read.Failure;
        }

        var header = read.Value;
        if (codecs.Lacks(header.Format) is { } lacking)
        {
            return lacking;
        }

        fixed (byte* bytes = file)
        {
            return header.Format switch
            {
                ImageFormat.Jpeg => Jpeg(header, bytes, file.Length, smallestEdge, out picture),
                ImageFormat.Png => Png(header, file, out picture),
                _ => WebP(header, bytes, file.Length, out picture),
            };
        }
    }

    // A handle that failed once stays broken, and one that is used again keeps the former image's tables: each image has its own.
    private Failure? Jpeg(ImageHeader header, byte* file, int size, int smallestEdge, out Picture picture)
    {
        picture = default;
        var handle = TurboJpeg.tjInitDecompress();
        try
        {
            if (TurboJpeg.tjDecompressHeader3(handle, file, (nuint)size, out var width, out var height, out _, out _) != 0 || width != header.Width || height != header.Height)
            {
                return ReadImageHeader.Broken(ImageFormat.Jpeg, "its header cannot be read");
            }

            var eighths = Eighths(Math.Min(width, height), smallestEdge);
            (width, height) = (Scaled(width, eighths), Scaled(height, eighths));
            var isCmyk = header.Colours is ColourModel.Cmyk or ColourModel.InvertedCmyk;
            var channels = isCmyk ? 4 : 1;
            var to = pixels.Of((long)width * height * channels);

            // -1 with the code 0 is a warning: the file is damaged or ends early, and what is missing is grey.
            if (TurboJpeg.tjDecompress2(handle, file, (nuint)size, to, width, width * channels, height, isCmyk ? TurboJpeg.Cmyk : TurboJpeg.Grey, TurboJpeg.LimitScans) != 0
                && TurboJpeg.tjGetErrorCode(handle) != 0)
            {
                return ReadImageHeader.Broken(ImageFormat.Jpeg, "its picture cannot be read");
            }

            if (isCmyk)
            {
                Colours.FromCmyk(to, (long)width * height, header.Colours == ColourModel.InvertedCmyk);
            }

            picture = Whole(header, to, width, height, isCmyk ? 3 : 1);
            return null;
        }
        finally
        {
            _ = TurboJpeg.tjDestroy(handle);
        }
    }

    private Failure? Png(ImageHeader header, ReadOnlySpan<byte> file, out Picture picture)
    {
        picture = default;
        var copy = stripped.Of(file.Length);
        var size = PngChunks.Strip(file, new Span<byte>(copy, file.Length));
        var image = new LibPng.Image { Version = 1 };
        try
        {
            if (LibPng.png_image_begin_read_from_memory(&image, copy, (nuint)size) == 0 || image.Width != header.Width || image.Height != header.Height)
            {
                return ReadImageHeader.Broken(ImageFormat.Png, "its header cannot be read");
            }

            var isGrey = header.Colours == ColourModel.Grey;
            var channels = isGrey ? 1 : 3;
            image.Format = isGrey ? LibPng.Grey : LibPng.Rgb;
            image.Flags |= LibPng.SixteenBitsAreNotLinear;
            var to = pixels.Of((long)header.Width * header.Height * channels);
            ReadOnlySpan<byte> white = [255, 255, 255];
            fixed (byte* background = white)
            {
                if (LibPng.png_image_finish_read(&image, background, to, header.Width * channels, null) == 0)
                {
                    return ReadImageHeader.Broken(ImageFormat.Png, "its picture cannot be read");
                }
            }

            picture = Whole(header, to, header.Width, header.Height, channels);
            return null;
        }
        finally
        {
            LibPng.png_image_free(&image);
        }
    }

    private Failure? WebP(ImageHeader header, byte* file, int size, out Picture picture)
    {
        picture = default;
        if (LibWebP.WebPGetInfo(file, (nuint)size, out var width, out var height) == 0 || width != header.Width || height != header.Height)
        {
            return ReadImageHeader.Broken(ImageFormat.WebP, "its header cannot be read");
        }

        var bytes = (long)width * height * 4;
        var to = pixels.Of(bytes);
        if (LibWebP.WebPDecodeRGBAInto(file, (nuint)size, to, (nuint)bytes, width * 4) is null)
        {
            return ReadImageHeader.Broken(ImageFormat.WebP, "its picture cannot be read");
        }

        Colours.OnWhite(to, (long)width * height);
        picture = Whole(header, to, width, height, 3);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        pixels.Dispose();
        stripped.Dispose();
    }

    // Halves, quarters and eighths: libjpeg-turbo shrinks by these with vectors, by others value by value.
    private static int Eighths(int edge, int smallestEdge)
    {
        var eighths = 8;
        while (smallestEdge > 0 && eighths > 1 && Scaled(edge, eighths / 2) >= smallestEdge)
        {
            eighths /= 2;
        }

        return eighths;
    }

    // As TJSCALED does.
    private static int Scaled(int edge, int eighths) => ((edge * eighths) + 7) / 8;

    private static Picture Whole(ImageHeader header, byte* pixels, int width, int height, int channels) =>
        new(header, width, height, channels, new ReadOnlySpan<byte>(pixels, width * height * channels));
}
