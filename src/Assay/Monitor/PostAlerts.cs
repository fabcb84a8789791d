using System.Net.Http.Headers;

namespace Assay.Monitor;

/// <summary>
/// Posts what waits in the outbox, one at a time, each until the receiver takes it. A receiver that does not answer is asked less and less
/// often; what it did not take waits for the next alert or the next start. Nothing else waits for it.
/// </summary>
public sealed class PostAlerts : IDisposable
{
    private const int Tries = 6;

    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private readonly AlertOutbox outbox;
    private readonly Uri to;
    private readonly SemaphoreSlim more = new(1);
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseHeadersLength = 16 }) { Timeout = Within, MaxResponseContentBufferSize = 1 << 16 };

    /// <summary>Posts to a URL of http or https.</summary>
    public PostAlerts(AlertOutbox outbox, Uri to)
    {
        this.outbox = outbox;
        this.to = to;
    }

    /// <summary>Hears what the receiver did not take.</summary>
    public Action<Failure>? Told { get; init; }

    /// <summary>Says that there may be more in the outbox.</summary>
    public void Wake()
    {
        if (more.CurrentCount == 0)
        {
            more.Release();
        }
    }

    /// <summary>Posts whenever there is something, until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (true)
        {
            await more.WaitAsync(stop);
            await Empty(stop);
        }
    }

    /// <summary>Posts what waits; what is not taken after several tries goes on waiting.</summary>
    public async Task Empty(CancellationToken stop)
    {
        foreach (var path in outbox.Waiting)
        {
            if (await Deliver(path, stop) is { } failure)
            {
                Told?.Invoke(failure);
                return;
            }

            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        client.Dispose();
        more.Dispose();
    }

    private async Task<Failure?> Deliver(string path, CancellationToken stop)
    {
        var body = await File.ReadAllBytesAsync(path, stop);
        var said = "";
        for (var i = 0; i < Tries; i++)
        {
            if (i > 0)
            {
                await Task.Delay(FirstPause * Math.Pow(2, i - 1), stop);
            }

            said = await Try(body, AlertOutbox.IdOf(path), stop);
            if (said.Length == 0)
            {
                return null;
            }
        }

        return new Failure($"{to} did not take an alert: {said}", "an answer 2xx", "It waits in the data folder's alerts/, and is posted again with the next alert and at the next start");
    }

    // Empty where it was taken.
    private async Task<string> Try(byte[] body, string id, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("Idempotency-Key", id);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode ? "" : $"status {(int)answer.StatusCode}";
        }
        catch (HttpRequestException unreachable)
        {
            return unreachable.Message;
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"no answer within {Within.TotalSeconds:0} s";
        }
    }
}
