using Assay.Policy;
using Assay.Warehouse;

namespace Assay.Monitor;

/// <summary>
/// Decides anew where something was imported, on the sellers that it touches or, once an hour of the market's time, on everybody, and finds what newly became
/// suspicious. Decisions and alerts stand in one transaction: a crash leaves both or neither.
/// </summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="clock">When decisions were made.</param>
public sealed class RefreshMarket(IWarehouse warehouse, TimeProvider clock) : IDisposable
{
    private static readonly Sql NewestRun = new("newest import", "SELECT max(run) FROM imports");
    private static readonly Sql AlertedRun = new("newest import with alerts", "SELECT max(run) FROM alerted_runs");
    private static readonly Sql Forget = new("forget alerted import", "DELETE FROM alerted_runs");
    private static readonly Sql Remember = new("remember alerted import", "INSERT INTO alerted_runs VALUES ($1)");
    private static readonly Sql AnyFound = new("found alerts", "SELECT count(*) FROM found_alerts");
    private static readonly Sql ToHandOut = new("alerts to hand out", """
        SELECT alert_id, kind, subject_id, seller_id, was, action, score::VARCHAR, reasons, epoch_us(as_of)::VARCHAR FROM alerts WHERE NOT handed_out ORDER BY run, kind, subject_id
        """);

    private static readonly Sql HandedOutAlerts = new("alerts handed out", "UPDATE alerts SET handed_out = true WHERE NOT handed_out");

    private readonly RescoreSellers rescore = new(warehouse, clock);

    /// <summary>Brings decisions up to what was imported; all alerts that nobody was handed yet.</summary>
    /// <param name="stop">Stops; decisions stay as they were.</param>
    public IReadOnlyList<Alert> Run(CancellationToken stop)
    {
        var newest = warehouse.Number(NewestRun);
        if (newest > warehouse.Number(AlertedRun) && ScanMarket.NewestMoment(warehouse) is { } moment)
        {
            Decide(newest, moment, stop);
        }

        return [.. warehouse.Table(ToHandOut).Select(Read)];
    }

    /// <summary>Remembers that the alerts of the last run were handed out.</summary>
    public void HandedOut() => warehouse.Run(HandedOutAlerts);

    /// <summary>Gives back what it keeps in memory from one time to the next.</summary>
    public void Dispose() => rescore.Dispose();

    private void Decide(long newest, DateTime moment, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        var isFew = rescore.Prepare(moment, stop);
        using var transaction = warehouse.Begin();
        warehouse.Run(Sql.Load("Monitor/before_decisions.sql"));
        _ = isFew ? rescore.Decide(moment, stop) : new ScanMarket(warehouse, clock).Decide(moment, null, stop);
        warehouse.Run(Sql.Load("Monitor/find_alerts.sql"));
        if (warehouse.Number(AnyFound) > 0)
        {
            warehouse.Run(Sql.Load("Monitor/keep_alerts.sql"), newest);
        }

        warehouse.Run(Sql.Load("Monitor/keep_actions.sql"));
        warehouse.Run(Forget);
        warehouse.Run(Remember, newest);
        transaction.Commit();
    }

    private static Alert Read(string?[] row) => new(
        row[0]!, row[1]!, row[2]!, row[3], row[4], row[5]!, double.Parse(row[6]!, System.Globalization.CultureInfo.InvariantCulture), Alert.Strongest(row[7]!), Moments.FromMicros(long.Parse(row[8]!)));
}
