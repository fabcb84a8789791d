using System.CommandLine;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary><c>--data DIR</c> and <c>--memory SIZE</c>: where a command's warehouse is, and how much memory its engine may use.</summary>
internal sealed class DataOption
{
    private readonly Option<string> folder;
    private readonly Option<string?> memory = MemoryOption.Create();

    private DataOption(string named) => folder = new Option<string>("--data")
    {
        Description = "The data folder",
        HelpName = "DIR",
        DefaultValueFactory = _ => named,
    };

    /// <summary>Adds both options to a command.</summary>
    public static DataOption AddTo(Command command, string named = "data")
    {
        var option = new DataOption(named);
        command.Options.Add(option.folder);
        command.Options.Add(option.memory);
        return option;
    }

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of text" };

    /// <summary>What the command line says.</summary>
    public DataPlace Of(ParseResult parsed) => new(parsed.GetValue(folder)!, MemoryOption.Read(parsed.GetValue(memory))?.Bytes);
}

/// <summary>Where a command's warehouse is, and how it opens.</summary>
/// <param name="Folder">The data folder.</param>
/// <param name="Memory">Most bytes of memory for the engine; null for its default.</param>
internal sealed record DataPlace(string Folder, long? Memory)
{
    /// <summary>Opens the folder, which is made where it is missing.</summary>
    public Result<DataFolder> Open(string command) => DataFolder.Open(Folder, command, TimeProvider.System, Memory, Told);

    /// <summary>Says on standard error what keeps a command waiting.</summary>
    public static void Told(string line) => Console.Error.WriteLine($"assay: {line}");

    /// <summary>Opens a data folder that must hold a warehouse already.</summary>
    public Result<DataFolder> OpenExisting(string command) =>
        DataFolder.Exists(Folder)
            ? Open(command)
            : new Failure($"{Folder} holds no warehouse", "a data folder", "Run assay import DIR or assay demo first, or name the folder with --data");
}
