using System.Buffers;
using Assay.Monitor.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Assay.App.Api;

/// <summary><c>POST /v1/listings:screen</c>: a listing or a batch of them before they are published.</summary>
internal sealed class ListingsApi(OpenGate gate, TimeProvider clock)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/v1/listings:screen";

    private const int LongestKey = 255;

    private readonly AnswerListing answer = new(gate, clock);

    /// <summary>Why it is not ready; null where it is.</summary>
    public Failure? NotReady => gate.IsReady ? gate.Log.Refusing : new Failure("The gate is still loading what it knows", "a moment's patience");

    /// <summary>Answers.</summary>
    public Task Post(HttpContext context)
    {
        if (!gate.IsReady)
        {
            context.Response.Headers.RetryAfter = "1";
            return Problem.Write(context, StatusCodes.Status503ServiceUnavailable, "The gate is still loading what it knows. Try again in a second.");
        }

        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            return Problem.Write(context, StatusCodes.Status415UnsupportedMediaType, "The body is packed; expected plain JSON");
        }

        var ask = AskOf.Request(context, clock);
        if (!ask.Ok)
        {
            return Problem.Write(context, StatusCodes.Status400BadRequest, ask.Failure.ToString());
        }

        var type = context.Request.ContentType is { } said && MediaTypeHeaderValue.TryParse(said, out var parsed) ? parsed : null;
        return type?.MediaType.Value?.ToLowerInvariant() switch
        {
            "application/json" => One(context, ask.Value, null),
            "multipart/form-data" => One(context, ask.Value, HeaderUtilities.RemoveQuotes(type.Boundary).Value ?? ""),
            "application/x-ndjson" or "application/ndjson" or "application/jsonl" => Many(context, ask.Value),
            _ => Problem.Write(context, StatusCodes.Status415UnsupportedMediaType, $"{context.Request.ContentType ?? "No content type"} came; expected application/json for one listing, application/x-ndjson for a batch, multipart/form-data for one with pictures"),
        };
    }

    private async Task One(HttpContext context, GateAsk ask, string? boundary)
    {
        var body = boundary is null ? await ListingBody.Read(context, ReadListing.Longest) : await ListingBody.ReadParts(context, boundary);
        if (body.Failure is not null)
        {
            await Problem.Write(context, body.Status, body.Failure.ToString());
            return;
        }

        var into = Buffers.Rent();
        try
        {
            await Answer(context, ask, body, into);
        }
        finally
        {
            body.Dispose();
            Buffers.Return(into);
        }
    }

    private async Task Answer(HttpContext context, GateAsk ask, ListingBody body, ArrayBufferWriter<byte> into)
    {
        var named = Named(context, ask, body);
        if (!named.Ok)
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, named.Failure.ToString());
            return;
        }

        if (named.Value.Request is { } request && await WasAsked(context, request))
        {
            return;
        }

        var isKept = false;
        try
        {
            var outcome = await answer.Run(body.Listing, body.Pictures, ask, named.Value.Request, into, context.RequestAborted);
            if (outcome.Problem is not null)
            {
                await Problem.Write(context, outcome.Status, outcome.Problem.ToString());
                return;
            }

            if (named.Value.Request is { } kept)
            {
                gate.Answers.Keep(kept.Key, kept.Body, into.WrittenSpan);
                isKept = true;
            }
        }
        finally
        {
            if (named.Value.Request is { } taken && !isKept)
            {
                gate.Answers.GiveBack(taken.Key);
            }
        }

        await Send(context, ask.IsDurable, into.WrittenMemory);
    }

    private static async Task Send(HttpContext context, bool isDurable, ReadOnlyMemory<byte> json)
    {
        if (isDurable)
        {
            context.Response.Headers["Preference-Applied"] = "durable";
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        await context.Response.BodyWriter.WriteAsync(json, context.RequestAborted);
    }

    private static Result<Name> Named(HttpContext context, GateAsk ask, ListingBody body)
    {
        var keys = context.Request.Headers["Idempotency-Key"];
        if (keys.Count == 0)
        {
            return new Name(null);
        }

        var key = keys[0] ?? "";
        return keys.Count == 1 && key.Length is >= 1 and <= LongestKey && key.All(c => c is >= ' ' and <= '~')
            ? new Name(new NamedRequest(key, KeptAnswers.DigestOf(body.Whole.Span, ask.Audience.ToString())))
            : new Failure($"An Idempotency-Key of {key.Length} characters came", $"one key of 1 to {LongestKey} characters of ASCII");
    }

    // True where the request is settled: it was answered before, or cannot be now.
    private async Task<bool> WasAsked(HttpContext context, NamedRequest request)
    {
        switch (gate.Answers.Take(request.Key, request.Body, out var before))
        {
            case KeyState.New:
                return false;
            case KeyState.Answered:
                context.Response.Headers["Idempotency-Replayed"] = "true";
                await Send(context, AskOf.WantsDurable(context), before);
                return true;
            case KeyState.InFlight:
                await Problem.Write(context, StatusCodes.Status409Conflict, "A request with this Idempotency-Key is being answered. Try again when it is.");
                return true;
            case KeyState.Another:
                await Problem.Write(context, StatusCodes.Status422UnprocessableEntity, "Another request had this Idempotency-Key; expected the same body and audience with the same key. Choose another key.");
                return true;
            default:
                context.Response.Headers.RetryAfter = "1";
                await Problem.Write(context, StatusCodes.Status503ServiceUnavailable, "Keys are not taken at present: those of before a restart are being read, or there are too many of a day. Try again, or leave Idempotency-Key out.");
                return true;
        }
    }

    private async Task Many(HttpContext context, GateAsk ask)
    {
        if (context.Request.Headers.ContainsKey("Idempotency-Key"))
        {
            await Problem.Write(context, StatusCodes.Status400BadRequest, "An Idempotency-Key came with a batch; a key names one listing. Send it as application/json, or leave the key out: screening twice harms nobody.");
            return;
        }

        await new ListingsBatch(gate, answer, ask).Run(context);
    }

    private sealed record Name(NamedRequest? Request);
}

/// <summary>Buffers for answers, used again.</summary>
internal static class Buffers
{
    private const int MostKept = 1 << 16;

    private static readonly System.Collections.Concurrent.ConcurrentBag<ArrayBufferWriter<byte>> Free = [];

    public static ArrayBufferWriter<byte> Rent() => Free.TryTake(out var buffer) ? buffer : new ArrayBufferWriter<byte>(1 << 12);

    public static void Return(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity <= MostKept)
        {
            buffer.ResetWrittenCount();
            Free.Add(buffer);
        }
    }
}
