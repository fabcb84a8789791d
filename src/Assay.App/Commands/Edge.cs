using System.CommandLine;
using Assay.Warehouse;

namespace Assay.App.Commands;

/// <summary>The edge between a command and the terminal: exit codes, failures in one sentence, Ctrl-C.</summary>
internal static class Edge
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Failed; the reason stands on stderr.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int WrongUsage = 2;

    /// <summary>Done, with rows rejected.</summary>
    public const int DoneWithRejections = 3;

    private const int Interrupted = 130;

    /// <summary>Parses, runs and turns what happened into an exit code.</summary>
    public static async Task<int> Run(Command root, string[] args)
    {
        var parsed = CommandLine.Parse(root, args);
        var mistakes = CommandLine.Mistakes(parsed);
        if (mistakes.Count > 0)
        {
            return Misunderstood(parsed, mistakes);
        }

        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler stopCleanly = (_, pressed) =>
        {
            // The second Ctrl-C ends the process at once.
            pressed.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        Console.CancelKeyPress += stopCleanly;
        using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(
            System.Runtime.InteropServices.PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (Exception failed) when (Explain(failed) is { } sentence)
        {
            Console.Error.WriteLine($"assay: {sentence}");
            return failed is OperationCanceledException ? Interrupted : Failed;
        }
        finally
        {
            Console.CancelKeyPress -= stopCleanly;
        }
    }

    /// <summary>Prints a failure and returns its exit code.</summary>
    public static int Fail(Failure failure)
    {
        Console.Error.WriteLine($"assay: {failure}");
        return Failed;
    }

    /// <summary>Says a result, or fails with its reason.</summary>
    public static int Said<T>(Result<T> result, Action<T> say)
        where T : class
    {
        if (!result.Ok)
        {
            return Fail(result.Failure);
        }

        say(result.Value);
        return Done;
    }

    /// <summary>Opens a data folder that there is and works in its warehouse; the exit code.</summary>
    public static int In(DataPlace place, string command, Func<IWarehouse, int> work)
    {
        var opened = place.OpenExisting(command);
        if (!opened.Ok)
        {
            return Fail(opened.Failure);
        }

        using var folder = opened.Value;
        return work(folder.Warehouse);
    }

    private static int Misunderstood(ParseResult parsed, IReadOnlyList<string> mistakes)
    {
        foreach (var mistake in mistakes)
        {
            Console.Error.WriteLine($"assay: {mistake}");
        }

        Console.Error.WriteLine($"assay: see: {CommandLine.Path(parsed.CommandResult)} --help");
        return WrongUsage;
    }

    private static string? Explain(Exception failed) => failed switch
    {
        OperationCanceledException => "stopped; nothing half-done is left behind",
        FailedException expected => expected.Message,
        WarehouseException { DiskIsFull: true } => "the disk is full; nothing half-done is left behind. Free some space and run it again.",
        WarehouseException { MemoryIsFull: true } full => $"the engine ran out of the memory it may use ({full.EngineMessage.Split('\n')[0]}). Give it more with --memory.",
        WarehouseException refused => $"the engine refused {refused.Message}",
        UnauthorizedAccessException refused => refused.Message,
        IOException refused => refused.Message,
        _ => null,
    };
}
