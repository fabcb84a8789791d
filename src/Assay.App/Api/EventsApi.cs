using System.Text.Json;
using Assay.Monitor;
using Microsoft.AspNetCore.Http;

namespace Assay.App.Api;

/// <summary><c>POST /v1/events</c>: the lines that <c>assay monitor</c> reads, and the same answer.</summary>
internal sealed class EventsApi(EventLog log)
{
    /// <summary>Most bytes of one request.</summary>
    public const long MostBytes = 256L << 20;

    private volatile Failure? full;

    /// <summary>Why events are not taken at present; null where they are.</summary>
    public Failure? Refusing => full;

    /// <summary>The answer for lines that are settled.</summary>
    public static string Answer(Settled settled) =>
        settled.Rejected > 0 ? $"{{\"acked\":{settled.Acked},\"rejected\":{settled.Rejected}}}" : $"{{\"acked\":{settled.Acked}}}";

    /// <summary>Takes the body's lines; what is settled stays so whatever becomes of the rest.</summary>
    public async Task Post(HttpContext context)
    {
        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            await Problem.Write(context, StatusCodes.Status415UnsupportedMediaType, "The body is packed; expected plain lines of JSON");
            return;
        }

        var take = new TakeEvents(log, "POST /v1/events");
        try
        {
            full = await take.Run(context.Request.Body, context.RequestAborted);
            if (full is not null)
            {
                await Problem.Write(context, StatusCodes.Status507InsufficientStorage, full.ToString(), take.Settled);
                return;
            }

            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($"{Answer(take.Settled)}\n", context.RequestAborted);
        }
        catch (BadHttpRequestException refused)
        {
            await Problem.Write(context, refused.StatusCode, $"{refused.Message.TrimEnd('.')}; expected a body of at most {MostBytes} bytes, sent whole", take.Settled);
        }
    }
}

/// <summary>Errors as <c>application/problem+json</c> (RFC 9457).</summary>
internal static class Problem
{
    /// <summary>Writes a problem; with lines that are settled nevertheless where there may be some.</summary>
    public static async Task Write(HttpContext context, int status, string detail, Settled? settled = null)
    {
        if (context.Response.HasStarted)
        {
            return;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        var title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
        var problem = new Dictionary<string, object>(StringComparer.Ordinal) { ["type"] = "about:blank", ["title"] = title, ["status"] = status, ["detail"] = detail };
        if (settled is { } lines)
        {
            problem["acked"] = lines.Acked;
            problem["rejected"] = lines.Rejected;
        }

        await context.Response.WriteAsync(JsonSerializer.Serialize(problem), context.RequestAborted);
    }
}
