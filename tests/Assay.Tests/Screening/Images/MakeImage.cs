using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Assay.Tests.Screening.Images;

/// <summary>Writes image files from pixels. Benches use it too.</summary>
internal static unsafe partial class MakeImage
{
    /// <summary>A JPEG of 1 (grey), 3 (red, green, blue) or 4 (cyan, magenta, yellow, black) bytes a pixel.</summary>
    public static byte[] Jpeg(byte[] pixels, int width, int height, int channels, int quality = 90, bool progressive = false)
    {
        const int subsampled = 2, greySampled = 3, whole = 0, progressiveFlag = 16384;
        var (format, sampling) = channels switch
        {
            1 => (6, greySampled),
            3 => (0, subsampled),
            _ => (11, whole),
        };
        var handle = tjInitCompress();
        byte* jpeg = null;
        fixed (byte* from = pixels)
        {
            if (tjCompress2(handle, from, width, 0, height, format, &jpeg, out var size, sampling, quality, progressive ? progressiveFlag : 0) != 0)
            {
                throw new InvalidOperationException("No JPEG was made.");
            }

            var file = new ReadOnlySpan<byte>(jpeg, (int)size).ToArray();
            tjFree(jpeg);
            _ = tjDestroy(handle);
            return file;
        }
    }

    /// <summary>A PNG of 1 (grey), 2 (grey and opacity), 3 (red, green, blue) or 4 bytes a pixel.</summary>
    public static byte[] Png(byte[] pixels, int width, int height, int channels, params (string Name, byte[] Content)[] more)
    {
        using var rows = new MemoryStream();
        using (var packed = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < height; y++)
            {
                packed.WriteByte(0);
                packed.Write(pixels, y * width * channels, width * channels);
            }
        }

        var colours = (byte)(channels switch
        {
            1 => 0,
            2 => 4,
            3 => 2,
            _ => 6,
        });
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, colours);
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR", header), .. more.SelectMany(m => Chunk(m.Name, m.Content)), .. Chunk("IDAT", rows.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>A WebP of 3 bytes a pixel, lossless or of quality 80.</summary>
    public static byte[] WebP(byte[] pixels, int width, int height, bool lossless)
    {
        byte* webp;
        fixed (byte* from = pixels)
        {
            var size = lossless ? WebPEncodeLosslessRGB(from, width, height, 3 * width, out webp) : WebPEncodeRGB(from, width, height, 3 * width, 80, out webp);
            var file = new ReadOnlySpan<byte>(webp, (int)size).ToArray();
            WebPFree(webp);
            return file;
        }
    }

    /// <summary>A chunk of a PNG with its frame.</summary>
    public static byte[] Chunk(string name, byte[] content)
    {
        var named = (byte[])[.. Encoding.ASCII.GetBytes(name), .. content];
        var frame = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(frame, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), Crc(named));
        return [.. frame[..4], .. named, .. frame[4..]];
    }

    /// <summary>A JPEG that says by EXIF which side is up, 1 to 8.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        var exif = (byte[])[.. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>The sum behind a chunk of a PNG.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var each in bytes)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320 & (uint)-(int)(crc & 1));
            }
        }

        return ~crc;
    }

    [LibraryImport("libturbojpeg.so.0")]
    private static partial nint tjInitCompress();

    [LibraryImport("libturbojpeg.so.0")]
    private static partial int tjCompress2(nint handle, byte* from, int width, int pitch, int height, int format, byte** jpeg, out nuint size, int sampling, int quality, int flags);

    [LibraryImport("libturbojpeg.so.0")]
    private static partial int tjDestroy(nint handle);

    [LibraryImport("libturbojpeg.so.0")]
    private static partial void tjFree(byte* jpeg);

    [LibraryImport("libwebp.so.7")]
    private static partial nuint WebPEncodeLosslessRGB(byte* from, int width, int height, int stride, out byte* webp);

    [LibraryImport("libwebp.so.7")]
    private static partial nuint WebPEncodeRGB(byte* from, int width, int height, int stride, float quality, out byte* webp);

    [LibraryImport("libwebp.so.7")]
    private static partial void WebPFree(byte* webp);
}
