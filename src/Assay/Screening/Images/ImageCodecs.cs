using System.Runtime.InteropServices;
using Assay.Screening.Images.Native;

namespace Assay.Screening.Images;

/// <summary>Which formats this machine can decode: each needs a library of the system, and is not looked at without it.</summary>
/// <param name="Jpeg">libturbojpeg is there.</param>
/// <param name="Png">libpng 1.6 is there.</param>
/// <param name="WebP">libwebp is there.</param>
public sealed record ImageCodecs(bool Jpeg, bool Png, bool WebP)
{
    private static readonly Lazy<ImageCodecs> Found = new(() => new(Has(TurboJpeg.Library), Has(LibPng.Library), Has(LibWebP.Library)));

    /// <summary>What is installed.</summary>
    public static ImageCodecs Installed => Found.Value;

    /// <summary>The Debian packages of those that are missing.</summary>
    public IReadOnlyList<string> MissingPackages =>
    [
        .. Jpeg ? [] : (string[])["libturbojpeg0"],
        .. Png ? [] : (string[])["libpng16-16"],
        .. WebP ? [] : (string[])["libwebp7"],
    ];

    /// <summary>Why a format is not looked at; null where it is.</summary>
    internal Failure? Lacks(ImageFormat format)
    {
        var (has, package) = format switch
        {
            ImageFormat.Jpeg => (Jpeg, "libturbojpeg0"),
            ImageFormat.Png => (Png, "libpng16-16"),
            _ => (WebP, "libwebp7"),
        };
        return has ? null : new Failure($"{format} images are not looked at: the library that reads them is not installed", $"the package {package}", $"Install {package}");
    }

    private static bool Has(string library) => NativeLibrary.TryLoad(library, typeof(ImageCodecs).Assembly, searchPath: null, out _);
}
