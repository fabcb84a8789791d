using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Assay.Bench.Gate;

/// <summary>What a client saw.</summary>
/// <param name="Rate">Answers a second.</param>
/// <param name="Median">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Failed">Answers other than 200.</param>
internal sealed record Seen(double Rate, double Median, double P99, long Failed);

/// <summary>
/// Posts listings over a fixed number of connections, each waiting for its answer before it asks again: bytes made ready before, sockets, and of an answer only its status
/// and length are read, so that most of the machine is left to the server.
/// </summary>
internal sealed class PostingClient(IPEndPoint server, IReadOnlyList<byte[]> requests, int connections)
{
    /// <summary>Posts for so long; at full speed, or at so many a second.</summary>
    public Seen Run(TimeSpan time, double rate = double.PositiveInfinity)
    {
        var took = Enumerable.Range(0, connections).Select(_ => new List<double>(1 << 16)).ToArray();
        var failed = 0L;
        var began = Stopwatch.GetTimestamp();
        Task.WaitAll([.. Enumerable.Range(0, connections).Select(c => Task.Run(async () => Interlocked.Add(ref failed, await Post(c, took[c], began, time, rate / connections))))]);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var all = took.SelectMany(t => t).Order().ToList();
        return new Seen(all.Count / seconds, all[all.Count / 2], all[all.Count * 99 / 100], failed);
    }

    /// <summary>A request with its body.</summary>
    public static byte[] Request(string path, string key, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    // Where an answer came late, the next request is as old as the moment at which it should have gone (Tene, coordinated omission).
    private async Task<long> Post(int connection, List<double> took, long began, TimeSpan time, double rate)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var buffer = new byte[1 << 16];
        var failed = 0L;
        var due = TimeSpan.FromSeconds(double.IsInfinity(rate) ? 0 : connection / (rate * connections));
        for (var i = connection; Stopwatch.GetElapsedTime(began) < time; i += connections)
        {
            var from = Stopwatch.GetTimestamp();
            if (!double.IsInfinity(rate))
            {
                var early = due - Stopwatch.GetElapsedTime(began);
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early);
                    from = Stopwatch.GetTimestamp();
                }
                else
                {
                    from = began + (long)(due.TotalSeconds * Stopwatch.Frequency);
                }

                due += TimeSpan.FromSeconds(1 / rate);
            }

            await socket.SendAsync(requests[i % requests.Count]);
            failed += await IsOk(socket, buffer) ? 0 : 1;
            took.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return failed;
    }

    private static async ValueTask<bool> IsOk(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server hung up.");
            }

            length += read;
            var head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (head >= 0 && length >= head + 4 + LengthOf(buffer.AsSpan(0, head)))
            {
                return buffer.AsSpan(9, 3).SequenceEqual("200"u8);
            }
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        var at = head.IndexOf(name);
        var text = head[(at + name.Length)..];
        var end = text.IndexOf((byte)'\r');
        return at < 0 ? throw new IOException("An answer without its length came.") : int.Parse(end < 0 ? text : text[..end]);
    }
}
