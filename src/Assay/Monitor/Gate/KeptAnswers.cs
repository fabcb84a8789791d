using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Assay.Warehouse;
using Microsoft.Win32.SafeHandles;

namespace Assay.Monitor.Gate;

/// <summary>What is known of a request that its sender named.</summary>
public enum KeyState
{
    /// <summary>It was not asked before: whoever hears this answers it, and says so.</summary>
    New,

    /// <summary>Somebody answers it at this moment.</summary>
    InFlight,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>Another request had this key.</summary>
    Another,

    /// <summary>As many keys are kept as there is room for.</summary>
    Full,

    /// <summary>Those of before a restart are still being read.</summary>
    NotReady,
}

/// <summary>
/// Answers to requests that were named by an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header), kept for at least 24 hours. Keys are in memory, about 100 bytes
/// each; answers are in files without a name, made anew from the warehouse at each start.
/// </summary>
/// <param name="folder">Where the files are.</param>
/// <param name="clock">How old a key is.</param>
/// <param name="mostKeys">Most keys of a day.</param>
public sealed class KeptAnswers(string folder, TimeProvider clock, int mostKeys = 1_000_000) : IDisposable
{
    /// <summary>For how long an answer is kept at least.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromHours(24);

    private readonly Lock gate = new();
    private Day today = new(folder, clock.GetUtcNow());
    private Day? yesterday;
    private volatile bool isReady;

    /// <summary>A digest of what was asked: the same request has the same.</summary>
    public static string DigestOf(ReadOnlySpan<byte> body, string what) =>
        Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(body), .. Encoding.UTF8.GetBytes(what)]).AsSpan(0, 16));

    /// <summary>Reads the answers of before a restart; until then no key is taken.</summary>
    public void Load(IWarehouse warehouse, CancellationToken stop)
    {
        if (isReady)
        {
            return;
        }

        using var stopping = warehouse.StopOn(stop);
        using var rows = warehouse.Query(Sql.Load("Monitor/Gate/kept_answers.sql"), clock.GetUtcNow().UtcDateTime - Age);
        while (rows.Next())
        {
            for (var i = 0; i < rows.Count; i++)
            {
                lock (gate)
                {
                    today.Keep(NumberOf(rows.Text(0, i)), rows.String(1, i)!, rows.Text(2, i));
                }
            }
        }

        isReady = true;
    }

    /// <summary>Looks a key up, and takes it where it is new: whoever took it says later what became of it.</summary>
    public KeyState Take(string key, string body, out byte[] answer)
    {
        answer = [];
        if (!isReady)
        {
            return KeyState.NotReady;
        }

        var number = NumberOf(Encoding.UTF8.GetBytes(key));
        lock (gate)
        {
            Turn();
            var day = today.Knows(number) ? today : yesterday?.Knows(number) == true ? yesterday : null;
            return day is not null ? day.Look(number, body, out answer) : today.Count >= mostKeys ? KeyState.Full : today.Begin(number, body);
        }
    }

    /// <summary>Keeps the answer of a key that was taken.</summary>
    public void Keep(string key, string body, ReadOnlySpan<byte> answer)
    {
        var number = NumberOf(Encoding.UTF8.GetBytes(key));
        lock (gate)
        {
            (yesterday?.Knows(number) == true ? yesterday : today).Keep(number, body, answer);
        }
    }

    /// <summary>Gives a key back that was taken and is not answered: the sender may try again.</summary>
    public void GiveBack(string key)
    {
        var number = NumberOf(Encoding.UTF8.GetBytes(key));
        lock (gate)
        {
            today.Forget(number);
            yesterday?.Forget(number);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        today.Dispose();
        yesterday?.Dispose();
    }

    private void Turn()
    {
        if (clock.GetUtcNow() - today.Began >= Age)
        {
            yesterday?.Dispose();
            (yesterday, today) = (today, new Day(folder, clock.GetUtcNow()));
        }
    }

    private static UInt128 NumberOf(ReadOnlySpan<byte> key) => MemoryMarshal.Read<UInt128>(SHA256.HashData(key));

    private sealed class Day(string folder, DateTimeOffset began) : IDisposable
    {
        private readonly Dictionary<UInt128, (UInt128 Body, long At, int Length)> answers = [];
        private readonly SafeFileHandle file = File.OpenHandle(Path.Combine(folder, $"answers-{Guid.NewGuid():N}.part"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        private long end;

        public DateTimeOffset Began => began;

        public int Count => answers.Count;

        public bool Knows(UInt128 key) => answers.ContainsKey(key);

        public KeyState Begin(UInt128 key, string body)
        {
            answers[key] = (UInt128.Parse(body, System.Globalization.NumberStyles.HexNumber), 0, -1);
            return KeyState.New;
        }

        public KeyState Look(UInt128 key, string body, out byte[] answer)
        {
            answer = [];
            var known = answers[key];
            if (known.Body != UInt128.Parse(body, System.Globalization.NumberStyles.HexNumber))
            {
                return KeyState.Another;
            }

            if (known.Length < 0)
            {
                return KeyState.InFlight;
            }

            answer = new byte[known.Length];
            RandomAccess.Read(file, answer, known.At);
            return KeyState.Answered;
        }

        public void Keep(UInt128 key, string body, ReadOnlySpan<byte> answer)
        {
            RandomAccess.Write(file, answer, end);
            answers[key] = (UInt128.Parse(body, System.Globalization.NumberStyles.HexNumber), end, answer.Length);
            end += answer.Length;
        }

        public void Forget(UInt128 key)
        {
            if (answers.TryGetValue(key, out var known) && known.Length < 0)
            {
                answers.Remove(key);
            }
        }

        public void Dispose() => file.Dispose();
    }
}
