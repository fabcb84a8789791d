using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Assay.Import;

namespace Assay.Monitor;

/// <summary>One line of events: <c>{"feed":"orders","row":{…}}</c>. Other members are passed over.</summary>
internal readonly ref struct EventLine
{
    /// <summary>Most bytes of a line.</summary>
    public const int Longest = 1 << 20;

    private const string Wanted = """a line {"feed":"…","row":{…}}""";

    private static readonly (Feed Feed, byte[] Name)[] Feeds = [.. Contract.Feeds.Select(f => (f, Encoding.UTF8.GetBytes(f.Name)))];

    private EventLine(Feed feed, ReadOnlySpan<byte> row)
    {
        Feed = feed;
        Row = row;
    }

    private EventLine(string got, string expected)
    {
        Got = got;
        Expected = expected;
    }

    /// <summary>The feed; null where the line is refused.</summary>
    public Feed? Feed { get; }

    /// <summary>The row, a JSON object.</summary>
    public ReadOnlySpan<byte> Row { get; }

    /// <summary>What was found in a line that is refused, in a form that may be kept.</summary>
    public string Got { get; } = "";

    /// <summary>What was expected of it.</summary>
    public string Expected { get; } = "";

    /// <summary>Reads a line.</summary>
    public static EventLine Read(ReadOnlySpan<byte> line)
    {
        if (!Utf8.IsValid(line))
        {
            return Whole(line, "a line in UTF-8");
        }

        try
        {
            return ReadObject(line);
        }
        catch (JsonException)
        {
            return Whole(line, Wanted);
        }
    }

    /// <summary>A line longer than <see cref="Longest"/>.</summary>
    public static EventLine TooLong(long bytes) => new($"{bytes} bytes", $"a line of at most {Longest} bytes");

    private static EventLine ReadObject(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        Feed? feed = null;
        ReadOnlySpan<byte> row = default;
        var (hasFeed, hasRow) = (false, false);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return Whole(line, Wanted);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isFeed, isRow) = (reader.ValueTextEquals("feed"u8), reader.ValueTextEquals("row"u8));
            if ((isFeed && hasFeed) || (isRow && hasRow))
            {
                return new EventLine($"'{(isFeed ? "feed" : "row")}' twice", Wanted);
            }

            reader.Read();
            if (isFeed && (feed = FeedOf(ref reader)) is null)
            {
                return new EventLine(NameOf(ref reader), $"a feed: one of {string.Join(", ", Contract.Feeds.Select(f => f.Name))}");
            }

            if (isRow && reader.TokenType != JsonTokenType.StartObject)
            {
                return new EventLine($"a row that is no object ({reader.TokenType})", Wanted);
            }

            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            row = isRow ? line[from..(int)reader.BytesConsumed] : row;
            (hasFeed, hasRow) = (hasFeed || isFeed, hasRow || isRow);
        }

        // What stands behind the object makes the reader throw.
        reader.Read();
        return hasFeed && hasRow ? new EventLine(feed!, row) : new EventLine(hasFeed ? "no 'row'" : "no 'feed'", Wanted);
    }

    private static Feed? FeedOf(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            foreach (var (feed, name) in Feeds)
            {
                if (reader.ValueTextEquals(name))
                {
                    return feed;
                }
            }
        }

        return null;
    }

    // A feed's name is no secret, but what stands in its place may be anything.
    private static string NameOf(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? Reject.Show(reader.GetString(), masked: reader.ValueSpan.Length > 64) : $"a feed that is no text ({reader.TokenType})";

    // Which columns a broken line holds nobody can say, so that all of it is masked.
    private static EventLine Whole(ReadOnlySpan<byte> line, string expected)
    {
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 4 * Reject.LongestShown)]);
        return new EventLine(Reject.Show(text, masked: true, line.Length), expected);
    }
}
