using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Assay.Operators.Linking;

namespace Assay.Bench.Operators;

/// <summary>igraph with all edges in its memory, in a process of Debian's Python that waits to be asked.</summary>
internal sealed class IgraphSide : IDisposable
{
    // Debian's package belongs to Debian's Python, which need not be the first on the path.
    private const string Python = "/usr/bin/python3";

    private readonly Process process;
    private readonly string folder;

    private IgraphSide(Process process, string folder) => (this.process, this.folder) = (process, folder);

    /// <summary>Starts it; null where igraph is not there and cannot be installed.</summary>
    public static IgraphSide? Start(string folder, Edge[] edges, int nodes)
    {
        if (!Runs(Python, "-c", "import igraph, numpy"))
        {
            BenchRun.Say("installing the Debian packages python3-igraph and python3-numpy ...");
            _ = Runs("apt-get", "-qq", "update");
            _ = Runs("apt-get", "-qq", "install", "-y", "--no-install-recommends", "python3-igraph", "python3-numpy");
            if (!Runs(Python, "-c", "import igraph, numpy"))
            {
                return null;
            }
        }

        Directory.CreateDirectory(folder);
        using (var file = File.Create(Path.Combine(folder, "edges.bin")))
        {
            file.Write(MemoryMarshal.AsBytes(edges.AsSpan()));
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Operators", "igraph_components.py");
        var python = Process.Start(new ProcessStartInfo(Python, [script, folder, $"{nodes}"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        BenchRun.Say(python.StandardOutput.ReadLine() ?? throw new InvalidOperationException("igraph did not start; its words stand above."));
        return new IgraphSide(python, folder);
    }

    /// <summary>Builds the graph and finds its components.</summary>
    public Timing Run()
    {
        process.StandardInput.WriteLine("run");
        process.StandardInput.Flush();
        var said = process.StandardOutput.ReadLine()?.Split(' ') ?? throw new InvalidOperationException("igraph failed; its words stand above.");
        return new Timing(double.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Each node's component in the last run.</summary>
    public int[] Found() => MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, "found.bin"))).ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static bool Runs(string program, params string[] arguments)
    {
        using var asked = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        asked.OutputDataReceived += (_, _) => { };
        asked.BeginOutputReadLine();
        asked.StandardError.ReadToEnd();
        asked.WaitForExit();
        return asked.ExitCode == 0;
    }
}
