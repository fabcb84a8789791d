using System.Text.Json;
using Assay.App.Api;
using Assay.Monitor;
using Assay.Warehouse;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>What a monitor prints: answers and alerts on standard output, a line each; what is going on on standard error.</summary>
internal sealed class MonitorReport(bool json)
{
    // Loans and folds that are shorter than this are nobody's business.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    private string lastFailure = "";

    public static void Began(long cut)
    {
        if (cut > 0)
        {
            Note($"cut {Say.Count(cut)} bytes off the log's end: a write that was under way when the last monitor ended, and was not acknowledged");
        }
    }

    public static void Listening(string address, string key) => Note($"listening at {address}/v1/events; the key is in {key}");

    public static void Acked(Settled settled) => Console.Out.WriteLine(EventsApi.Answer(settled));

    public static void Lent(LentOut loan)
    {
        if (loan.Took > Long)
        {
            Note($"the folder was lent for {Say.Took(loan.Took)} to process {loan.Borrower}; events waited in the log");
        }
    }

    public void Folded(FoldSummary fold)
    {
        lastFailure = "";
        if (fold.Damaged > 0)
        {
            Note($"{Say.Count(fold.Damaged)} bytes of the log could not be read, since something changed them on the disk; they are kept in rejected/*.damaged");
        }
    }

    // A disk that stays full is told once.
    public void Failed(Failure failure)
    {
        var said = failure.ToString();
        if (Interlocked.Exchange(ref lastFailure, said) != said)
        {
            Note(said);
        }
    }

    public void Alerts(IReadOnlyList<Alert> alerts)
    {
        foreach (var alert in alerts)
        {
            if (json)
            {
                Console.Out.WriteLine(alert.ToJson());
            }
            else
            {
                Console.Out.WriteLine(Line(alert));
            }
        }
    }

    public void Ended(Settled settled, WatchSummary summary)
    {
        var folded = summary.Folded;
        if (json)
        {
            var said = new { lines = settled.Acked, rows = folded.Rows, imported = folded.Imported, unchanged = folded.Unchanged, replaced = folded.Replaced, rejected = folded.Rejected, alerts = summary.Alerts };
            Console.Out.WriteLine(JsonSerializer.Serialize(new { summary = said }));
            return;
        }

        Console.Out.WriteLine(
            $"{Say.Count(settled.Acked)} lines acknowledged; folded {Say.Count(folded.Rows)} rows: {Say.Count(folded.Imported)} new, {Say.Count(folded.Unchanged)} known, "
            + $"{Say.Count(folded.Replaced)} other versions, {Say.Count(folded.Rejected)} rejected; {Say.Count(summary.Alerts)} alerts");
    }

    private static string Line(Alert alert)
    {
        var was = alert.Was is null ? "" : $"{alert.Was} → ";
        var why = alert.Reasons.Count == 0 ? "" : $": {string.Join("; ", alert.Reasons)}";
        // Plain: an alert is one line, also in a log, and however wide the terminal is.
        return Markup.Remove(Say.Safe($"{alert.Kind} {alert.SubjectId} {was}{alert.Action}, score {alert.Score:0.0}{why}", 600));
    }

    private static void Note(string line) => Console.Error.WriteLine($"monitor: {line}");
}
