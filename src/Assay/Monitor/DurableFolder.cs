using System.Runtime.InteropServices;

namespace Assay.Monitor;

/// <summary>Names in a folder that survive a power loss: a file that was made and synced may still lose its name until its folder is synced too.</summary>
internal static partial class DurableFolder
{
    private const int ReadOnlyFolderCloseOnExec = 0x10000 | 0x80000;

    /// <summary>Waits until the folder's names are on the disk.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Sync(string folder)
    {
        var opened = open(folder, ReadOnlyFolderCloseOnExec);
        if (opened < 0)
        {
            throw Refused(folder);
        }

        try
        {
            if (fsync(opened) != 0)
            {
                throw Refused(folder);
            }
        }
        finally
        {
            _ = close(opened);
        }
    }

    private static IOException Refused(string folder) => new($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);
}
