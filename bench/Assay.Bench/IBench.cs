namespace Assay.Bench;

/// <summary>
/// A measurement of ours beside its peers. A new one is a file with a class that implements this; <c>bench/run</c> finds it by itself.
/// </summary>
internal interface IBench
{
    /// <summary>What people type after <c>bench/run</c>.</summary>
    string Name { get; }

    /// <summary>What is compared, in a line.</summary>
    string About { get; }

    /// <summary>Compares results first, then takes times.</summary>
    void Run(BenchRun run, BenchResult result);
}

/// <summary>The benches of this build.</summary>
internal static class Benches
{
    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<IBench> All { get; } =
    [
        .. typeof(Benches).Assembly.GetTypes()
            .Where(t => typeof(IBench).IsAssignableFrom(t) && t.IsClass)
            .Select(t => (IBench)Activator.CreateInstance(t)!)
            .OrderBy(b => b.Name, StringComparer.Ordinal),
    ];

    /// <summary>The bench of that name; null where there is none.</summary>
    public static IBench? Find(string name) => All.FirstOrDefault(b => string.Equals(b.Name, name, StringComparison.Ordinal));
}
