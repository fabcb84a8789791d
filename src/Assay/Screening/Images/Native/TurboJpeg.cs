using System.Runtime.InteropServices;

namespace Assay.Screening.Images.Native;

/// <summary>The part of libjpeg-turbo's TurboJPEG API (2.0 and later) that is called.</summary>
internal static unsafe partial class TurboJpeg
{
    public const string Library = "libturbojpeg.so.0";

    // Of enum TJPF.
    public const int Rgb = 0;
    public const int Grey = 6;
    public const int Cmyk = 11;

    // TJFLAG_LIMITSCANS: more than 500 scans are an error. TJFLAG_ACCURATEDCT is left out: its coefficients differ by a level at most.
    public const int LimitScans = 32768;

    [LibraryImport(Library)]
    public static partial nint tjInitDecompress();

    [LibraryImport(Library)]
    public static partial int tjDestroy(nint handle);

    [LibraryImport(Library)]
    public static partial int tjDecompressHeader3(nint handle, byte* jpeg, nuint size, out int width, out int height, out int subsampling, out int colourSpace);

    [LibraryImport(Library)]
    public static partial int tjDecompress2(nint handle, byte* jpeg, nuint size, byte* to, int width, int pitch, int height, int pixelFormat, int flags);

    [LibraryImport(Library)]
    public static partial int tjGetErrorCode(nint handle);

    [LibraryImport(Library)]
    public static partial nint tjGetErrorStr2(nint handle);
}
