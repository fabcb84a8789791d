using System.Runtime.InteropServices;

namespace Assay.Import;

/// <summary>Asks the kernel what a path is before it is opened: opening a pipe that nobody writes to waits for ever.</summary>
internal static unsafe partial class FileKind
{
    private const int CurrentFolder = -100;
    private const uint Type = 1;
    private const int Mode = 28;
    private const int FormatBits = 0xF000;

    /// <summary>Why a feed's file cannot be read; null for a regular file, also behind a link.</summary>
    public static Failure? Refuse(FeedFile file)
    {
        var status = stackalloc byte[256];
        if (statx(CurrentFolder, file.Path, 0, Type, status) != 0)
        {
            return new Failure($"{file.Shown} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}", "a file that this user may read", "Check where it leads and who may read it");
        }

        return (*(ushort*)(status + Mode) & FormatBits) switch
        {
            0x8000 => null,
            0x4000 => new Failure($"{file.Shown} is a folder", "a file", $"Call a folder of files {file.Feed.Name}"),
            _ => new Failure($"{file.Shown} is no regular file but a pipe, a socket or a device", "a file", "Write it to a file, or hand it over with: assay import FEED -"),
        };
    }

    // Its struct is the same on every architecture, unlike stat's.
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int statx(int folder, string path, int flags, uint mask, byte* status);
}
