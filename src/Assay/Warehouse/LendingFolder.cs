using System.Net.Sockets;
using System.Text;

namespace Assay.Warehouse;

/// <summary>A command had the folder.</summary>
/// <param name="Borrower">Its process and what it does.</param>
/// <param name="Took">How long it had it.</param>
public sealed record LentOut(string Borrower, TimeSpan Took);

/// <summary>
/// A data folder whose owner stays for long, and lends it to commands meanwhile: it closes its database and gives up the lock, the command
/// opens the folder in its own process as always, and when its connection closes, by a kill too, the owner takes both back.
/// </summary>
public sealed class LendingFolder : IDisposable
{
    private const int LongestRequest = 4096;

    private static readonly TimeSpan RequestWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(20);

    private readonly string path;
    private readonly Func<Result<DataFolder>> open;
    private readonly TimeProvider clock;
    private readonly Action<LentOut>? told;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly CancellationTokenSource closing = new();
    private readonly OwnerSocket listener;
    private readonly Task accepting;
    private DataFolder? folder;
    private int queued;

    private LendingFolder(DataFolder first, Func<Result<DataFolder>> open, OwnerSocket listener, TimeProvider clock, Action<LentOut>? told)
    {
        folder = first;
        path = first.Path;
        this.open = open;
        this.listener = listener;
        this.clock = clock;
        this.told = told;
        accepting = Task.Run(Accept);
    }

    /// <summary>Opens the folder as <see cref="DataFolder.Open(string, string, TimeProvider, long?, Action{string}?)"/> does, and lends it from then on.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="command">What the owner is doing, to tell others.</param>
    /// <param name="clock">When it began, and how long it lends.</param>
    /// <param name="memory">Most bytes of memory for the engine; null for its default.</param>
    /// <param name="told">Hears of each loan when it ends.</param>
    public static Result<LendingFolder> Open(string path, string command, TimeProvider clock, long? memory, Action<LentOut>? told)
    {
        Result<DataFolder> Take() => DataFolder.OpenToLend(path, command, clock, memory);
        var first = Take();
        if (!first.Ok)
        {
            return first.Failure;
        }

        try
        {
            return new LendingFolder(first.Value, Take, OwnerSocket.Listen(first.Value.Path), clock, told);
        }
        catch (Exception refused) when (refused is IOException or SocketException or UnauthorizedAccessException)
        {
            first.Value.Dispose();
            return new Failure($"{OwnerSocket.PathIn(path)} cannot be made: {refused.Message.TrimEnd('.')}", "a folder on a file system that takes sockets", "Name another with --data");
        }
    }

    /// <summary>Works with the folder, after those who asked for it before.</summary>
    /// <exception cref="FailedException">The folder could not be taken back.</exception>
    public T Use<T>(Func<DataFolder, T> work, CancellationToken stop)
    {
        turn.Wait(stop);
        try
        {
            return work(TakeBack(stop));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        closing.Cancel();
        File.Delete(OwnerSocket.PathIn(path));
        listener.Dispose();
        accepting.GetAwaiter().GetResult();
        turn.Wait();
        folder?.Dispose();
        turn.Dispose();
        closing.Dispose();
    }

    private async Task Accept()
    {
        var lending = new List<Task>();
        try
        {
            while (true)
            {
                var borrower = await listener.Socket.AcceptAsync(closing.Token);
                lending.RemoveAll(t => t.IsCompleted);
                lending.Add(Task.Run(() => Lend(borrower)));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(lending);
        }
    }

    private async Task Lend(Socket borrower)
    {
        using (borrower)
        {
            try
            {
                var who = await Asked(borrower);
                await Queue();
                try
                {
                    await Lend(borrower, who);
                }
                finally
                {
                    turn.Release();
                }
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException)
            {
                // Who asked is there no more, or this process ends.
            }
        }
    }

    private async Task Queue()
    {
        Interlocked.Increment(ref queued);
        try
        {
            await turn.WaitAsync(closing.Token);
        }
        finally
        {
            Interlocked.Decrement(ref queued);
        }
    }

    private async Task Lend(Socket borrower, string who)
    {
        var began = clock.GetTimestamp();
        folder?.Dispose();
        folder = null;
        try
        {
            await borrower.SendAsync(Loan.Yours, SocketFlags.None, closing.Token);
            while (await borrower.ReceiveAsync(new byte[1], SocketFlags.None, closing.Token) > 0)
            {
                // A borrower says nothing more: its connection closes when it is done.
            }
        }
        finally
        {
            told?.Invoke(new LentOut(who, clock.GetElapsedTime(began)));
            if (Volatile.Read(ref queued) == 0 && !closing.IsCancellationRequested)
            {
                TryTakeBack();
            }
        }
    }

    private async Task<string> Asked(Socket borrower)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        within.CancelAfter(RequestWithin);
        var request = new byte[LongestRequest];
        var length = 0;
        while (length < request.Length && Array.IndexOf(request, (byte)'\n', 0, length) < 0)
        {
            var read = await borrower.ReceiveAsync(request.AsMemory(length), SocketFlags.None, within.Token);
            if (read == 0)
            {
                throw new OperationCanceledException("the connection closed before it asked");
            }

            length += read;
        }

        return Encoding.UTF8.GetString(request, 0, length).Split('\n')[0];
    }

    // At once, so that nobody finds the folder unowned for long. Where that fails, whoever works with it next tries again and tells why.
    private void TryTakeBack()
    {
        try
        {
            TakeBack(closing.Token);
        }
        catch (Exception later) when (later is FailedException or OperationCanceledException)
        {
        }
    }

    private DataFolder TakeBack(CancellationToken stop)
    {
        while (folder is null)
        {
            stop.ThrowIfCancellationRequested();
            var opened = open();
            if (opened.Ok)
            {
                folder = opened.Value;
            }
            else if (opened.Failure.Expected != Ownership.Nobody)
            {
                throw new FailedException(opened.Failure);
            }
            else
            {
                // The kernel frees a killed borrower's lock a moment after its connection.
                stop.WaitHandle.WaitOne(LockRetry);
            }
        }

        return folder;
    }
}
