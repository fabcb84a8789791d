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

    private readonly FileStream held;

    private Ownership(FileStream held) => this.held = held;

    /// <summary>Takes the lock, or says who holds it.</summary>
    public static Result<Ownership> Take(string folder, string command, TimeProvider clock)
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
            return new Ownership(taken);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            taken.Dispose();
            return Unwritable(folder, refused);
        }
    }

    public void Dispose() => held.Dispose();

    private static Failure Unwritable(string folder, Exception refused) =>
        new($"The data folder {folder} cannot be written: {refused.Message}", "a folder that this user may write, with room in it", "Free some space, or name another with --data");

    private static Failure Held(string folder, string name)
    {
        var owner = ReadOwner(name);
        return owner is null
            ? new Failure($"Another process holds {folder}", "a data folder that nobody else uses", "Wait for it to end, or name another folder with --data")
            : new Failure(
                $"{folder} is held by process {owner.Process} (assay {owner.Command}, since {owner.Since})",
                "a data folder that nobody else uses",
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
