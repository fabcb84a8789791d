using System.Runtime.InteropServices;
using System.Text;
using Assay.Screening.Images.Pdq;

namespace Assay.Bench.Images;

/// <summary>
/// The reference's own code, in a shared library that whoever runs the bench makes of it and names in <c>ASSAY_PDQ_REFERENCE</c>. bench/README.md
/// says what it exports.
/// </summary>
internal sealed unsafe class PdqPeer : IDisposable
{
    public const string Variable = "ASSAY_PDQ_REFERENCE";

    private readonly nint library;
    private readonly delegate* unmanaged<byte*, int, int, byte*, int*, int> hash;
    private readonly delegate* unmanaged<byte*, byte*, int*, int> file;

    private PdqPeer(nint library)
    {
        this.library = library;
        hash = (delegate* unmanaged<byte*, int, int, byte*, int*, int>)NativeLibrary.GetExport(library, "pdq_reference_hash");
        file = (delegate* unmanaged<byte*, byte*, int*, int>)NativeLibrary.GetExport(library, "pdq_reference_file");
    }

    /// <summary>The peer; null where no library was named.</summary>
    public static PdqPeer? Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? new(NativeLibrary.Load(path)) : null;

    /// <summary>Hashes a plane of red, one of green and one of blue.</summary>
    public (PdqHash Hash, int Quality) Hash(byte[] planes, int width, int height)
    {
        var into = stackalloc byte[32];
        int quality;
        fixed (byte* pixels = planes)
        {
            _ = hash(pixels, width, height, into, &quality);
        }

        return (Read(into), quality);
    }

    /// <summary>Hashes a file.</summary>
    public (PdqHash Hash, int Quality) File(string path)
    {
        var into = stackalloc byte[32];
        int quality;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + "\0"))
        {
            return file(name, into, &quality) == 0 ? (Read(into), quality) : throw new InvalidOperationException($"The reference cannot read {path}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => NativeLibrary.Free(library);

    private static PdqHash Read(byte* bytes) =>
        PdqHash.TryParse(Convert.ToHexString(new ReadOnlySpan<byte>(bytes, 32)), out var hash) ? hash : throw new InvalidOperationException("No hash.");
}
