using System.CommandLine;
using System.Net;

namespace Assay.App.Commands;

/// <summary><c>assay serve</c>: the gate and the intake of events over HTTP, and decisions kept fresh.</summary>
internal static class ServeCommand
{
    private const string Usual = "127.0.0.1:8080";

    public static Command Create()
    {
        var listen = new Option<string>("--listen") { Description = "Where to listen", HelpName = "ADDRESS:PORT", DefaultValueFactory = _ => Usual };
        var post = new Option<string?>("--post") { Description = "Post each alert to this address", HelpName = "URL" };
        var every = EveryOption.Create();
        var json = new Option<bool>("--json") { Description = "Print alerts as JSON, one object a line" };
        var command = new Command(
            "serve",
            "Screen listings before they are published, take events, and keep every decision fresh, over HTTP. Example: assay serve, or: assay serve --listen 127.0.0.1:9000") { listen, post, every, json };
        MonitorCommand.Validate(listen, post);
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => MonitorCommand.Run(
            new MonitorOptions(data.Of(parsed), null, Endpoint(parsed.GetValue(listen)), MonitorCommand.Receiver(parsed.GetValue(post)), EveryOption.Read(parsed.GetValue(every)!)!.Value, parsed.GetValue(json)),
            stop));
        return command;
    }

    private static IPEndPoint? Endpoint(string? text) => MonitorCommand.Endpoint(text);
}
