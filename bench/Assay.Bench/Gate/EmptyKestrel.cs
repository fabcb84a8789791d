using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Assay.Bench.Gate;

/// <summary>The peer: Kestrel with the same settings, which reads a body to its end and answers 200 with nothing. No key, no host, no route is looked at.</summary>
internal sealed class EmptyKestrel : IAsyncDisposable
{
    private readonly WebApplication app;

    private EmptyKestrel(WebApplication app) => this.app = app;

    public IPEndPoint At => IPEndPoint.Parse(new Uri(app.Urls.First()).Authority);

    public static async Task<EmptyKestrel> Start()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.Listen(IPAddress.Loopback, 0);
            o.AddServerHeader = false;
        });
        var built = builder.Build();
        built.Run(Read);
        await built.StartAsync();
        return new EmptyKestrel(built);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static async Task Read(HttpContext context)
    {
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync();
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                context.Response.ContentLength = 0;
                return;
            }
        }
    }
}
