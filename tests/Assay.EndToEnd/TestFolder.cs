using System.Diagnostics;

namespace Assay.EndToEnd;

/// <summary>A folder of its own for a test, removed at its end.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("assay-").FullName;

    /// <summary>A path below it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Starts a program in the folder.</summary>
    public Process Start(string program, params string[] arguments) => App.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Path });

    /// <summary>Runs a command in the folder.</summary>
    internal Task<Ran> Run(params string[] arguments) => App.Finish(Start(App.File, arguments));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A small market's demo in <c>demo-data</c>, made once for a class of tests.</summary>
public sealed class DemoFolder : IDisposable
{
    private readonly TestFolder folder = new();

    public DemoFolder() => Ran = folder.Run("demo").GetAwaiter().GetResult();

    public string Path => folder.Path;

    /// <summary>The demo's data folder.</summary>
    public string Data => folder["demo-data"];

    /// <summary>What the demo came to.</summary>
    internal Ran Ran { get; }

    /// <summary>Copies the data folder to <c>demo-data</c> in another folder.</summary>
    public void CopyTo(string target)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(target, "demo-data", "rejected"));
        foreach (var file in Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(target, "demo-data", System.IO.Path.GetRelativePath(Data, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => folder.Dispose();
}
