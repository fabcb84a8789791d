using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Monitor.Gate;

/// <summary>How an answer is wanted.</summary>
/// <param name="Audience">Whom it is for.</param>
/// <param name="IsDurable">True where it must be on the disk before it is given.</param>
/// <param name="Deadline">The clock's timestamp after which nothing more is looked at.</param>
public sealed record GateAsk(GateAudience Audience, bool IsDurable, long Deadline);

/// <summary>A request that its sender named.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Body">A digest of what was asked.</param>
public sealed record NamedRequest(string Key, string Body);

/// <summary>What came of a request.</summary>
/// <param name="Status">As HTTP says it: 200, or what is wrong.</param>
/// <param name="Problem">What is wrong; null with 200.</param>
public sealed record GateOutcome(int Status, Failure? Problem)
{
    /// <summary>The verdict was written.</summary>
    public static GateOutcome Done { get; } = new(200, null);
}

/// <summary>Answers one listing: reads it, judges it, keeps the verdict, writes the answer.</summary>
/// <param name="gate">The gate.</param>
/// <param name="clock">What lies ahead of it by more than a day is no time of a listing.</param>
public sealed class AnswerListing(OpenGate gate, TimeProvider clock)
{
    private const int BadRequest = 400;
    private const int NoRoom = 507;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    /// <summary>Answers.</summary>
    /// <param name="listing">The listing as JSON.</param>
    /// <param name="pictures">Pictures that came with it.</param>
    /// <param name="ask">How the answer is wanted.</param>
    /// <param name="named">The request's name, where it has one: its answer is durable.</param>
    /// <param name="answer">Where the answer goes.</param>
    /// <param name="stop">Who asked is gone.</param>
    public async ValueTask<GateOutcome> Run(ReadOnlyMemory<byte> listing, OfferedPictures pictures, GateAsk ask, NamedRequest? named, ArrayBufferWriter<byte> answer, CancellationToken stop)
    {
        var read = Read(listing.Span);
        if (!read.Ok)
        {
            return new GateOutcome(BadRequest, read.Failure);
        }

        var verdict = await gate.Screen.Run(read.Value, pictures, gate.Knowledge, ask.Deadline, stop);
        if (!ask.IsDurable && named is null)
        {
            KeepSoon(verdict, ask.Audience, answer);
            return GateOutcome.Done;
        }

        VerdictJson.Write(verdict, ask.Audience, Durability.Durable, answer);
        var failure = await gate.Log.KeepDurably(Line(verdict, named, answer.WrittenSpan));
        return failure is null ? GateOutcome.Done : new GateOutcome(NoRoom, failure);
    }

    /// <summary>Judges a listing and writes its answer and the line for the log; nothing is kept.</summary>
    public async ValueTask<GateOutcome> Judge(ReadOnlyMemory<byte> listing, GateAsk ask, ArrayBufferWriter<byte> answer, ArrayBufferWriter<byte> lines, CancellationToken stop)
    {
        var read = Read(listing.Span);
        if (!read.Ok)
        {
            return new GateOutcome(BadRequest, read.Failure);
        }

        var verdict = await gate.Screen.Run(read.Value, OfferedPictures.None, gate.Knowledge, ask.Deadline, stop);
        var durability = ask.IsDurable ? Durability.Durable : Durability;
        VerdictJson.Write(verdict, ask.Audience, durability, answer);
        VerdictJson.Write(verdict, GateAudience.Internal, durability, lines);
        lines.Write("\n"u8);
        return GateOutcome.Done;
    }

    private Durability Durability => gate.Log.Refusing is null ? Durability.Soon : Durability.Waits;

    private Result<OfferedListing> Read(ReadOnlySpan<byte> listing) => new ReadListing(ContractCodes.BuiltIn, clock.GetUtcNow().UtcDateTime.AddDays(1)).Run(listing);

    private void KeepSoon(Verdict verdict, GateAudience audience, ArrayBufferWriter<byte> answer)
    {
        var line = scratch ??= new ArrayBufferWriter<byte>(1 << 12);
        line.ResetWrittenCount();
        VerdictJson.Write(verdict, GateAudience.Internal, Durability, line);
        if (audience == GateAudience.Internal)
        {
            answer.Write(line.WrittenSpan);
        }
        else
        {
            VerdictJson.Write(verdict, audience, Durability, answer);
        }

        line.Write("\n"u8);
        gate.Log.Keep(line.WrittenSpan);
    }

    // The verdict as it is for people inside; what a named request was answered stands before it.
    private static ReadOnlyMemory<byte> Line(Verdict verdict, NamedRequest? named, ReadOnlySpan<byte> answer)
    {
        var line = new ArrayBufferWriter<byte>(1 << 12);
        if (named is not null)
        {
            using (var json = new Utf8JsonWriter(line, Plain))
            {
                json.WriteStartObject();
                json.WriteString("idempotency_key"u8, named.Key);
                json.WriteString("body"u8, named.Body);
                json.WriteString("answer"u8, answer);
                json.WriteEndObject();
            }

            var head = line.WrittenSpan[..^1].ToArray();
            line.ResetWrittenCount();
            line.Write(head);
            line.Write(","u8);
        }

        var at = line.WrittenCount;
        VerdictJson.Write(verdict, GateAudience.Internal, Durability.Durable, line);
        if (named is not null)
        {
            System.Runtime.InteropServices.MemoryMarshal.AsMemory(line.WrittenMemory).Span[at] = (byte)' ';
        }

        line.Write("\n"u8);
        return line.WrittenMemory;
    }
}
