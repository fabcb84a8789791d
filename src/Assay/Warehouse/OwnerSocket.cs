using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Assay.Warehouse;

/// <summary>The socket <c>owner.sock</c> of a data folder, at which an owner that stays lends the folder to commands.</summary>
internal sealed partial class OwnerSocket : IDisposable
{
    private const int PathOnlyFolderCloseOnExec = 0x200000 | 0x10000 | 0x80000;

    private readonly int folder;

    private OwnerSocket(Socket socket, int folder)
    {
        Socket = socket;
        this.folder = folder;
    }

    /// <summary>The socket: listening, or connected.</summary>
    public Socket Socket { get; }

    /// <summary>Where it lies.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "owner.sock");

    /// <summary>Listens in the folder's name, for this user alone. Only who holds the folder's lock may ask for it: what lies there is a dead owner's.</summary>
    public static OwnerSocket Listen(string folder)
    {
        File.Delete(PathIn(folder));
        return In(folder, (socket, address) =>
        {
            socket.Bind(address);
            Private.Keep(PathIn(folder));
            socket.Listen(128);
        });
    }

    /// <summary>Connects to the owner; null where none listens.</summary>
    public static OwnerSocket? Connect(string folder)
    {
        try
        {
            return File.Exists(PathIn(folder)) ? In(folder, (socket, address) => socket.Connect(address)) : null;
        }
        catch (SocketException)
        {
            // A killed owner's socket refuses.
            return null;
        }
    }

    public void Dispose()
    {
        Socket.Dispose();
        _ = close(folder);
    }

    // The address of a socket holds 107 bytes, and a data folder may lie deeper: the kernel's name for the open folder is short.
    private static OwnerSocket In(string folder, Action<Socket, UnixDomainSocketEndPoint> begin)
    {
        var opened = open(folder, PathOnlyFolderCloseOnExec);
        if (opened < 0)
        {
            throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var made = new OwnerSocket(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), opened);
        try
        {
            begin(made.Socket, new UnixDomainSocketEndPoint($"/proc/self/fd/{opened}/owner.sock"));
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int close(int file);
}
