using System.Security.Cryptography;

namespace Assay.Monitor.Gate;

/// <summary>Ids of verdicts: when, by whom of those that answer, and a count. In the order of time, as far as the clock is.</summary>
internal sealed class VerdictIds(TimeProvider clock)
{
    private readonly string process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
    private long count;

    /// <summary>The next id, and when it was given.</summary>
    public string Next(out DateTime at)
    {
        at = clock.GetUtcNow().UtcDateTime;
        return string.Create(null, stackalloc char[40], $"v{Moments.ToMicros(at):x13}{process}{(uint)Interlocked.Increment(ref count):x8}");
    }
}
