using System.Text.Json;

namespace Assay.Warehouse;

/// <summary>
/// One process owns a data folder: it holds an exclusive lock on the file <c>owner.lock</c>, and <c>owner</c> beside it says who it is.
/// The kernel lets the lock go when the process ends, however it ends.
/// </summary>
internal sealed class Ownership : IDisposable
{
    // EWOULDBLOCK, as .NET hands it through on Linux when the lock is another's.
    private const int WouldBlock = 11;

    // Who finds the lock taken by a stranger after it was lent asks once more.
    private const int Tries = 5;

    /// <summary>What a failure expected where somebody else holds the folder.</summary>
    public const string Nobody = "a data folder that nobody else uses";

    private readonly FileStream held;
    private readonly Loan? loan;

    private Ownership(FileStream held, Loan? loan)
    {
        this.held = held;
        this.loan = loan;
    }

    /// <summary>Takes the lock, or says who holds it. From an owner that lends it is borrowed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="command">What for.</param>
    /// <param name="clock">Since when.</param>
    /// <param name="told">Hears where it takes long.</param>
    public static Result<Ownership> Take(string folder, string command, TimeProvider clock, Action<string>? told)
    {
        for (var i = 1; ; i++)
        {
            var lent = Loan.Ask(folder, command, told);
            var taken = TakeLock(folder, command, clock, lent);
            if (taken.Ok)
            {
                return taken;
            }

            lent?.Dispose();
            if (lent is null || i == Tries || taken.Failure.Expected != Nobody)
            {
                return taken;
            }
        }
    }

    /// <summary>Takes the lock for an owner that lends it.</summary>
    public static Result<Ownership> TakeToLend(string folder, string command, TimeProvider clock) => TakeLock(folder, command, clock, null);

    private static Result<Ownership> TakeLock(string folder, string command, TimeProvider clock, Loan? lent)
    {
        var name = Path.Combine(folder, "owner");
        FileStream taken;
        try
        {
            taken = new FileStream($"{name}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException refused)
        {
            return Unwritable(folder, refused);
        }
        catch (IOException refused)
        {
            return refused.HResult == WouldBlock ? Held(folder, name) : Unwritable(folder, refused);
        }

        try
        {
            var owner = new Owner(Environment.ProcessId, command, Moments.ToText(clock.GetUtcNow().UtcDateTime));
            File.WriteAllBytes(name, JsonSerializer.SerializeToUtf8Bytes(owner));
            return new Ownership(taken, lent);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            taken.Dispose();
            return Unwritable(folder, refused);
        }
    }

    public void Dispose()
    {
        held.Dispose();
        loan?.Dispose();
    }

    private static Failure Unwritable(string folder, Exception refused) =>
        new($"The data folder {folder} cannot be written: {refused.Message}", "a folder that this user may write, with room in it", "Free some space, or name another with --data");

    private static Failure Held(string folder, string name)
    {
        var owner = ReadOwner(name);
        return owner is null
            ? new Failure($"Another process holds {folder}", Nobody, "Wait for it to end, or name another folder with --data")
            : new Failure(
                $"{folder} is held by process {owner.Process} (assay {owner.Command}, since {owner.Since})",
                Nobody,
                $"Wait for it to end, stop it with: kill {owner.Process}, or name another folder with --data");
    }

    private static Owner? ReadOwner(string name)
    {
        try
        {
            return JsonSerializer.Deserialize<Owner>(File.ReadAllBytes(name));
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException)
        {
            return null;
        }
    }

    private sealed record Owner(int Process, string Command, string Since);
}
