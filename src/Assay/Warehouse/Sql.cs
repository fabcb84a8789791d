using System.Collections.Concurrent;

namespace Assay.Warehouse;

/// <summary>A SQL text with the name under which errors speak of it.</summary>
/// <param name="Name">The artefact's path below its project, or what composed it.</param>
/// <param name="Text">One statement, or several separated by semicolons. Values come as parameters, never as text.</param>
public sealed record Sql(string Name, string Text)
{
    private static readonly ConcurrentDictionary<string, Sql> Loaded = new(StringComparer.Ordinal);

    /// <summary>The SQL file that stands beside its stage, for instance <c>Scoring/listing_facts.sql</c>.</summary>
    /// <exception cref="InvalidOperationException">No such file is embedded in this assembly or in another of Assay's.</exception>
    public static Sql Load(string name) => Loaded.GetOrAdd(name, Read);

    // Never asks for the calling assembly: a method that was inlined has another caller than the one that was written.
    private static Sql Read(string name)
    {
        var ours = AppDomain.CurrentDomain.GetAssemblies()
            .Where(a => a.GetName().Name!.StartsWith("Assay", StringComparison.Ordinal))
            .Prepend(typeof(Sql).Assembly);
        using var stream = ours.Select(a => a.GetManifestResourceStream(name)).FirstOrDefault(s => s is not null)
            ?? throw new InvalidOperationException($"No SQL named '{name}' is embedded in Assay.");
        using var reader = new StreamReader(stream);
        return new Sql(name, reader.ReadToEnd());
    }

    /// <summary>
    /// An identifier, quoted. For names from the feed contract and from file headers; a value never goes through here.
    /// </summary>
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";
}
