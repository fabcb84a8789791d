namespace Assay.Warehouse;

/// <summary>The engine refused a statement.</summary>
public sealed class WarehouseException : Exception
{
    /// <summary>Tells what the engine said of which SQL.</summary>
    /// <param name="sql">The statement's name.</param>
    /// <param name="message">The engine's words.</param>
    public WarehouseException(string sql, string message)
        : base($"{sql}: {message}")
    {
        SqlName = sql;
        EngineMessage = message;
    }

    /// <summary>Name of the SQL that failed.</summary>
    public string SqlName { get; }

    /// <summary>The engine's own message.</summary>
    public string EngineMessage { get; }

    /// <summary>True when the disk, or what a limit or a quota leaves of it, had no room left.</summary>
    public bool DiskIsFull =>
        EngineMessage.Contains("No space left", StringComparison.OrdinalIgnoreCase)
        || EngineMessage.Contains("File too large", StringComparison.OrdinalIgnoreCase)
        || EngineMessage.Contains("Disk quota exceeded", StringComparison.OrdinalIgnoreCase)
        || EngineMessage.Contains("max_temp_directory_size", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when the engine would have needed more memory than it may use.</summary>
    public bool MemoryIsFull => EngineMessage.StartsWith("Out of Memory", StringComparison.OrdinalIgnoreCase) && !DiskIsFull;
}
