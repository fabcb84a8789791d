using System.Diagnostics;

namespace Assay.Bench;

/// <summary>Debian's Python with Debian's packages, which belong to it: it need not be the first on the path.</summary>
internal static class DebianPython
{
    private const string Program = "/usr/bin/python3";

    /// <summary>True where the modules are there, or could be installed.</summary>
    public static bool Has(string modules, params string[] packages)
    {
        if (Says("-c", $"import {modules}") is not null)
        {
            return true;
        }

        BenchRun.Say($"installing Debian's {string.Join(", ", packages)} ...");
        _ = Output("apt-get", "-qq", "update");
        _ = Output("apt-get", ["-qq", "install", "-y", "--no-install-recommends", .. packages]);
        return Says("-c", $"import {modules}") is not null;
    }

    /// <summary>What a run prints; null where it fails.</summary>
    public static string? Says(params string[] arguments) => Output(Program, arguments);

    /// <summary>Starts a script that waits to be asked, and hears its first line.</summary>
    public static Process Start(params string[] arguments)
    {
        var python = Process.Start(new ProcessStartInfo(Program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        BenchRun.Say(python.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{arguments[0]} did not start; its words stand above."));
        return python;
    }

    /// <summary>Asks a script that waits for one more round; the time that it says it took.</summary>
    public static Timing Ask(Process python)
    {
        python.StandardInput.WriteLine("go");
        python.StandardInput.Flush();
        var said = python.StandardOutput.ReadLine()?.Split(' ') ?? throw new InvalidOperationException("The script failed; its words stand above.");
        return new Timing(double.Parse(said[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(said[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string? Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : null;
    }
}
