namespace Assay.Warehouse;

/// <summary>The warehouse's tables, brought up to date by numbered SQL files that run once each, in order, each in a transaction.</summary>
public static class Schema
{
    private static readonly Sql Versions = new("schema versions", "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER, name VARCHAR)");
    private static readonly Sql Newest = new("schema version", "SELECT coalesce(max(version), 0)::INTEGER FROM schema_versions");
    private static readonly Sql Add = new("schema version", "INSERT INTO schema_versions VALUES ($1, $2)");

    /// <summary>The migrations of this build, oldest first.</summary>
    public static IReadOnlyList<string> Migrations { get; } =
    [
        .. typeof(Schema).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith("Warehouse/Schema/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Runs the migrations that the database has not seen.</summary>
    /// <exception cref="FailedException">The database was made by a newer build.</exception>
    public static void Migrate(IWarehouse warehouse)
    {
        warehouse.Run(Versions);
        var at = (int)warehouse.Number(Newest);
        if (at > Migrations.Count)
        {
            throw new FailedException(new Failure(
                $"The database has schema version {at}",
                $"at most {Migrations.Count}, which is what this build knows",
                "Use the newer Assay that made it"));
        }

        for (var version = at + 1; version <= Migrations.Count; version++)
        {
            using var transaction = warehouse.Begin();
            warehouse.Run(Sql.Load(Migrations[version - 1]));
            warehouse.Run(Add, version, Migrations[version - 1]);
            transaction.Commit();
        }
    }
}
