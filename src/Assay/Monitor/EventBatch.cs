using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Import;

namespace Assay.Monitor;

/// <summary>Lines of one input on their way into the log: those of events as they came, those that are refused as what was wrong with them.</summary>
/// <param name="source">How the input is called where a line of it is refused.</param>
public sealed class EventBatch(string source)
{
    /// <summary>Bytes after which a batch is full.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>The first byte of a refused line in the log; a line of events begins with a brace.</summary>
    internal const byte Refused = (byte)'!';

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> lines = new(1 << 16);

    /// <summary>What goes into the log.</summary>
    public ReadOnlyMemory<byte> Lines => lines.WrittenMemory;

    /// <summary>Lines so far, empty ones included.</summary>
    public long Count { get; private set; }

    /// <summary>Lines among them that are refused.</summary>
    public long Rejected { get; private set; }

    /// <summary>True where a batch should be handed over before more is added.</summary>
    public bool IsFull => lines.WrittenCount >= MostBytes;

    /// <summary>Empties the batch.</summary>
    public void Clear()
    {
        lines.ResetWrittenCount();
        (Count, Rejected) = (0, 0);
    }

    /// <summary>Adds a line without its end.</summary>
    /// <param name="line">Its bytes.</param>
    /// <param name="number">Its number within the input, from 1.</param>
    public void Add(ReadOnlySpan<byte> line, long number)
    {
        line = line.Trim(" \t\r"u8);
        if (line.IsEmpty)
        {
            Count++;
            return;
        }

        var read = EventLine.Read(line);
        if (read.Feed is null)
        {
            Refuse(read, number);
            return;
        }

        Count++;
        var to = lines.GetSpan(line.Length + 1);
        // A CR between two values is white space to JSON and the end of a line to some readers.
        line.Replace(to[..line.Length], (byte)'\r', (byte)' ');
        to[line.Length] = (byte)'\n';
        lines.Advance(line.Length + 1);
    }

    /// <summary>Adds a line that was too long to be held.</summary>
    public void AddTooLong(long bytes, long number) => Refuse(EventLine.TooLong(bytes), number);

    private void Refuse(EventLine refused, long number)
    {
        Count++;
        Rejected++;
        lines.Write([Refused]);
        using (var writer = new Utf8JsonWriter(lines, new JsonWriterOptions { Encoder = Options.Encoder }))
        {
            JsonSerializer.Serialize(writer, new Reject(source, number, null, refused.Got, refused.Expected), Options);
        }

        lines.Write("\n"u8);
    }
}
