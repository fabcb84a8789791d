using System.CommandLine;
using System.Net;
using Assay.App.Terminal;
using Assay.Monitor;

namespace Assay.App.Commands;

/// <summary><c>assay monitor</c>: takes events as they happen, and tells what becomes suspicious.</summary>
internal static class MonitorCommand
{
    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "Lines of {\"feed\":…,\"row\":{…}}; - for standard input, which is the default without --listen", Arity = ArgumentArity.ZeroOrOne };
        var listen = new Option<string?>("--listen") { Description = "Take events at POST /v1/events too, and stay until Ctrl-C", HelpName = "ADDRESS:PORT" };
        var post = new Option<string?>("--post") { Description = "Post each alert to this address", HelpName = "URL" };
        var every = EveryOption.Create();
        var json = new Option<bool>("--json") { Description = "Print alerts and the summary as JSON, one object a line" };
        var command = new Command(
            "monitor",
            "Take events as they happen, keep every decision fresh, and tell what becomes suspicious. Example: tail -f events.jsonl | assay monitor - --post https://example.com/alerts")
        {
            file, listen, post, every, json,
        };
        Validate(listen, post);
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => Run(
            new MonitorOptions(data.Of(parsed), parsed.GetValue(file), Endpoint(parsed.GetValue(listen)), Receiver(parsed.GetValue(post)), EveryOption.Read(parsed.GetValue(every)!)!.Value, parsed.GetValue(json)),
            stop));
        return command;
    }

    /// <summary>Refuses addresses that are none.</summary>
    public static void Validate(Option listen, Option post)
    {
        listen.Validators.Add(given => Refuse(given, given.GetValueOrDefault<string?>() is { } text && Endpoint(text) is null, "--listen wants an address and a port, such as 127.0.0.1:8080"));
        post.Validators.Add(given => Refuse(given, given.GetValueOrDefault<string?>() is { } text && Receiver(text) is null, "--post wants a URL of http or https"));
    }

    /// <summary>Runs a monitor.</summary>
    public static async Task<int> Run(MonitorOptions options, CancellationToken stop)
    {
        if (options.File is { } named && named != "-" && !File.Exists(named))
        {
            return Edge.Fail(new Failure($"{named} is not there", "a file with lines of events, or -", "Check the name"));
        }

        var log = EventLog.Open(options.Data.Folder, TimeProvider.System);
        if (!log.Ok)
        {
            return Edge.Fail(log.Failure);
        }

        using var opened = log.Value;
        var report = new MonitorReport(options.Json);
        return await new MonitorRun(options, opened, report).Run(stop);
    }

    private static void Refuse(System.CommandLine.Parsing.OptionResult given, bool isWrong, string sentence)
    {
        if (isWrong && given.Tokens.Count > 0)
        {
            given.AddError($"'{given.Tokens[0].Value}' is no such thing: {sentence}");
        }
    }

    /// <summary>The address that a text names; null for none.</summary>
    public static IPEndPoint? Endpoint(string? text) =>
        text is not null && text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text.Replace("localhost:", "127.0.0.1:", StringComparison.Ordinal), out var at) ? at : null;

    /// <summary>The receiver that a text names; null for none.</summary>
    public static Uri? Receiver(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var to) && (to.Scheme == Uri.UriSchemeHttp || to.Scheme == Uri.UriSchemeHttps) ? to : null;
}

/// <summary>What the command line of a monitor says.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="File">Where lines come from; <c>-</c> for standard input, null for nothing or, without <paramref name="Listen"/>, standard input.</param>
/// <param name="Listen">Where to listen; null for nowhere.</param>
/// <param name="Post">Where alerts go; null for nowhere.</param>
/// <param name="Every">Time between folds.</param>
/// <param name="Json">True for JSON.</param>
internal sealed record MonitorOptions(DataPlace Data, string? File, IPEndPoint? Listen, Uri? Post, TimeSpan Every, bool Json)
{
    /// <summary>Hosts that pictures of listings may be fetched from.</summary>
    public IReadOnlyList<string> ImageHosts { get; init; } = [];
}
