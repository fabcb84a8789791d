using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Assay.Screening.Images;
using Assay.Screening.Images.Formats;
using Assay.Screening.Images.Pdq;
using Xunit;

namespace Assay.Tests.Screening.Images;

public sealed class ImageDecoderTests
{
    private const int Width = 320, Height = 300;

    private static readonly byte[] Rgb = Pictures.Shapes(1, Width, Height, 3);

    public ImageDecoderTests() => Pictures.NeedLibraries();

    [Fact]
    public void A_lossless_file_has_the_pixels_that_went_into_it()
    {
        Assert.Equal(Rgb, Decoded(MakeImage.Png(Rgb, Width, Height, 3)));
        Assert.Equal(Rgb, Decoded(MakeImage.WebP(Rgb, Width, Height, lossless: true)));
        var grey = Pictures.Shapes(2, Width, Height, 1);
        Assert.Equal(grey, Decoded(MakeImage.Png(grey, Width, Height, 1)));
    }

    [Fact]
    public void The_same_picture_has_nearly_the_same_hash_in_every_format()
    {
        var hash = Hash(MakeImage.Png(Rgb, Width, Height, 3));
        var cmyk = new byte[Width * Height * 4];
        for (var i = 0; i < Width * Height; i++)
        {
            // Full black for none, as Adobe's programs store it and libjpeg writes it.
            (cmyk[4 * i], cmyk[(4 * i) + 1], cmyk[(4 * i) + 2], cmyk[(4 * i) + 3]) = (Rgb[3 * i], Rgb[(3 * i) + 1], Rgb[(3 * i) + 2], 255);
        }

        var files = new[]
        {
            MakeImage.Jpeg(Rgb, Width, Height, 3), MakeImage.Jpeg(Rgb, Width, Height, 3, progressive: true), MakeImage.Jpeg(cmyk, Width, Height, 4),
            MakeImage.WebP(Rgb, Width, Height, lossless: false), MakeImage.WebP(Rgb, Width, Height, lossless: true),
        };
        Assert.All(files, file => Assert.InRange(Hash(file).Upright.DistanceTo(hash.Upright), 0, 8));
    }

    [Theory]
    [InlineData(1, Turn.None)]
    [InlineData(2, Turn.FlipY)]
    [InlineData(3, Turn.Rotate180)]
    [InlineData(4, Turn.FlipX)]
    [InlineData(5, Turn.FlipPlus1)]
    [InlineData(6, Turn.Rotate270)]
    [InlineData(7, Turn.FlipMinus1)]
    [InlineData(8, Turn.Rotate90)]
    public void A_photo_is_hashed_the_way_people_see_it(int orientation, Turn upright)
    {
        var file = MakeImage.WithOrientation(MakeImage.Jpeg(Rgb, Width, Height, 3), orientation);
        var (pixels, width, height) = Pictures.Turned(Rgb, Width, Height, 3, upright);
        Assert.InRange(Hash(file).Upright.DistanceTo(Hash(MakeImage.Png(pixels, width, height, 3)).Upright), 0, 20);
    }

    [Fact]
    public void Colours_that_nobody_sees_do_not_count()
    {
        var hidden = new byte[Width * Height * 4];
        var seen = new byte[Width * Height * 4];
        for (var i = 0; i < Width * Height; i++)
        {
            var isSeen = i / Width < Height / 2;
            (hidden[4 * i], hidden[(4 * i) + 1], hidden[(4 * i) + 2], hidden[(4 * i) + 3]) = (Rgb[3 * i], Rgb[(3 * i) + 1], Rgb[(3 * i) + 2], (byte)(isSeen ? 255 : 0));
            hidden.AsSpan(4 * i, 4).CopyTo(seen.AsSpan(4 * i));
            if (!isSeen)
            {
                seen.AsSpan(4 * i, 4).Fill(255);
            }
        }

        Assert.Equal(Hash(MakeImage.Png(seen, Width, Height, 4)).Upright, Hash(MakeImage.Png(hidden, Width, Height, 4)).Upright);
    }

    [Fact]
    public void What_a_PNG_carries_beside_its_picture_changes_nothing_and_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        packed.Write("bomb\0\0"u8);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(new byte[50 << 20]);
        }

        var gamma = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(gamma, 100_000);
        var file = MakeImage.Png(Rgb, Width, Height, 3, ("gAMA", gamma), ("zTXt", packed.ToArray()), ("iCCP", packed.ToArray()));
        Assert.Equal(Rgb, Decoded(file));
    }

    [Fact]
    public void A_polyglot_is_read_as_the_picture_that_it_begins_with() =>
        Assert.Equal(Rgb, Decoded([.. MakeImage.Png(Rgb, Width, Height, 3), .. "PK\u0003\u0004<script>alert(1)</script>"u8]));

    [Theory]
    [InlineData("", "The image is empty")]
    [InlineData("GIF89a......", "The image is a GIF")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1/'/></svg>", "The image is an SVG or another text of markup")]
    [InlineData("  <?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "The image is an SVG or another text of markup")]
    [InlineData("BM......", "The image is a BMP")]
    [InlineData("%PDF-1.7", "The image is a PDF")]
    [InlineData("....ftypavif", "The image is a HEIF, AVIF or video")]
    [InlineData("plain words", "The image is of no format that is known here")]
    public void Other_files_are_refused_by_what_they_are(string text, string problem) => Assert.Equal(problem, Failed(Encoding.Latin1.GetBytes(text)).Problem);

    [Fact]
    public void A_bomb_is_refused_before_anything_is_decoded()
    {
        var huge = MakeImage.Png(new byte[1], 1, 1, 1);
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(16), 50_000);
        Assert.Equal("The Png image has 50000 × 1 pixels", Failed(huge).Problem);
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(16), 19_999);
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(20), 19_999);
        Assert.Equal("The Png image has 19999 × 19999 pixels", Failed(huge).Problem);
        BinaryPrimitives.WriteInt32BigEndian(huge.AsSpan(20), 0);
        Assert.Equal("The Png image says that it has 19999 × 0 pixels", Failed(huge).Problem);
        Assert.Equal("The image has 33,554,433 bytes", Failed(new byte[(32 << 20) + 1]).Problem);
    }

    // The same scan over and over: some kilobytes that would take minutes.
    [Fact]
    public void A_progressive_photo_of_thousands_of_scans_is_refused()
    {
        var file = MakeImage.Jpeg(Pictures.Noise(1, 1000, 1000, 1), 1000, 1000, 1, progressive: true);
        var scan = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        var again = file[scan..(scan + 40)];
        var many = (byte[])[.. file[..^2], .. Enumerable.Repeat(again, 700).SelectMany(s => s), 0xFF, 0xD9];
        Assert.StartsWith("The Jpeg image paints 1000 × 1000 pixels in 7", Failed(many).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_anywhere_gives_an_error_or_a_picture()
    {
        var files = new[] { MakeImage.Jpeg(Rgb, Width, Height, 3), MakeImage.Jpeg(Rgb, Width, Height, 3, progressive: true), MakeImage.Png(Rgb, Width, Height, 3), MakeImage.WebP(Rgb, Width, Height, lossless: false), MakeImage.WebP(Rgb, Width, Height, lossless: true) };
        using var hash = new HashImage(ImageLimits.Default, ImageCodecs.Installed);
        foreach (var file in files)
        {
            for (var length = 0; length < file.Length; length += 1 + (file.Length / 150))
            {
                var result = hash.Run(file.AsSpan(0, length));
                Assert.True(result.Ok || result.Failure.Expected.Length > 0);
            }
        }
    }

    // A crash of a native library would end this process. bench/run fuzz-images does a million and more.
    [Fact]
    public void Damaged_files_give_an_error_or_a_picture()
    {
        using var hash = new HashImage(new ImageLimits(1 << 20, 4096, 1 << 20, 1 << 24), ImageCodecs.Installed);
        var hashed = 0;
        for (var number = 0; number < 20_000; number++)
        {
            hashed += hash.Run(MutateImage.Make(number)).Ok ? 1 : 0;
        }

        Assert.InRange(hashed, 1000, 19_000);
    }

    [Fact]
    public void An_animated_WebP_is_refused()
    {
        var file = new byte[40];
        "RIFF"u8.CopyTo(file);
        "WEBPVP8X"u8.CopyTo(file.AsSpan(8));
        file[20] = 0x02;
        Assert.Equal("The WebP image is animated", Failed(file).Problem);
    }

    [Fact]
    public void A_format_whose_library_is_missing_is_not_looked_at_and_the_others_are()
    {
        using var hash = new HashImage(ImageLimits.Default, new ImageCodecs(Jpeg: false, Png: true, WebP: true));
        Assert.Equal(
            "Jpeg images are not looked at: the library that reads them is not installed; expected the package libturbojpeg0. Install libturbojpeg0.",
            hash.Run(MakeImage.Jpeg(Rgb, Width, Height, 3)).Failure?.ToString());
        Assert.True(hash.Run(MakeImage.Png(Rgb, Width, Height, 3)).Ok);
        Assert.Equal(["libturbojpeg0"], new ImageCodecs(Jpeg: false, Png: true, WebP: true).MissingPackages);
    }

    [Fact]
    public void A_picture_too_small_to_compare_is_refused() => Assert.Equal("The image has 4 × 300 pixels", Failed(MakeImage.Png(new byte[1200], 4, 300, 1)).Problem);

    private static byte[] Decoded(byte[] file)
    {
        using var decoder = new ImageDecoder(ImageLimits.Default, ImageCodecs.Installed);
        Assert.Null(decoder.Decode(file, 0, out var picture));
        return picture.Pixels.ToArray();
    }

    private static PdqHashes Hash(byte[] file)
    {
        using var hash = new HashImage(ImageLimits.Default, ImageCodecs.Installed);
        return hash.Run(file).Require();
    }

    private static Failure Failed(byte[] file)
    {
        using var hash = new HashImage(ImageLimits.Default, ImageCodecs.Installed);
        return hash.Run(file).Failure ?? throw new InvalidOperationException("It was not refused.");
    }
}
