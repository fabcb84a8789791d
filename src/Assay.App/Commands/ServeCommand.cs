using System.CommandLine;

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
        var images = new Option<string[]>("--allow-images-from")
        {
            Description = "Fetch pictures of listings from this host; none is fetched without it", HelpName = "HOST", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [],
        };
        var json = new Option<bool>("--json") { Description = "Print alerts as JSON, one object a line" };
        var command = new Command(
            "serve",
            "Screen listings before they are published, take events, and keep every decision fresh, over HTTP. Example: assay serve, or: assay serve --listen 127.0.0.1:9000") { listen, post, every, images, json };
        MonitorCommand.Validate(listen, post);
        var data = DataOption.AddTo(command);
        command.SetAction((parsed, stop) => MonitorCommand.Run(
            new MonitorOptions(data.Of(parsed), null, MonitorCommand.Endpoint(parsed.GetValue(listen)), MonitorCommand.Receiver(parsed.GetValue(post)), EveryOption.Read(parsed.GetValue(every)!)!.Value, parsed.GetValue(json)) { ImageHosts = parsed.GetValue(images) ?? [] },
            stop));
        return command;
    }
}
