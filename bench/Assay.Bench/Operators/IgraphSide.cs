using System.Diagnostics;
using System.Runtime.InteropServices;
using Assay.Operators.Linking;

namespace Assay.Bench.Operators;

/// <summary>igraph with all edges in its memory, in a process of Debian's Python that waits to be asked.</summary>
internal sealed class IgraphSide : IDisposable
{
    private readonly Process process;
    private readonly string folder;

    private IgraphSide(Process process, string folder) => (this.process, this.folder) = (process, folder);

    /// <summary>Starts it; null where igraph is not there and cannot be installed.</summary>
    public static IgraphSide? Start(string folder, Edge[] edges, int nodes)
    {
        if (!DebianPython.Has("igraph, numpy", "python3-igraph", "python3-numpy"))
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        using (var file = File.Create(Path.Combine(folder, "edges.bin")))
        {
            file.Write(MemoryMarshal.AsBytes(edges.AsSpan()));
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Operators", "igraph_components.py");
        var python = DebianPython.Start(script, folder, $"{nodes}");
        return new IgraphSide(python, folder);
    }

    /// <summary>Builds the graph and finds its components.</summary>
    public Timing Run() => DebianPython.Ask(process);

    /// <summary>Each node's component in the last run.</summary>
    public int[] Found() => MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, "found.bin"))).ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
