namespace Assay.Warehouse.DuckDb;

/// <summary>A token that a session stops on, until this is disposed.</summary>
internal sealed class DuckDbStop : IDisposable
{
    private readonly DuckDbSession session;
    private readonly CancellationToken before;
    private readonly CancellationTokenRegistration interrupt;

    public DuckDbStop(DuckDbSession session, CancellationToken stop)
    {
        this.session = session;
        before = session.ExchangeStop(stop);
        interrupt = stop.Register(session.Interrupt);
    }

    public void Dispose()
    {
        interrupt.Dispose();
        session.ExchangeStop(before);
    }
}
