using System.Text.Json;

namespace Assay.Import.Epcis;

/// <summary>
/// Streams the events of a GS1 EPCIS 2.0 document in JSON-LD: an EPCISDocument, an EPCISQueryDocument, an array of events or one event.
/// Memory holds one event at a time.
/// </summary>
internal sealed class EpcisReader : IDisposable
{
    /// <summary>An event may have so many bytes.</summary>
    public const int LongestEvent = 16 << 20;

    private static readonly string[] EventLists =
    [
        "epcisBody/eventList",
        "epcisBody/queryResults/resultsBody/eventList",
        "queryResults/resultsBody/eventList",
        "resultsBody/eventList",
        "eventList",
    ];

    private readonly Stream stream;
    private readonly List<string> path = [];
    private readonly bool isBare;
    private byte[] buffer = new byte[1 << 20];
    private int at;
    private int filled;
    private bool isLast;
    private JsonReaderState state;
    private bool isInList;
    private bool isStarted;
    private int listDepth;
    private long passed = 1;

    /// <summary>Begins at the start of a file.</summary>
    public EpcisReader(string file)
    {
        stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        while (!isLast && filled < buffer.Length)
        {
            Fill();
        }

        at = buffer.AsSpan(0, filled).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        isBare = HasList = IsBareEvent();
    }

    /// <summary>The line on which the event that was read last begins.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>True where the document was one of those that hold events.</summary>
    public bool HasList { get; private set; }

    /// <summary>The next event's JSON, valid until the next call; empty at the end.</summary>
    /// <exception cref="JsonException">The document is no JSON, or ends before its end.</exception>
    /// <exception cref="InvalidDataException">An event is longer than <see cref="LongestEvent"/>.</exception>
    public ReadOnlySpan<byte> Next()
    {
        while (true)
        {
            switch (Advance(out var start, out var length))
            {
                case Step.Event:
                    var json = buffer.AsSpan(at + start, length - start);
                    Line = passed + buffer.AsSpan(at, start).Count((byte)'\n');
                    Pass(length);
                    return json;
                case Step.End:
                    return [];
                case Step.NeedsMore:
                    Fill();
                    break;
                default:
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    // Reads one token, or one whole event, of what the buffer holds.
    private Step Advance(out int start, out int length)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(at, filled - at), isLast, state);
        start = length = 0;
        if (!reader.Read())
        {
            return isLast ? Step.End : Step.NeedsMore;
        }

        var isEvent = isInList
            ? reader.TokenType != JsonTokenType.EndArray || reader.CurrentDepth != listDepth
            : isBare && !isStarted;
        start = (int)reader.TokenStartIndex;
        if (isEvent && !reader.TrySkip())
        {
            return Step.NeedsMore;
        }

        isStarted = true;
        length = (int)reader.BytesConsumed;
        state = reader.CurrentState;
        if (isEvent)
        {
            return Step.Event;
        }

        Follow(ref reader);
        Pass(length);
        return Step.Passed;
    }

    // Keeps the names that lead to where the reader stands, and notices the list of events.
    private void Follow(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var kept = Math.Min(path.Count, reader.CurrentDepth - 1);
                path.RemoveRange(kept, path.Count - kept);
                path.Add(reader.CurrentDepth <= 4 && reader.ValueSpan.Length <= 64 ? reader.GetString()! : "…");
                break;
            case JsonTokenType.StartArray when reader.CurrentDepth == 0 || (path.Count == reader.CurrentDepth && EventLists.Contains(string.Join('/', path))):
                isInList = HasList = true;
                listDepth = reader.CurrentDepth;
                break;
            case JsonTokenType.EndArray when isInList:
                isInList = false;
                break;
            default:
                break;
        }
    }

    // Told by its type or its time; a document has a body or a list instead.
    private bool IsBareEvent()
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(at, filled - at), isFinalBlock: false, state: default);
        var isEvent = false;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 0))
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.ValueTextEquals("epcisBody") || reader.ValueTextEquals("queryResults") || reader.ValueTextEquals("resultsBody") || reader.ValueTextEquals("eventList"))
            {
                return false;
            }

            var isType = reader.ValueTextEquals("type") || reader.ValueTextEquals("isA");
            isEvent = isEvent || reader.ValueTextEquals("eventTime")
                || (isType && reader.Read() && reader.TokenType == JsonTokenType.String && reader.ValueSpan.EndsWith("Event"u8));
        }

        return isEvent;
    }

    private void Pass(int length)
    {
        passed += buffer.AsSpan(at, length).Count((byte)'\n');
        at += length;
    }

    private void Fill()
    {
        if (at > 0)
        {
            buffer.AsSpan(at, filled - at).CopyTo(buffer);
            filled -= at;
            at = 0;
        }
        else if (filled == buffer.Length)
        {
            if (buffer.Length >= LongestEvent)
            {
                throw new InvalidDataException($"line {passed} holds an event, or a value, of more than {LongestEvent >> 20} MB");
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = stream.Read(buffer, filled, buffer.Length - filled);
        filled += read;
        isLast = read == 0;
    }

    private enum Step
    {
        Passed,
        Event,
        NeedsMore,
        End,
    }
}
