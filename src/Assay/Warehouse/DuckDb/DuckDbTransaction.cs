namespace Assay.Warehouse.DuckDb;

/// <summary>BEGIN on construction; COMMIT, or ROLLBACK on dispose.</summary>
internal sealed class DuckDbTransaction : ITransaction
{
    private static readonly Sql BeginSql = new("begin", "BEGIN TRANSACTION");
    private static readonly Sql CommitSql = new("commit", "COMMIT");
    private static readonly Sql RollbackSql = new("rollback", "ROLLBACK");

    private readonly DuckDbSession session;
    private bool open;

    public DuckDbTransaction(DuckDbSession session)
    {
        this.session = session;
        session.Run(BeginSql);
        session.InTransaction = true;
        open = true;
    }

    public void Commit()
    {
        session.ThrowIfStopped();
        open = false;
        session.InTransaction = false;
        session.Run(CommitSql);
    }

    public void Dispose()
    {
        if (!open)
        {
            return;
        }

        open = false;
        session.InTransaction = false;
        try
        {
            session.Run(RollbackSql);
        }
        catch (WarehouseException)
        {
            // After a fatal error (a full disk) the engine has already let the transaction go; what failed first is being thrown.
        }
    }
}
