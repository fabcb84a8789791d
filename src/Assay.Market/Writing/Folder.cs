namespace Assay.Market;

/// <summary>A folder of files to write, with the rows and bytes written so far.</summary>
internal sealed class Folder
{
    private readonly string path;
    private long rows;
    private long bytes;

    public Folder(string path)
    {
        if (File.Exists(path) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()))
        {
            throw new IOException($"'{path}' must be an empty folder or not exist yet, so that no file of another market is left among these.");
        }

        Directory.CreateDirectory(path);
        this.path = path;
    }

    public long Rows => Interlocked.Read(ref rows);

    public long Bytes => Interlocked.Read(ref bytes);

    /// <summary>Writes one file and returns its rows; the extension names the format.</summary>
    public long Write(string file, string header, Action<RowWriter> fill)
    {
        using var writer = Open(file, header);
        fill(writer);
        return Close(writer);
    }

    public RowWriter Open(string file, string header)
    {
        var full = Path.Combine(path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        Stream stream = new FileStream(full, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var name = file;
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            stream = new StoredGzip(stream);
            name = file[..^3];
        }

        return new(stream, Path.GetExtension(name) switch { ".jsonl" => RowFormat.Jsonl, ".tsv" => RowFormat.Tsv, _ => RowFormat.Csv }, header);
    }

    /// <summary>Closes a writer and counts what it wrote.</summary>
    public long Close(RowWriter writer)
    {
        writer.Dispose();
        Interlocked.Add(ref rows, writer.Rows);
        Interlocked.Add(ref bytes, writer.Bytes);
        return writer.Rows;
    }

    public void Text(string file, string text) => File.WriteAllText(Path.Combine(path, file), text);
}
