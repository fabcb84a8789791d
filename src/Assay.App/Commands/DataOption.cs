using System.CommandLine;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary>The options that every command takes.</summary>
internal static class DataOption
{
    /// <summary><c>--data DIR</c>.</summary>
    public static Option<string> Create(string folder = "data") => new("--data")
    {
        Description = "The data folder",
        HelpName = "DIR",
        DefaultValueFactory = _ => folder,
    };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON object instead of text" };

    /// <summary>Opens a data folder that must hold a warehouse already.</summary>
    public static Result<DataFolder> OpenExisting(string folder, string command) =>
        DataFolder.Exists(folder)
            ? DataFolder.Open(folder, command, TimeProvider.System)
            : new Failure($"{folder} holds no warehouse", "a data folder", "Run assay import DIR or assay demo first, or name the folder with --data");
}
