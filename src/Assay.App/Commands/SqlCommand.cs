using System.CommandLine;
using System.Text.Json;
using Assay.App.Terminal;
using Assay.Warehouse;
using Spectre.Console;

namespace Assay.App.Commands;

/// <summary><c>assay sql 'SELECT …'</c>: read-only, no files, no extensions, no settings.</summary>
internal static class SqlCommand
{
    public static Command Create()
    {
        var query = new Argument<string>("query") { Description = "One SQL query; - reads it from standard input" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a row" };
        var rows = ChoiceOption.Whole("--rows", "Most rows to print; 0 for all", 100);
        var command = new Command(
            "sql",
            "Ask the warehouse in SQL, read-only. Example: assay sql \"SELECT action, count(*) FROM decisions GROUP BY ALL\"") { query, json, rows };
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Task.FromResult(
            Run(parsed.GetValue(query)!, data.Of(parsed), parsed.GetValue(json), (long)Math.Min(parsed.GetValue(rows), long.MaxValue), stop)));
        return command;
    }

    private static int Run(string query, DataPlace place, bool json, long most, CancellationToken stop)
    {
        var text = query == "-" ? Typed(stop) : query;
        if (string.IsNullOrWhiteSpace(text))
        {
            return Edge.Fail(new Failure("No query came", "one SQL query", "Type it as an argument, or hand it to: assay sql -"));
        }

        var opened = DataFolder.OpenSandboxed(place.Folder, TimeProvider.System, place.Memory, DataPlace.Told);
        if (!opened.Ok)
        {
            return Edge.Fail(opened.Failure);
        }

        using var sandbox = opened.Value;
        using var stopping = sandbox.Session.StopOn(stop);
        using var result = AsText(sandbox.Session, text.Trim().TrimEnd(';'));
        if (json)
        {
            WriteJson(result, most);
        }
        else
        {
            WriteTable(result, most);
        }

        return Edge.Done;
    }

    // A stop does not wait for whoever types.
    private static string Typed(CancellationToken stop)
    {
        var reading = Task.Run(Console.In.ReadToEnd, stop);
        reading.Wait(stop);
        return reading.Result;
    }

    // Nested values print as the engine writes them; what cannot stand in a subquery (EXPLAIN) runs as it is.
    private static IRows AsText(IWarehouse session, string query)
    {
        try
        {
            return session.Query(new Sql("sql", $"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (\n{query}\n)"));
        }
        catch (WarehouseException)
        {
            return session.Query(new Sql("sql", query));
        }
    }

    private static void WriteTable(IRows result, long most)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in result.Columns)
        {
            table.AddColumn(Say.Safe(column));
        }

        long count = 0;
        while (result.Next())
        {
            for (var row = 0; row < result.Count; row++, count++)
            {
                if (most == 0 || count < most)
                {
                    table.AddRow([.. Enumerable.Range(0, result.Columns.Count).Select(c => new Markup(Say.Safe(result.Display(c, row), 400)))]);
                }
            }
        }

        Say.Out.Write(table);
        Say.Out.MarkupLine(most > 0 && count > most ? $"{Say.Count(count)} rows, {Say.Count(most)} shown: --rows 0 shows all" : $"{Say.Count(count)} rows");
    }

    private static void WriteJson(IRows result, long most)
    {
        using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        long count = 0;
        while (result.Next())
        {
            for (var row = 0; row < result.Count && (most == 0 || count < most); row++, count++)
            {
                using var writer = new Utf8JsonWriter(output);
                writer.WriteStartObject();
                for (var column = 0; column < result.Columns.Count; column++)
                {
                    writer.WriteString(result.Columns[column], result.Display(column, row));
                }

                writer.WriteEndObject();
                writer.Flush();
                output.Write("\n"u8);
            }
        }
    }
}
