using Assay.Monitor.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Assay.App.Api;

/// <summary><c>POST /v1/sellers:screen</c>: somebody who signs up, compared with the operators who were closed.</summary>
internal sealed class SellersApi(OpenGate gate, TimeProvider clock)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/v1/sellers:screen";

    private readonly ReadSeller read = new(clock);

    /// <summary>Answers.</summary>
    public async Task Post(HttpContext context)
    {
        var type = context.Request.ContentType is { } said && MediaTypeHeaderValue.TryParse(said, out var parsed) ? parsed.MediaType.Value : null;
        if (context.Request.Headers.ContentEncoding.Count > 0 || !string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            await Problem.Write(context, StatusCodes.Status415UnsupportedMediaType, $"{context.Request.ContentType ?? "No content type"} came; expected application/json, not packed");
            return;
        }

        var ask = AskOf.Request(context, clock);
        if (!ask.Ok)
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, ask.Failure.ToString());
            return;
        }

        await Answer(context, ask.Value);
    }

    private async Task Answer(HttpContext context, GateAsk ask)
    {
        using var body = await ListingBody.Read(context, ReadSeller.Longest);
        if (body.Failure is not null)
        {
            await Problem.Write(context, body.Status, body.Failure.ToString());
            return;
        }

        var offered = read.Run(body.Whole);
        if (!offered.Ok)
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, offered.Failure.ToString());
            return;
        }

        // What the gate knows is in memory: it is there at once, or not yet.
        var isLate = !gate.IsReady || clock.GetTimestamp() > ask.Deadline;
        var into = Buffers.Rent();
        try
        {
            ScreenSeller.Write(isLate ? ScreenSeller.TooLate(offered.Value) : ScreenSeller.Run(offered.Value, gate.Knowledge.Operators), ask.Audience, into);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = into.WrittenCount;
            await context.Response.BodyWriter.WriteAsync(into.WrittenMemory, context.RequestAborted);
        }
        finally
        {
            Buffers.Return(into);
        }
    }
}
