using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Assay.Warehouse;

/// <summary>
/// A folder borrowed from an owner that stays: until this is disposed, or the process ends however it ends, the owner keeps its hands off.
/// </summary>
internal sealed class Loan : IDisposable
{
    /// <summary>What the owner answers when the folder is free.</summary>
    public static readonly byte[] Yours = "yours\n"u8.ToArray();

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly OwnerSocket connection;

    private Loan(OwnerSocket connection) => this.connection = connection;

    /// <summary>Asks the owner that stays for the folder and waits for its turn; null where there is no such owner, or it ended meanwhile.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="command">What for, to tell the owner.</param>
    /// <param name="told">Hears where this takes long.</param>
    /// <exception cref="OperationCanceledException">Ctrl-C or SIGTERM came while it waited.</exception>
    public static Loan? Ask(string folder, string command, Action<string>? told)
    {
        var owner = OwnerSocket.Connect(folder);
        if (owner is null)
        {
            return null;
        }

        try
        {
            owner.Socket.Send(Encoding.UTF8.GetBytes($"{Environment.ProcessId} {command.ReplaceLineEndings(" ")}\n"));
            if (IsGranted(owner.Socket, told))
            {
                return new Loan(owner);
            }
        }
        catch (SocketException)
        {
            // The owner ended.
        }
        catch
        {
            owner.Dispose();
            throw;
        }

        owner.Dispose();
        return null;
    }

    public void Dispose() => connection.Dispose();

    private static bool IsGranted(Socket socket, Action<string>? told)
    {
        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => stop.Cancel());
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => stop.Cancel());
        var answer = new byte[Yours.Length];
        var receiving = socket.ReceiveAsync(answer, SocketFlags.None, stop.Token).AsTask();
        if (!Wait(receiving, Patience))
        {
            told?.Invoke("assay monitor is at work in the folder; waiting for it to lend it ...");
        }

        return receiving.GetAwaiter().GetResult() == answer.Length && answer.AsSpan().SequenceEqual(Yours);
    }

    private static bool Wait(Task<int> receiving, TimeSpan patience) => Task.WhenAny(receiving, Task.Delay(patience)).GetAwaiter().GetResult() == receiving;
}
