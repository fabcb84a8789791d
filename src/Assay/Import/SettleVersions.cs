using System.Runtime.InteropServices;
using Assay.Warehouse;

namespace Assay.Import;

/// <summary>What became of a run's rows.</summary>
/// <param name="Unchanged">Rows that stood already, word for word.</param>
/// <param name="Replaced">Rows that are another version of one that stood.</param>
/// <param name="KnownSince">The earliest moment at which one of the others was known; null where there is none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SettledRows(long Unchanged, long Replaced, DateTime? KnownSince);

/// <summary>Turns the rows of a run into versions of the rows that stand, and tells how many were the same and how many another version.</summary>
internal sealed class SettleVersions(IWarehouse warehouse, KeyScreen screen)
{
    public SettledRows Run(Feed feed, int run)
    {
        var sql = new VersionSql(feed);
        var standing = Standing(feed, run);
        if (screen.Run(feed, standing, run) == 0 || Touch(sql, run) == 0)
        {
            return new SettledRows(0, 0, KnownSince(feed, run));
        }

        var unchanged = warehouse.Run(sql.DropTwins, run);
        RunAll(sql.Locate, run);
        foreach (var table in standing.Where(t => warehouse.Number(sql.CountSameMoment(t), run) > 0))
        {
            unchanged += warehouse.Run(sql.DropKnown(table), run);
        }

        // Before former versions are moved, which makes them rows of this run too.
        var since = KnownSince(feed, run);
        if (Touch(sql, run) == 0)
        {
            return new SettledRows(unchanged, 0, since);
        }

        if (unchanged > 0)
        {
            RunAll(sql.Locate, run);
        }

        warehouse.Run(sql.Gather, run);
        var replaced = warehouse.Number(sql.CountReplaced, run);
        RunAll(sql.Place, run);
        return new SettledRows(unchanged, replaced, since);
    }

    private void RunAll(IEnumerable<Sql> statements, int run)
    {
        foreach (var statement in statements)
        {
            warehouse.Run(statement, run);
        }
    }

    private DateTime? KnownSince(Feed feed, int run) => warehouse.Moment(new Sql($"{feed.Name}: known since", $"SELECT min(observed_at) FROM {feed.Name} WHERE run = $1"), run);

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
