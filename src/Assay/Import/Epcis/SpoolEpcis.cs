using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Assay.Import.Epcis;

/// <summary>Writes the events of an EPCIS document as JSON lines with the columns of the feed <c>epcis</c>, which the engine then loads.</summary>
internal static class SpoolEpcis
{
    // The engine takes lines of at most 2 MB.
    private const int LongestLine = 2_000_000;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Spools a document; the caller deletes what is returned.</summary>
    public static Result<string> Run(FeedFile file, string path, string spillFolder, CancellationToken stop)
    {
        var target = Path.Combine(spillFolder, $"{file.Feed.Name}-{Guid.NewGuid():N}.jsonl");
        var isKept = false;
        try
        {
            using var reader = new EpcisReader(path);
            using (var spool = new SpoolFile(target, 1 << 20))
            {
                Copy(reader, spool, stop);
            }

            isKept = reader.HasList;
            return isKept
                ? target
                : new Failure($"{file.Shown} holds no events", "a GS1 EPCIS 2.0 document with an eventList, an array of events, or one event", "Check the file");
        }
        catch (JsonException broken)
        {
            return new Failure($"{file.Shown} is no JSON: {broken.Message.TrimEnd('.')}", "a whole GS1 EPCIS 2.0 document in JSON-LD", "Write or copy it again");
        }
        catch (InvalidDataException hostile)
        {
            return new Failure($"{file.Shown}, {hostile.Message}", "events of a few kB", "Check the file");
        }
        finally
        {
            if (!isKept)
            {
                File.Delete(target);
            }
        }
    }

    private static void Copy(EpcisReader reader, FileStream spool, CancellationToken stop)
    {
        var row = new ArrayBufferWriter<byte>(1 << 16);
        for (var json = reader.Next(); json.Length > 0; json = reader.Next())
        {
            stop.ThrowIfCancellationRequested();
            row.ResetWrittenCount();
            var remark = Utf8.IsValid(json) ? TryWrite(row, json, reader.Line) : "an event that is not UTF-8";
            if (remark is not null || row.WrittenCount > LongestLine)
            {
                row.ResetWrittenCount();
                WriteRemark(row, remark ?? $"an event of {json.Length:N0} bytes", reader.Line);
            }

            spool.Write(row.WrittenSpan);
            spool.WriteByte((byte)'\n');
        }
    }

    // Says what is wrong with an event that cannot be written; null where it was.
    private static string? TryWrite(IBufferWriter<byte> row, ReadOnlySpan<byte> json, long line)
    {
        try
        {
            var sequence = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref sequence);
            using var writer = new Utf8JsonWriter(row, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Write(writer, document.RootElement, line);
                return null;
            }

            return "a value that is no object";
        }
        catch (InvalidOperationException halved)
        {
            // A text with half of a surrogate pair, which JSON can spell and UTF-8 cannot.
            return $"an event with a broken text ({halved.Message.TrimEnd('.')})";
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement it, long line)
    {
        writer.WriteStartObject();
        writer.WriteNumber("line", line);
        writer.WriteString("event_id", EpcisEvent.Id(it));
        Put(writer, "type", EpcisEvent.Type(it));
        Put(writer, "event_time", EpcisEvent.Text(it, "eventTime"));
        Put(writer, "action", EpcisEvent.Text(it, "action"));
        Put(writer, "biz_step", EpcisEvent.Word(it, "bizStep"));
        Put(writer, "disposition", EpcisEvent.Word(it, "disposition"));
        Put(writer, "read_point", EpcisEvent.Place(it, "readPoint"));
        Put(writer, "biz_location", EpcisEvent.Place(it, "bizLocation"));
        Put(writer, "observed_at", EpcisEvent.ObservedAt(it));
        if (EpcisEvent.Epcs(it) is { Count: > 0 } epcs)
        {
            writer.WriteStartArray("epcs");
            foreach (var epc in epcs)
            {
                writer.WriteStringValue(epc);
            }

            writer.WriteEndArray();
        }

        writer.WritePropertyName("event");
        it.WriteTo(writer);
        writer.WriteEndObject();
    }

    // An event of which nothing can be kept still stands among the rejected rows.
    private static void WriteRemark(IBufferWriter<byte> row, string remark, long line)
    {
        using var writer = new Utf8JsonWriter(row, Options);
        writer.WriteStartObject();
        writer.WriteNumber("line", line);
        writer.WriteString("event_id", "-");
        writer.WriteString("type", "-");
        writer.WriteString("event_time", "2000-01-01T00:00:00Z");
        writer.WriteString("event", remark);
        writer.WriteEndObject();
    }

    private static void Put(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
