using Assay.Import;
using Assay.Warehouse;

namespace Assay.Tests;

/// <summary>A folder of its own for a test, removed at its end.</summary>
public sealed class TestFolder : IDisposable
{
    /// <summary>The folder's path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("assay-").FullName;

    /// <summary>A path below it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a text file below it and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = this[name];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Opens the data folder <c>data</c> below it.</summary>
    public DataFolder Open(TimeProvider? clock = null) => DataFolder.Open(this["data"], "test", clock ?? FixedClock.Default).Require();

    /// <summary>Imports every feed of a folder into the data folder <c>data</c> below it.</summary>
    public ImportSummary Import(string folder, FeedMap? map = null)
    {
        using var data = Open();
        return new ImportFeeds(data, FixedClock.Default).Run(FindFeeds.In(folder, map ?? FeedMap.None).Require(), map ?? FeedMap.None, null, default);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A clock that stands still: 2026-07-01T00:00:00Z.</summary>
public sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>The clock of tests, a day after the sample market's end.</summary>
    public static FixedClock Default { get; } = new(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;
}
