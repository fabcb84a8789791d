using Assay.Warehouse;

namespace Assay.Import;

/// <summary>Turns the rows of a run into versions of the rows that stand, and tells how many were the same and how many another version.</summary>
internal sealed class SettleVersions(IWarehouse warehouse, KeyScreen screen)
{
    public (long Unchanged, long Replaced) Run(Feed feed, int run)
    {
        var sql = new VersionSql(feed);
        var standing = Standing(feed, run);
        if (screen.Run(feed, standing, run) == 0 || Touch(sql, run) == 0)
        {
            return (0, 0);
        }

        var unchanged = warehouse.Run(sql.DropTwins, run);
        foreach (var table in standing.Where(t => warehouse.Number(sql.CountSameMoment(t), run) > 0))
        {
            unchanged += warehouse.Run(sql.DropKnown(table), run);
        }

        if (Touch(sql, run) == 0)
        {
            return (unchanged, 0);
        }

        warehouse.Run(sql.Gather);
        var replaced = warehouse.Number(sql.CountReplaced, run);
        foreach (var statement in sql.TakeOut)
        {
            warehouse.Run(statement);
        }

        foreach (var statement in sql.PutBack)
        {
            warehouse.Run(statement, run);
        }

        return (unchanged, replaced);
    }

    private long Touch(VersionSql sql, int run)
    {
        warehouse.Run(sql.Touched, run);
        return warehouse.Number(VersionSql.CountTouched);
    }

    // The tables that hold rows of earlier runs.
    private List<string> Standing(Feed feed, int run)
    {
        string[] tables = [feed.Name, $"{feed.Name}_history"];
        return [.. tables.Where(t => warehouse.Number(new Sql($"{t}: any rows", $"SELECT count(*) FROM (SELECT 1 FROM {t} WHERE run <> $1 LIMIT 1)"), run) > 0)];
    }
}
