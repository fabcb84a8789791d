using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace Assay.Monitor.Gate;

/// <summary>A picture that was fetched, or why it was not.</summary>
/// <param name="Bytes">The picture; empty where it was not fetched.</param>
/// <param name="Why">Why it was not; null where it was.</param>
public sealed record FetchedPicture(ReadOnlyMemory<byte> Bytes, string? Why);

/// <summary>
/// Fetches pictures from hosts that the marketplace named, and from nowhere else: http or https at the usual port, a name that is resolved once and connected to at that
/// address, public addresses only, no redirects, no proxy, no cookies, and no more bytes and time than allowed.
/// </summary>
public sealed class FetchPicture : IDisposable
{
    /// <summary>Most bytes of a picture.</summary>
    public const int MostBytes = 10 << 20;

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly FrozenSet<string> hosts;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve;
    private readonly Func<IPAddress, bool> isAllowed;
    private readonly HttpMessageInvoker client;

    /// <summary>Fetches from these hosts.</summary>
    /// <param name="hosts">Names of hosts, with a port where it is not the usual one.</param>
    public FetchPicture(IEnumerable<string> hosts)
        : this(hosts, static (host, stop) => Dns.GetHostAddressesAsync(host, stop), PublicAddress.Is)
    {
    }

    internal FetchPicture(IEnumerable<string> hosts, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> isAllowed)
    {
        this.hosts = hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        this.resolve = resolve;
        this.isAllowed = isAllowed;
        client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxConnectionsPerServer = 8,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectTimeout = Within,
            ConnectCallback = Connect,
        });
    }

    /// <summary>Why a link is not fetched at all; null where it may be.</summary>
    public string? Refuses(string link) =>
        !Uri.TryCreate(link, UriKind.Absolute, out var at) || (at.Scheme != Uri.UriSchemeHttp && at.Scheme != Uri.UriSchemeHttps) ? "it is no address of http or https"
        : at.UserInfo.Length > 0 ? "its address carries a name or a password"
        : !hosts.Contains(at.IsDefaultPort ? at.IdnHost : $"{at.IdnHost}:{at.Port}") ? "its host is not allowed"
        : null;

    /// <summary>Fetches a picture.</summary>
    public async Task<FetchedPicture> Run(string link, CancellationToken stop)
    {
        if (Refuses(link) is { } refused)
        {
            return Not(refused);
        }

        using var within = CancellationTokenSource.CreateLinkedTokenSource(stop);
        within.CancelAfter(Within);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, link);
            using var response = await client.SendAsync(request, within.Token);
            return (int)response.StatusCode is >= 300 and < 400 ? Not("its host sends elsewhere, where nobody follows")
                : response.StatusCode != HttpStatusCode.OK ? Not($"its host answered {(int)response.StatusCode}")
                : response.Content.Headers.ContentLength > MostBytes ? Not($"it has more than {MostBytes >> 20} MiB")
                : await Read(response, within.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Not("its host took too long");
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException or SocketException)
        {
            return Not(failed.InnerException is RefusedAddressException ? "its host has an address that is not public" : "its host could not be reached");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static FetchedPicture Not(string why) => new(default, why);

    private static async Task<FetchedPicture> Read(HttpResponseMessage response, CancellationToken stop)
    {
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        using var kept = new MemoryStream();
        var buffer = new byte[1 << 14];
        for (int read; (read = await body.ReadAsync(buffer, stop)) > 0;)
        {
            if (kept.Length + read > MostBytes)
            {
                return Not($"it has more than {MostBytes >> 20} MiB");
            }

            kept.Write(buffer, 0, read);
        }

        return new FetchedPicture(kept.ToArray(), null);
    }

    // The addresses that were looked at are the ones connected to: a name that answers otherwise the next time gains nothing. One that is not public among them refuses all.
    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, stop);
        if (addresses.Length == 0 || !addresses.All(isAllowed))
        {
            throw new RefusedAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class RefusedAddressException : IOException;
}
