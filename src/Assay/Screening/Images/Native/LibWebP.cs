using System.Runtime.InteropServices;

namespace Assay.Screening.Images.Native;

/// <summary>The part of libwebp's decoding API that is called.</summary>
internal static unsafe partial class LibWebP
{
    public const string Library = "libwebp.so.7";

    [LibraryImport(Library)]
    public static partial int WebPGetInfo(byte* data, nuint size, out int width, out int height);

    /// <summary>Decodes to rows of red, green, blue and opacity; null where it cannot.</summary>
    [LibraryImport(Library)]
    public static partial byte* WebPDecodeRGBAInto(byte* data, nuint size, byte* to, nuint toSize, int stride);
}
