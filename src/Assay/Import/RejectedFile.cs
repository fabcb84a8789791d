using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Import;

/// <summary>Keeps rejected rows as JSON lines: written as <c>….part</c>, named at the end, dropped if the import does not get there.</summary>
internal sealed class RejectedFile : IDisposable
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly string part;
    private readonly SpoolFile stream;

    /// <summary>Begins a file for a feed in the folder of rejected rows.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="feed">The feed.</param>
    /// <param name="now">When it was imported.</param>
    /// <param name="named">The file's name, which may be there already and is replaced; null for a new one.</param>
    public RejectedFile(string folder, Feed feed, DateTime now, string? named = null)
    {
        Path = named is null ? Unused(folder, $"{feed.Name}-{now:yyyyMMddTHHmmssfff}Z") : System.IO.Path.Combine(folder, $"{named}.jsonl");
        part = $"{Path}.part";
        stream = new SpoolFile(part, 1 << 16);
    }

    /// <summary>Where the rows stand once the file is kept.</summary>
    public string Path { get; }

    /// <summary>Rows so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(Reject reject)
    {
        Write(stream, reject);
        Count++;
    }

    /// <summary>Adds rows that <see cref="Write"/> wrote to a file.</summary>
    public void AddAll(string path, long rows)
    {
        using var written = File.OpenRead(path);
        written.CopyTo(stream);
        Count += rows;
    }

    /// <summary>Writes a row to a stream as this file keeps it.</summary>
    public static void Write(Stream to, Reject reject)
    {
        JsonSerializer.Serialize(to, reject, Options);
        to.WriteByte((byte)'\n');
    }

    /// <summary>Gives the file its name.</summary>
    public void Keep()
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(part, Path, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            stream.Dispose();
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static string Unused(string folder, string stem)
    {
        var path = System.IO.Path.Combine(folder, $"{stem}.jsonl");
        for (var i = 2; File.Exists(path) || File.Exists($"{path}.part"); i++)
        {
            path = System.IO.Path.Combine(folder, $"{stem}-{i}.jsonl");
        }

        return path;
    }
}
