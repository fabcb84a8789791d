using System.CommandLine;
using Assay.App.Terminal;
using Assay.Operators;
using Assay.Operators.Linking;
using Assay.Operators.Records;
using Assay.Tracing.Closed;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary><c>assay operators</c>: which sellers are the same hand, why, what people say of it; and which records of any table are of one person or company.</summary>
internal static class OperatorsCommand
{
    private const int MostListed = 10;

    public static Command Create() => new("operators", "Which shops are the same hand behind borrowed papers") { Link(), List(), Show(), Why(), Judge(), Closed(), Match() };

    private static Command Link()
    {
        var json = DataOption.Json();
        var asOf = AsOfOption.Create("Look from this moment; nothing known later counts. The newest moment known by default");
        var command = new Command("link", "Find the sellers who are the same hand. Example: assay operators link") { json, asOf };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(AsOfOption.In(data.Of(parsed), "operators link", parsed.GetValue(asOf), (warehouse, at) =>
        {
            var summary = new LinkSellers(warehouse, TimeProvider.System).Run(at, stop);
            OperatorReport.Write(summary, new ShowOperators(warehouse).Largest(MostListed), parsed.GetValue(json));
        })));
        return command;
    }

    private static Command List()
    {
        var json = DataOption.Json();
        var most = ChoiceOption.Whole("--most", "How many", MostListed);
        var command = new Command("list", "The largest operators, with the link of each that would fall first. Example: assay operators list --most 50") { most, json };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, _) => Task.FromResult(Edge.In(data.Of(parsed), "operators list", warehouse =>
        {
            OperatorReport.WriteList(new ShowOperators(warehouse).Largest((int)Math.Min(parsed.GetValue(most), 1_000_000)), parsed.GetValue(json));
            return Edge.Done;
        })));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "An operator's id, or that of one of its sellers" };
        var json = DataOption.Json();
        var command = new Command("show", "An operator with its shops and what ties each. Example: assay operators show k3f2a9c01d7be") { id, json };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, _) => Task.FromResult(Edge.In(data.Of(parsed), "operators show", warehouse =>
            Edge.Said(new ShowOperators(warehouse).Run(parsed.GetValue(id)!), shown => OperatorReport.Write(shown, parsed.GetValue(json))))));
        return command;
    }

    private static Command Why()
    {
        var one = new Argument<string>("seller") { Description = "A seller's id" };
        var other = new Argument<string>("other") { Description = "Another's" };
        var json = DataOption.Json();
        var command = new Command("why", "Why two sellers are the same hand, or are not: the path of evidence. Example: assay operators why s1fh2gmea4ym4x s0b2kq81mzx7t") { one, other, json };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, _) => Task.FromResult(Edge.In(data.Of(parsed), "operators why", warehouse =>
            Edge.Said(new WhySameHand(warehouse).Run(parsed.GetValue(one)!, parsed.GetValue(other)!), reasons => OperatorReport.Write(reasons, parsed.GetValue(json))))));
        return command;
    }

    private static Command Judge()
    {
        var one = new Argument<string>("seller") { Description = "A seller's id" };
        var other = new Argument<string>("other") { Description = "Another's" };
        var verdict = new Argument<string>("verdict") { Description = "same, not-same, unsure, or withdrawn to take back what was said" };
        verdict.AcceptOnlyFromAmong("same", "not-same", "unsure", "withdrawn");
        var by = new Option<string?>("--by") { Description = "Who says so", HelpName = "NAME" };
        var note = new Option<string?>("--note") { Description = "Why", HelpName = "TEXT" };
        var command = new Command(
            "judge",
            "Say of two sellers whether they are the same hand. It holds against any evidence until withdrawn. Example: assay operators judge s1fh2gmea4ym4x s0b2kq81mzx7t not-same --by ana --note \"brothers, two firms\"")
        {
            one, other, verdict, by, note,
        };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(Edge.In(data.Of(parsed), "operators judge", warehouse => Judge(
            warehouse, parsed.GetValue(one)!, parsed.GetValue(other)!, parsed.GetValue(verdict)!, parsed.GetValue(by) ?? "", parsed.GetValue(note), stop))));
        return command;
    }

    private static int Judge(IWarehouse warehouse, string one, string other, string verdict, string by, string? note, CancellationToken stop)
    {
        var judge = new JudgeSameHand(warehouse, TimeProvider.System);
        var refused = verdict == "withdrawn" ? judge.Withdraw(one, other) : judge.Run(one, other, Enum.Parse<SameHandVerdict>(verdict.Replace("-", "", StringComparison.Ordinal), ignoreCase: true), by, note);
        if (refused is not null)
        {
            return Edge.Fail(refused);
        }

        if (WhySameHand.LinkedAsOf(warehouse) is { } asOf)
        {
            var summary = new LinkSellers(warehouse, TimeProvider.System).Run(asOf, stop);
            OperatorReport.WriteKept(summary);
        }
        else
        {
            OperatorReport.WriteKept(null);
        }

        return Edge.Done;
    }

    private static Command Closed()
    {
        var to = new Option<string?>("--out") { Description = "Write closed_operators.csv, .json and .ftm.jsonl (FollowTheMoney) into this folder", HelpName = "DIR" };
        var json = DataOption.Json();
        var command = new Command("closed", "The hundred worst behind shops that were closed for counterfeits; internal. Example: assay operators closed --out closed") { to, json };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, _) => Task.FromResult(Edge.In(data.Of(parsed), "operators closed", warehouse => Edge.Said(new ListClosedOperators(warehouse).Run(), list =>
        {
            if (parsed.GetValue(to) is { } folder)
            {
                ListClosedOperators.Write(folder, list);
            }

            OperatorReport.Write(list, parsed.GetValue(to), parsed.GetValue(json));
        }))));
        return command;
    }

    private static Command Match()
    {
        var records = new Option<string>("--records") { Description = "A table of people or companies: CSV of any delimiter, TSV, JSON lines or Parquet, of any columns", HelpName = "FILE", Required = true };
        var fields = new Option<string?>("--fields") { Description = $"A file that says what columns hold, a line a column: dob: date. One of {string.Join(", ", FieldKinds.Names)}. Guessed by default", HelpName = "FILE" };
        var to = new Option<string?>("--out") { Description = "Write record_id, entity_id, records, tied_to, probability and reasons as CSV, a row a record", HelpName = "FILE" };
        var pairs = new Option<string?>("--pairs") { Description = "Write left_id, right_id, probability, match and reasons as CSV, a row a pair worth naming", HelpName = "FILE" };
        var compare = new Option<string?>("--compare") { Description = "Instead compare these two columns of names row by row, and write row, left, right, likeness and match", HelpName = "LEFT,RIGHT" };
        var json = DataOption.Json();
        var command = new Command("match", "Find the records of a table that are of one person or company, without labels. Example: assay operators match --records customers.csv --out entities.csv")
        {
            records, fields, to, pairs, compare, json,
        };
        command.SetAction((parsed, stop) => Task.FromResult(parsed.GetValue(compare) is { } columns
            ? Compare(parsed.GetValue(records)!, columns, parsed.GetValue(to), parsed.GetValue(json), stop)
            : Edge.Said(
                LinkRecords.Run(new RecordFiles(parsed.GetValue(records)!) { Fields = parsed.GetValue(fields), Out = parsed.GetValue(to), Pairs = parsed.GetValue(pairs) }, stop),
                linked => RecordReport.Write(linked, parsed.GetValue(to), parsed.GetValue(json)))));
        return command;
    }

    private static int Compare(string path, string columns, string? to, bool json, CancellationToken stop) => columns.Split(',') is [var left, var right]
        ? Edge.Said(CompareColumns.Run(path, left, right, to, stop), compared => RecordReport.Write(compared, to, json))
        : Edge.Fail(new Failure($"'{columns}' are not two columns", "two names of columns with a comma between them", "Correct --compare"));
}
