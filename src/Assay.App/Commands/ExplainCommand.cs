using System.CommandLine;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Metrics;
using Assay.Policy;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary><c>assay explain LISTING|SELLER</c>: the decision, and every reason with what it added.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "A listing's or a seller's id" };
        var json = DataOption.Json();
        var audience = ChoiceOption.Create("--audience", "To whom it is said: a seller hears only what it may be told", "internal", "seller");
        var metrics = new Option<string[]>("--metrics") { Description = "Show metrics with this in their name, or of this family, beside those of its peers", HelpName = "WORD", AllowMultipleArgumentsPerToken = true };
        var command = new Command(
            "explain",
            "Say why a listing or a seller was decided on as it was. Example: assay explain l0w7by424kgfv, or: assay explain s1fh2gmea4ym4x --metrics refunds rating") { id, json, audience, metrics };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Run(
            parsed.GetValue(id)!, data.Of(parsed), string.Equals(parsed.GetValue(audience), "seller", StringComparison.OrdinalIgnoreCase), parsed.GetValue(json), parsed.GetValue(metrics) ?? [], stop)));
        return command;
    }

    private static int Run(string id, DataPlace place, bool toSeller, bool json, string[] words, CancellationToken stop)
    {
        if (toSeller && words.Length > 0)
        {
            return Edge.Fail(new Failure("Metrics and peers were asked for a seller's eyes", "--audience internal", "Leave --metrics or --audience out: a seller hears facts, and nothing of how it is measured"));
        }

        var opened = place.OpenExisting($"explain {id}");
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var folder = opened.Value;
        var explained = new ExplainSubject(folder.Warehouse).Run(id);
        if (!explained.Ok)
        {
            return Edge.Fail(explained.Failure);
        }

        ExplainedMetrics? metrics = null;
        if (words.Length > 0)
        {
            var measured = Metrics(folder.Warehouse, explained.Value, words, stop);
            if (!measured.Ok)
            {
                return Edge.Fail(measured.Failure);
            }

            metrics = measured.Value;
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(ExplanationReport.Json(explained.Value, toSeller, metrics), ExplanationReport.Options));
            return Edge.Done;
        }

        ExplanationReport.Write(explained.Value, toSeller);
        if (metrics is not null)
        {
            PeersReport.Write(metrics);
        }

        return Edge.Done;
    }

    // As of the decision, so that a value is the one that it was made with.
    private static Result<ExplainedMetrics> Metrics(IWarehouse warehouse, Explanation it, string[] words, CancellationToken stop)
    {
        new BuildStore(warehouse, TimeProvider.System).Run(null, stop);
        return new ExplainMetrics(warehouse, MarketCatalogue.BuiltIn).Run(it.Kind, it.Id, words, ScanMarket.DecidedAsOf(warehouse)!.Value, stop);
    }
}
