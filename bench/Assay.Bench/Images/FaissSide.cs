using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Assay.Screening.Images.Pdq;
using Assay.Screening.Images.Search;

namespace Assay.Bench.Images;

/// <summary>faiss with all hashes in its memory, in a process of Debian's Python that waits to be asked.</summary>
internal sealed class FaissSide : IDisposable
{
    // Debian's package belongs to Debian's Python, which need not be the first on the path.
    private const string Python = "/usr/bin/python3";

    private readonly Process process;
    private readonly string folder;
    private readonly int queries;

    private FaissSide(Process process, string folder, int queries) => (this.process, this.folder, this.queries) = (process, folder, queries);

    /// <summary>Starts it; null where faiss is not there and cannot be installed.</summary>
    public static FaissSide? Start(string folder, PdqHash[] hashes, PdqHash[] queries, int within, int batch)
    {
        if (!Runs(Python, "-c", "import faiss"))
        {
            BenchRun.Say("installing the Debian package python3-faiss ...");
            _ = Runs("apt-get", "-qq", "update");
            _ = Runs("apt-get", "-qq", "install", "-y", "--no-install-recommends", "python3-faiss");
            if (!Runs(Python, "-c", "import faiss"))
            {
                return null;
            }
        }

        Directory.CreateDirectory(folder);
        Save(Path.Combine(folder, "hashes.bin"), hashes);
        Save(Path.Combine(folder, "queries.bin"), queries);
        var script = Path.Combine(AppContext.BaseDirectory, "Images", "faiss_flat.py");
        var python = Process.Start(new ProcessStartInfo(Python, [script, folder, $"{within}", $"{batch}"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        BenchRun.Say(python.StandardOutput.ReadLine() ?? throw new InvalidOperationException("faiss did not start; its words stand above."));
        return new FaissSide(python, folder, queries.Length);
    }

    /// <summary>Searches for all queries.</summary>
    public Timing Run()
    {
        process.StandardInput.WriteLine("search");
        process.StandardInput.Flush();
        var said = process.StandardOutput.ReadLine()?.Split(' ') ?? throw new InvalidOperationException("faiss failed; its words stand above.");
        return new Timing(double.Parse(said[0], CultureInfo.InvariantCulture), double.Parse(said[1], CultureInfo.InvariantCulture));
    }

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
