using Assay.Policy;
using Assay.Warehouse;

namespace Assay.App.Terminal;

/// <summary>Runs a scan, with a bar where somebody watches and plain lines elsewhere.</summary>
internal static class ScanWithProgress
{
    public static ScanSummary Run(IWarehouse warehouse, DateTime asOf, bool quiet, CancellationToken stop)
    {
        var scan = new ScanMarket(warehouse, TimeProvider.System);
        if (quiet || !Say.HasWatcher)
        {
            return scan.Run(asOf, quiet ? null : (step, _) => Console.Error.WriteLine($"scan: {step}"), stop);
        }

        ScanSummary? summary = null;
        Moving.Columns().Start(context =>
        {
            var bar = context.AddTask("scanning", maxValue: 1);
            summary = scan.Run(
                asOf,
                (step, done) =>
                {
                    bar.Description = $"scanning: {step}";
                    bar.Value = done;
                },
                stop);
        });
        return summary!;
    }
}
