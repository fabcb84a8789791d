using System.Buffers;
using System.Text.Json;
using Assay.Monitor.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Assay.App.Api;

/// <summary>
/// A batch of listings, a line each, answered by a line each in the same order while more of them come. Memory holds one line and the answers of a stretch, however long
/// the batch is.
/// </summary>
internal sealed class ListingsBatch(OpenGate gate, AnswerListing answer, GateAsk ask)
{
    // Answers that are synced and sent together.
    private const int Stretch = 64;

    private readonly ArrayBufferWriter<byte> answers = new(1 << 16);
    private readonly ArrayBufferWriter<byte> kept = new(1 << 16);
    private readonly List<(int From, int To, long Line)> written = new(Stretch);
    private long number;

    public async Task Run(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson";
        if (ask.IsDurable)
        {
            context.Response.Headers["Preference-Applied"] = "durable";
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var rest = read.Buffer;
            while (ScreenLines.Cut(ref rest, read.IsCompleted, out var line))
            {
                await Answer(line, context.RequestAborted);
                if (written.Count == Stretch)
                {
                    await Send(context);
                }
            }

            if (rest.Length > ReadListing.Longest)
            {
                number++;
                Refuse(StatusCodes.Status413PayloadTooLarge, $"The line is longer than {ReadListing.Longest} bytes, and what follows was not read. Shorten its texts.");
                await Send(context);
                return;
            }

            await Send(context);
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private async ValueTask Answer(ReadOnlySequence<byte> line, CancellationToken stop)
    {
        number++;
        if (line.Length > ReadListing.Longest)
        {
            Refuse(StatusCodes.Status413PayloadTooLarge, $"The line has {line.Length} bytes; expected at most {ReadListing.Longest}. Shorten its texts.");
            return;
        }

        var bytes = line.IsSingleSegment ? line.First : line.ToArray();
        if (bytes.Span.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        var from = answers.WrittenCount;
        var outcome = await answer.Judge(bytes, ask, answers, kept, stop);
        if (outcome.Problem is not null)
        {
            Refuse(outcome.Status, outcome.Problem.ToString());
            return;
        }

        answers.Write("\n"u8);
        written.Add((from, answers.WrittenCount, number));
    }

    private async Task Send(HttpContext context)
    {
        if (ask.IsDurable && kept.WrittenCount > 0 && await gate.Log.KeepDurably(kept.WrittenMemory) is { } failure)
        {
            Take(failure);
        }
        else if (!ask.IsDurable && kept.WrittenCount > 0)
        {
            gate.Log.Keep(kept.WrittenSpan);
        }

        await context.Response.BodyWriter.WriteAsync(answers.WrittenMemory, context.RequestAborted);
        answers.ResetWrittenCount();
        kept.ResetWrittenCount();
        written.Clear();
    }

    // What could not be kept as it was asked for was not answered: its lines say so, the others stay.
    private void Take(Failure failure)
    {
        var whole = answers.WrittenSpan.ToArray();
        answers.ResetWrittenCount();
        var at = 0;
        foreach (var (from, to, line) in written)
        {
            answers.Write(whole.AsSpan(at..from));
            Refuse(line, StatusCodes.Status507InsufficientStorage, failure.ToString());
            at = to;
        }

        answers.Write(whole.AsSpan(at));
    }

    private void Refuse(int status, string detail) => Refuse(number, status, detail);

    private void Refuse(long line, int status, string detail)
    {
        using (var json = new Utf8JsonWriter(answers))
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, line);
            json.WriteNumber("status"u8, status);
            json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
            json.WriteString("detail"u8, detail);
            json.WriteEndObject();
        }

        answers.Write("\n"u8);
    }
}
