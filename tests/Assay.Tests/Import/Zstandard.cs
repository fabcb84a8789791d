using System.Runtime.InteropServices;

namespace Assay.Tests.Import;

/// <summary>Packs bytes with the system's own libzstd.</summary>
internal static partial class Zstandard
{
    public static unsafe byte[] Pack(byte[] bytes)
    {
        var packed = new byte[ZSTD_compressBound((nuint)bytes.Length)];
        fixed (byte* to = packed, from = bytes)
        {
            return packed[..(int)ZSTD_compress(to, (nuint)packed.Length, from, (nuint)bytes.Length, 1)];
        }
    }

    [LibraryImport("libzstd.so.1")]
    private static partial nuint ZSTD_compressBound(nuint size);

    [LibraryImport("libzstd.so.1")]
    private static unsafe partial nuint ZSTD_compress(byte* to, nuint toSize, byte* from, nuint fromSize, int level);
}
