using System.CommandLine;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Policy;

namespace Assay.App.Commands;

/// <summary><c>assay explain LISTING|SELLER</c>: the decision, and every reason with what it added.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "A listing's or a seller's id" };
        var json = DataOption.Json();
        var audience = ChoiceOption.Create("--audience", "To whom it is said: a seller hears only what it may be told", "internal", "seller");
        var command = new Command("explain", "Say why a listing or a seller was decided on as it was. Example: assay explain l0w7by424kgfv") { id, json, audience };
        var data = DataOption.AddTo(command);
        command.SetAction(parsed => Run(parsed.GetValue(id)!, data.Of(parsed), string.Equals(parsed.GetValue(audience), "seller", StringComparison.OrdinalIgnoreCase), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string id, DataPlace place, bool toSeller, bool json)
    {
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

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(ExplanationReport.Json(explained.Value, toSeller), ExplanationReport.Options));
        }
        else
        {
            ExplanationReport.Write(explained.Value, toSeller);
        }

        return Edge.Done;
    }
}
