using System.Diagnostics;
using System.Text;

namespace Assay.EndToEnd;

/// <summary>What a run of a command came to.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n{Out}\n{Error}";
}

/// <summary>Runs the published executable, which ASSAY_APP names, or a shell line in which it is <c>./assay</c>.</summary>
internal static class Assayed
{
    public static string App { get; } = Environment.GetEnvironmentVariable("ASSAY_APP")
        ?? throw new InvalidOperationException("ASSAY_APP names no executable: run these tests with ./assay test.");

    public static Task<Outcome> Run(string folder, params string[] args) => Run(folder, App, args);

    /// <summary>Runs a line of a document in a folder that <see cref="Prepare"/> made ready.</summary>
    public static Task<Outcome> Line(string folder, string line) => Run(folder, "/bin/bash", ["-c", line]);

    /// <summary>Puts <c>./assay</c> into a folder.</summary>
    public static void Prepare(string folder) => File.CreateSymbolicLink(Path.Combine(folder, "assay"), App);

    public static Process Start(string folder, string program, IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["TERM"] = "xterm-256color";
        return Process.Start(start)!;
    }

    public static async Task<Outcome> End(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    private static async Task<Outcome> Run(string folder, string program, IReadOnlyList<string> args)
    {
        using var process = Start(folder, program, args);
        return await End(process);
    }
}
