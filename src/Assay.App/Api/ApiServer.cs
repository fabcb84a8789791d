using System.Net;
using Assay.Monitor;
using Assay.Monitor.Gate;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Assay.App.Api;

/// <summary>The HTTP server: one address, a key, a check of the host that the sender means, bounded requests.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly WebApplication app;

    private ApiServer(WebApplication app) => this.app = app;

    /// <summary>Where it listens.</summary>
    public string Address => app.Urls.First();

    /// <summary>Starts to listen.</summary>
    public static async Task<Result<ApiServer>> Start(IPEndPoint at, ApiKey key, EventLog log, OpenGate gate, CancellationToken stop)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        // Signals are the command's.
        builder.Services.AddSingleton<IHostLifetime, UntilStopped>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Listen(at);
            o.AddServerHeader = false;
            o.Limits.MaxConcurrentConnections = 256;
            o.Limits.MaxRequestBodySize = EventsApi.MostBytes;
        });
        var built = builder.Build();
        Map(built, key, new EventsApi(log), new ListingsApi(gate, TimeProvider.System), new SellersApi(gate, TimeProvider.System));
        try
        {
            await built.StartAsync(stop);
            return new ApiServer(built);
        }
        catch (IOException refused)
        {
            await built.DisposeAsync();
            return new Failure($"{at} cannot be listened at: {refused.Message.TrimEnd('.')}", "a free port and an address of this machine", "Name others with --listen");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static void Map(WebApplication app, ApiKey key, EventsApi events, ListingsApi listings, SellersApi sellers)
    {
        app.Use(next => context => IsMeant(context.Request.Host) ? next(context) : Problem.Write(context, StatusCodes.Status421MisdirectedRequest, "The request names another host; expected localhost, this machine's name or an address"));
        app.Use(next => context => IsOurs(context.Request) ? next(context) : Problem.Write(context, StatusCodes.Status403Forbidden, "A page of another origin sent this; expected a program, or a page of this server"));
        app.Use(next => context => IsOpen(context.Request.Path) || key.IsIn(context.Request.Headers.Authorization) ? next(context) : Unauthorized(context));
        app.MapGet("/health/live", () => "live\n");
        app.MapGet("/health/ready", context => (events.Refusing ?? listings.NotReady) is { } failure ? Problem.Write(context, StatusCodes.Status503ServiceUnavailable, failure.ToString()) : context.Response.WriteAsync("ready\n"));
        app.MapPost("/v1/events", events.Post);
        app.MapPost(ListingsApi.Path, listings.Post);
        app.MapPost(SellersApi.Path, sellers.Post);
        app.MapGet("/v1/openapi.json", context => OpenApi.Write(context));
        app.MapFallback(context => Problem.Write(context, StatusCodes.Status404NotFound, "Nothing is there; expected POST /v1/listings:screen, POST /v1/sellers:screen, POST /v1/events, GET /v1/openapi.json, GET /health/live or GET /health/ready"));
    }

    // A page in a browser can make a name of its own lead here, but not an address.
    private static bool IsMeant(HostString host) =>
        IPAddress.TryParse(host.Host.Trim('[', ']'), out _)
        || string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || string.Equals(host.Host, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    // Browsers name the page that sends; programs do not.
    private static bool IsOurs(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || request.Headers.Origin.Count == 0 || request.Headers.Origin.All(o => Uri.TryCreate(o, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);

    private static bool IsOpen(PathString path) => path == "/health/live" || path == "/health/ready";

    private static Task Unauthorized(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Write(context, StatusCodes.Status401Unauthorized, "The key is missing or wrong; expected Authorization: Bearer with the key of the data folder's file api-key");
    }

    private sealed class UntilStopped : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
