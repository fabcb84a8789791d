namespace Assay.Import;

/// <summary>How a feed's file is written.</summary>
public enum FeedFormat
{
    /// <summary>Comma-separated, quoted by RFC 4180.</summary>
    Csv,

    /// <summary>Tab-separated, quoted like CSV.</summary>
    Tsv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>A GS1 EPCIS 2.0 document in JSON-LD.</summary>
    Epcis,
}

/// <summary>How a feed's file is packed.</summary>
public enum Packing
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip.</summary>
    Gzip,

    /// <summary>Zstandard.</summary>
    Zstandard,
}

/// <summary>A file that holds rows of a feed.</summary>
/// <param name="Feed">The feed.</param>
/// <param name="Path">The file's full path; <c>-</c> is standard input.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Packing">How it is packed.</param>
/// <param name="Folder">The feed's folder, which paths of images in it may not leave.</param>
public sealed record FeedFile(Feed Feed, string Path, FeedFormat Format, Packing Packing, string Folder)
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>How the file is called in messages: its path below the folder of the import.</summary>
    public string Shown { get; init; } = System.IO.Path.GetFileName(Path);

    /// <summary>What the file of its rejects is called, so that importing it again writes them again and not twice; null for a name of their own each time.</summary>
    public string? RejectsNamed { get; init; }

    /// <summary>Reads format and packing off a file's name; null where the name ends in nothing that a feed may.</summary>
    public static (string Stem, FeedFormat Format, Packing Packing)? Classify(string path)
    {
        var (stem, format, packing) = Read(path);
        return format is { } known && !(known == FeedFormat.Parquet && packing != Packing.None) ? (stem, known, packing) : null;
    }

    /// <summary>Reads format and packing off the name of a file that is a feed's by other knowledge: delimited text where the name says nothing.</summary>
    public static (FeedFormat Format, Packing Packing) ClassifyAny(string path)
    {
        var (_, format, packing) = Read(path);
        var isJson = System.IO.Path.GetExtension(packing == Packing.None ? path : System.IO.Path.GetFileNameWithoutExtension(path)).Equals(".json", StringComparison.OrdinalIgnoreCase);
        return (format ?? (isJson ? FeedFormat.JsonLines : FeedFormat.Csv), packing);
    }

    private static (string Stem, FeedFormat? Format, Packing Packing) Read(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        var packing = System.IO.Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".gz" => Packing.Gzip,
            ".zst" => Packing.Zstandard,
            _ => Packing.None,
        };
        var inner = packing == Packing.None ? name : System.IO.Path.GetFileNameWithoutExtension(name);
        FeedFormat? format = System.IO.Path.GetExtension(inner).ToLowerInvariant() switch
        {
            ".csv" => FeedFormat.Csv,
            ".tsv" => FeedFormat.Tsv,
            ".jsonl" or ".ndjson" => FeedFormat.JsonLines,
            ".parquet" => FeedFormat.Parquet,
            ".jsonld" => FeedFormat.Epcis,
            _ => null,
        };
        return (System.IO.Path.GetFileNameWithoutExtension(inner), format, packing);
    }
}
