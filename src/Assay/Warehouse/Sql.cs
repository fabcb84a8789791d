using System.Collections.Concurrent;
using System.Reflection;

namespace Assay.Warehouse;

/// <summary>A SQL text with the name under which errors speak of it.</summary>
/// <param name="Name">The artefact's path below its project, or what composed it.</param>
/// <param name="Text">One statement, or several separated by semicolons. Values come as parameters, never as text.</param>
public sealed record Sql(string Name, string Text)
{
    private static readonly ConcurrentDictionary<(Assembly From, string Name), Sql> Loaded = new();

    /// <summary>The SQL file that stands beside its stage, for instance <c>Scoring/listing_facts.sql</c>.</summary>
    /// <exception cref="InvalidOperationException">No such file was embedded in the assembly.</exception>
    public static Sql Load(string name) => Loaded.GetOrAdd((Assembly.GetCallingAssembly(), name), Read);

    private static Sql Read((Assembly From, string Name) key)
    {
        using var stream = key.From.GetManifestResourceStream(key.Name)
            ?? throw new InvalidOperationException($"No SQL named '{key.Name}' is embedded in {key.From.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return new Sql(key.Name, reader.ReadToEnd());
    }

    /// <summary>
    /// An identifier, quoted. For names from the feed contract and from file headers; a value never goes through here.
    /// </summary>
    public static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"")}\"";
}
