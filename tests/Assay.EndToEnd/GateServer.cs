using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Assay.EndToEnd;

/// <summary>A running <c>assay serve</c> and a client that shows its key.</summary>
internal sealed partial class GateServer : IDisposable
{
    public const string Path = "/v1/listings:screen";

    private GateServer(Process process, HttpClient client)
    {
        Process = process;
        Client = client;
    }

    public Process Process { get; }

    public HttpClient Client { get; }

    /// <summary>Starts one on a data folder, and waits until it is ready.</summary>
    public static async Task<GateServer> Start(string data, CancellationToken stop, params string[] more)
    {
        var process = App.Start(["serve", "--data", data, "--listen", "127.0.0.1:0", "--every", "20ms", .. more]);
        _ = process.StandardOutput.ReadToEndAsync(stop);
        string? said;
        do
        {
            said = await process.StandardError.ReadLineAsync(stop) ?? throw new InvalidOperationException("It ended.");
        }
        while (!said.Contains("listening at", StringComparison.Ordinal));

        _ = process.StandardError.ReadToEndAsync(stop);
        var client = new HttpClient { BaseAddress = new Uri(Address().Match(said).Value) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(System.IO.Path.Combine(data, "api-key"), stop)).Trim());
        while ((await client.GetAsync("/health/ready", stop)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Yield();
        }

        return new GateServer(process, client);
    }

    /// <summary>A listing as a row of the feed.</summary>
    public static string Listing(string id, string title = "A lamp") => $$"""{"id":"{{id}}","seller_id":"s1","title":"{{title}}","price":"9.90 USD","created_at":"2026-06-30"}""";

    /// <summary>Posts a listing.</summary>
    public async Task<HttpResponseMessage> Post(string body, string query = "", string type = "application/json", string? key = null, bool durable = false, CancellationToken stop = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path + query) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        if (durable)
        {
            request.Headers.Add("Prefer", "respond-async, durable");
        }

        return await Client.SendAsync(request, stop);
    }

    public async Task Kill()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            Process.WaitForExit();
        }

        Process.Dispose();
        Client.Dispose();
    }

    [GeneratedRegex("http://[0-9.:]+[0-9]")]
    private static partial Regex Address();
}
