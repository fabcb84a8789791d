using System.Runtime.InteropServices;

namespace Assay.Screening.Images.Native;

/// <summary>libpng's simplified API (1.6), which keeps its long jumps to itself.</summary>
internal static unsafe partial class LibPng
{
    public const string Library = "libpng16.so.16";

    // PNG_FORMAT_GRAY and PNG_FORMAT_RGB.
    public const uint Grey = 0;
    public const uint Rgb = 2;

    // PNG_IMAGE_FLAG_16BIT_sRGB: 16-bit values are no more linear than those of 8.
    public const uint SixteenBitsAreNotLinear = 4;

    // Of warning_or_error: bit 1 is set for an error.
    public const uint Error = 2;

    [StructLayout(LayoutKind.Sequential)]
    public struct Image
    {
        public nint Opaque;
        public uint Version;
        public uint Width;
        public uint Height;
        public uint Format;
        public uint Flags;
        public uint ColourMapEntries;
        public uint WarningOrError;
        public fixed byte Message[64];
    }

    [LibraryImport(Library)]
    public static partial int png_image_begin_read_from_memory(Image* image, byte* memory, nuint size);

    [LibraryImport(Library)]
    public static partial int png_image_finish_read(Image* image, byte* background, byte* buffer, int stride, void* colourMap);

    [LibraryImport(Library)]
    public static partial void png_image_free(Image* image);
}
