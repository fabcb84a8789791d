namespace Assay.Warehouse;

/// <summary>Settings that every writing session has.</summary>
internal static class Session
{
    private static readonly Sql Settings = new("session", "SET TimeZone = 'UTC'; SET preserve_insertion_order = true;");

    public static void Prepare(IWarehouse warehouse) => warehouse.Run(Settings);
}
