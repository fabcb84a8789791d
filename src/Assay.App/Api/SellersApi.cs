using Assay.Monitor.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Assay.App.Api;

/// <summary><c>POST /v1/sellers:screen</c>: somebody who signs up, compared with the operators who were closed.</summary>
internal sealed class SellersApi(OpenGate gate, TimeProvider clock)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/v1/sellers:screen";

    private const int UsualDeadline = 1_000;
    private const int LongestDeadline = 60_000;

    private readonly ReadSeller read = new(clock);

    /// <summary>Answers.</summary>
    public async Task Post(HttpContext context)
    {
        var began = clock.GetTimestamp();
        var type = context.Request.ContentType is { } said && MediaTypeHeaderValue.TryParse(said, out var parsed) ? parsed.MediaType.Value : null;
        if (context.Request.Headers.ContentEncoding.Count > 0 || !string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            await Problem.Write(context, StatusCodes.Status415UnsupportedMediaType, $"{context.Request.ContentType ?? "No content type"} came; expected application/json, not packed");
            return;
        }

        var within = UsualDeadline;
        var asked = context.Request.Query["deadline_ms"];
        var audience = context.Request.Query["audience"];
        if (asked.Count > 0 && !(int.TryParse(asked[0], System.Globalization.NumberStyles.None, null, out within) && within is >= 1 and <= LongestDeadline))
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, $"deadline_ms '{asked[0]}' came; expected a whole number from 1 to {LongestDeadline}");
            return;
        }

        if (audience.Count > 0 && audience[0] is not ("seller" or "internal"))
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, $"audience '{audience[0]}' came; expected internal or seller");
            return;
        }

        await Answer(context, audience.Count > 0 && audience[0] == "seller" ? GateAudience.Seller : GateAudience.Internal, began + (within * clock.TimestampFrequency / 1000));
    }

    private async Task Answer(HttpContext context, GateAudience audience, long deadline)
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
        var isLate = !gate.IsReady || clock.GetTimestamp() > deadline;
        var into = Buffers.Rent();
        try
        {
            ScreenSeller.Write(isLate ? ScreenSeller.TooLate(offered.Value) : ScreenSeller.Run(offered.Value, gate.Knowledge.Operators), audience, into);
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
