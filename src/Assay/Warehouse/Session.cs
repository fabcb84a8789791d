namespace Assay.Warehouse;

/// <summary>Settings that every writing session has.</summary>
internal static class Session
{
    private static readonly Sql Settings = new("session", "SET TimeZone = 'UTC'; SET preserve_insertion_order = true; SET checkpoint_threshold = '512MiB';");

    public static void Prepare(IWarehouse warehouse) => warehouse.Run(Settings);
}

/// <summary>
/// Lets inserts land in any order until it is restored or disposed. With the order of a file kept, an insert of 2 million Parquet rows left
/// row groups of a third of their size, which the checkpoint wrote again: 4.1 s rather than 1.5 s. The setting is the whole database's,
/// so that what streams in stored order says so (<see cref="InStoredOrder"/>) and is refused meanwhile, never served out of order.
/// Open it before a transaction: a failed one takes no settings until it is rolled back.
/// </summary>
internal sealed class AnyOrder : IDisposable
{
    /// <summary>SQL that is true, and fails the statement while orders are not kept.</summary>
    public const string InStoredOrder = "CASE WHEN current_setting('preserve_insertion_order') THEN true ELSE error('a file is being imported; read again when it is done') END";

    private static readonly Sql Free = new("any order", "SET preserve_insertion_order = false");
    private static readonly Sql Keep = new("insertion order", "SET preserve_insertion_order = true");

    private readonly IWarehouse warehouse;
    private bool restored;

    public AnyOrder(IWarehouse warehouse)
    {
        this.warehouse = warehouse;
        warehouse.Run(Free);
    }

    /// <summary>Keeps orders from here on.</summary>
    public void Restore()
    {
        warehouse.Run(Keep);
        restored = true;
    }

    public void Dispose()
    {
        if (!restored)
        {
            Restore();
        }
    }
}
