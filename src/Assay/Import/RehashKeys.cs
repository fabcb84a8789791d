using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// The engine does not promise that its hash function stays the same from version to version, and versions of a row are found by it.
/// So the warehouse remembers what a known text hashed to, and where that changes all hashes of keys are made anew before an import.
/// </summary>
internal sealed class RehashKeys(IWarehouse warehouse)
{
    private static readonly Sql Same = new("key hash probe", "SELECT count(*) FROM key_hash_probe WHERE hashed = system.main.hash('assay', 42, TIMESTAMP '2026-01-01')");
    private static readonly Sql Forget = new("forget key hash probe", "DELETE FROM key_hash_probe");
    private static readonly Sql Remember = new("remember key hash probe", "INSERT INTO key_hash_probe SELECT system.main.hash('assay', 42, TIMESTAMP '2026-01-01')");

    /// <summary>Makes the hashes anew where the engine's function changed; how many rows that touched.</summary>
    public long Run()
    {
        if (warehouse.Number(Same) > 0)
        {
            return 0;
        }

        using var transaction = warehouse.Begin();
        long touched = 0;
        foreach (var feed in Contract.Feeds)
        {
            foreach (var table in (string[])[feed.Name, $"{feed.Name}_history"])
            {
                var any = warehouse.Number(new Sql($"{table}: any rows", $"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1)"));
                touched += any == 0 ? 0 : warehouse.Run(new Sql($"{table}: hash keys anew", $"UPDATE {table} SET key_hash = {KeySql.Hash(feed, Sql.Quote)}"));
            }
        }

        warehouse.Run(Forget);
        warehouse.Run(Remember);
        transaction.Commit();
        return touched;
    }
}
