using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Assay.Screening.Images.Banks;

/// <summary>
/// Opens a file below a folder by a path that a stranger wrote: folder by folder, through no symbolic link, nothing but a regular file. The import
/// has looked at the path; here the kernel holds it, whatever became of the folder since.
/// </summary>
internal static unsafe partial class ImageFile
{
    private const int Folder = 0x10000, NoLink = 0x20000, CloseOnExec = 0x80000, DoNotWait = 0x800, EmptyPath = 0x1000;
    private const uint BasicStatus = 0x7FF;
    private const int ModeAt = 28, SizeAt = 40, ChangedAt = 112;

    /// <summary>An open file; null where there is none that may be read.</summary>
    public static SafeFileHandle? Open(string folder, string path, out long bytes, out DateTime changedAt)
    {
        (bytes, changedAt) = (0, default);
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").ToArray();
        if (parts.Length == 0 || parts.Contains("..") || path.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var at = openat(-100, folder, Folder | CloseOnExec);
        foreach (var (i, part) in parts.Index())
        {
            if (at < 0)
            {
                return null;
            }

            var next = openat(at, part, i < parts.Length - 1 ? Folder | NoLink | CloseOnExec : NoLink | CloseOnExec | DoNotWait);
            _ = close(at);
            at = next;
        }

        return at < 0 ? null : Regular(new SafeFileHandle(at, ownsHandle: true), at, out bytes, out changedAt);
    }

    private static SafeFileHandle? Regular(SafeFileHandle file, int descriptor, out long bytes, out DateTime changedAt)
    {
        var status = stackalloc byte[256];
        var isRegular = statx(descriptor, "", EmptyPath, BasicStatus, status) == 0 && (*(ushort*)(status + ModeAt) & 0xF000) == 0x8000;
        bytes = isRegular ? *(long*)(status + SizeAt) : 0;
        changedAt = isRegular ? Moments.FromMicros((*(long*)(status + ChangedAt) * 1_000_000) + (*(uint*)(status + ChangedAt + 8) / 1000)) : default;
        if (isRegular)
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int openat(int folder, string path, int flags);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, byte* status);
}
