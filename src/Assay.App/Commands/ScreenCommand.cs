using System.CommandLine;
using Assay.App.Terminal;
using Assay.Monitor.Gate;
using Assay.Operators;
using Assay.Operators.StayDown;
using Assay.Screening.Images;

namespace Assay.App.Commands;

/// <summary><c>assay screen</c>: judges listings before they are published.</summary>
internal static class ScreenCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "Listings as JSON, a row of the feed a line; - for standard input", DefaultValueFactory = _ => "-" };
        var json = new Option<bool>("--json") { Description = "Print verdicts as JSON, one object a line" };
        var seller = new Option<bool>("--seller") { Description = "The lines are sellers who sign up, rows of the feed sellers with their sessions in a column sessions: compare them with shops that were closed" };
        var command = new Command(
            "screen",
            "Say of listings whether to publish them: allow, review or hold, and why. Example: assay screen new-listings.jsonl, or: tail -n 1 new-listings.jsonl | assay screen --json") { file, json, seller };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Run(parsed.GetValue(file)!, data.Of(parsed), parsed.GetValue(json), parsed.GetValue(seller), stop));
        return command;
    }

    private static async Task<int> Run(string file, DataPlace place, bool json, bool areSellers, CancellationToken stop)
    {
        if (file != "-" && !File.Exists(file))
        {
            return Edge.Fail(new Failure($"{file} is not there", "a file with listings, or -", "Check the name"));
        }

        var opened = place.OpenExisting($"screen {file}");
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var folder = opened.Value;
        await using var input = file == "-" ? Console.OpenStandardInput() : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.Asynchronous);
        if (areSellers)
        {
            if (WhySameHand.LinkedAsOf(folder.Warehouse) is not { } asOf)
            {
                return Edge.Fail(new Failure("Nothing was linked yet", "operators in the warehouse", "Run assay scan first"));
            }

            var sellers = new SellerScreenReport(json);
            await new ScreenSellerLines(KnownOperators.Read(folder.Warehouse, asOf), TimeProvider.System).Run(input, sellers.Tell, stop);
            return sellers.Refused > 0 ? Edge.DoneWithRejections : Edge.Done;
        }

        var report = new ScreenReport(json);
        using var hash = new HashOffered(ImageLimits.Default, ImageCodecs.Installed);
        await new ScreenLines(folder, [new LookAtPictures(null, hash.Run).Check], TimeProvider.System).Run(input, report.Tell, stop);
        report.End();
        return report.Refused > 0 ? Edge.DoneWithRejections : Edge.Done;
    }
}
