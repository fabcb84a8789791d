namespace Assay.Warehouse.DuckDb;

/// <summary>How a database is opened.</summary>
/// <param name="Path">The file; null for a database in memory.</param>
public sealed record DuckDbOptions(string? Path)
{
    /// <summary>Opens the file for reading, without outside access and with every setting locked: for SQL that a person types.</summary>
    public bool Sandboxed { get; init; }

    /// <summary>Most bytes the engine keeps in memory before it spills; half of what the machine may give by default.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Threads; every processor by default.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where the engine spills to; null for no spilling.</summary>
    public string? SpillFolder { get; init; }
}

/// <summary>An open DuckDB database in this process. Sessions keep it open; it closes when it and they are disposed.</summary>
public sealed class DuckDbDatabase : IDisposable
{
    private nint handle;

    private DuckDbDatabase(nint handle) => this.handle = handle;

    /// <summary>The library's own version, for instance <c>v1.5.6</c>.</summary>
    public static string LibraryVersion => Native.Text(Native.duckdb_library_version());

    /// <summary>Opens or creates the database.</summary>
    /// <exception cref="WarehouseException">The file is no database, is newer than this library, is locked or cannot be written.</exception>
    public static DuckDbDatabase Open(DuckDbOptions options)
    {
        if (Native.duckdb_create_config(out var config) != 0)
        {
            throw new WarehouseException("open", "DuckDB could not make a configuration");
        }

        try
        {
            foreach (var (name, value) in Settings(options))
            {
                if (Native.duckdb_set_config(config, name, value) != 0)
                {
                    throw new WarehouseException("open", $"DuckDB {LibraryVersion} does not know the setting {name}={value}");
                }
            }

            if (Native.duckdb_open_ext(options.Path, out var handle, config, out var error) != 0)
            {
                var message = Native.Text(error);
                Native.duckdb_free(error);
                throw new WarehouseException("open", message);
            }

            return new DuckDbDatabase(handle);
        }
        finally
        {
            Native.duckdb_destroy_config(ref config);
        }
    }

    /// <summary>Opens a session.</summary>
    public IWarehouse Connect() =>
        Native.duckdb_connect(handle, out var connection) == 0
            ? new DuckDbSession(this, connection)
            : throw new WarehouseException("connect", "DuckDB could not open a session");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (handle != 0)
        {
            Native.duckdb_close(ref handle);
            handle = 0;
        }
    }

    private static IEnumerable<(string Name, string Value)> Settings(DuckDbOptions options)
    {
        yield return ("threads", options.Threads.ToString());
        yield return ("memory_limit", $"{options.MemoryBytes / (1024 * 1024)}MiB");
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        yield return ("temp_directory", options.SpillFolder ?? "");
        if (options.Sandboxed)
        {
            yield return ("access_mode", "READ_ONLY");
            yield return ("enable_external_access", "false");
            yield return ("lock_configuration", "true");
        }
    }
}
