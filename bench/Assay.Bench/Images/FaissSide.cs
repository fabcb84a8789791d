using System.Diagnostics;
using System.Runtime.InteropServices;
using Assay.Screening.Images.Pdq;
using Assay.Screening.Images.Search;

namespace Assay.Bench.Images;

/// <summary>faiss with all hashes in its memory, in a process of Debian's Python that waits to be asked.</summary>
internal sealed class FaissSide : IDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly int queries;

    private FaissSide(Process process, string folder, int queries) => (this.process, this.folder, this.queries) = (process, folder, queries);

    /// <summary>Starts it; null where faiss is not there and cannot be installed.</summary>
    public static FaissSide? Start(string folder, PdqHash[] hashes, PdqHash[] queries, int within, int batch)
    {
        if (!DebianPython.Has("faiss", "python3-faiss"))
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        Save(Path.Combine(folder, "hashes.bin"), hashes);
        Save(Path.Combine(folder, "queries.bin"), queries);
        var script = Path.Combine(AppContext.BaseDirectory, "Images", "faiss_flat.py");
        var python = DebianPython.Start(script, folder, $"{within}", $"{batch}");
        return new FaissSide(python, folder, queries.Length);
    }

    /// <summary>Searches for all queries.</summary>
    public Timing Run() => DebianPython.Ask(process);

    /// <summary>What the last run found, query by query.</summary>
    public List<HammingMatch>[] Found()
    {
        var found = Enumerable.Range(0, queries).Select(_ => new List<HammingMatch>()).ToArray();
        var rows = MemoryMarshal.Cast<byte, long>(File.ReadAllBytes(Path.Combine(folder, "found.bin")));
        for (var at = 0; at < rows.Length; at += 3)
        {
            found[rows[at]].Add(new HammingMatch((int)rows[at + 1], (int)rows[at + 2]));
        }

        foreach (var each in found)
        {
            each.Sort((a, b) => a.Entry.CompareTo(b.Entry));
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static void Save(string path, PdqHash[] hashes)
    {
        using var file = File.Create(path);
        file.Write(MemoryMarshal.AsBytes(hashes.AsSpan()));
    }
}
