using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Assay.Operators.Records;

/// <summary>Reads a file that says what columns hold, a line a column: <c>dob: date</c>.</summary>
internal static class ReadFields
{
    private const int MostBytes = 1 << 20;

    /// <summary>Reads the file at a path.</summary>
    public static Result<IReadOnlyDictionary<string, FieldKind>> Run(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > MostBytes)
        {
            return new Failure($"{path} is not there, or larger than 1 MB", "a file of lines such as dob: date", "Check the name");
        }

        try
        {
            var stream = new YamlStream();
            using var reader = new StreamReader(path);
            stream.Load(reader);
            return stream.Documents is [{ RootNode: YamlMappingNode root }] ? Read(path, root) : new Failure($"{path} has no lines of a column and what it holds", "lines such as dob: date", "Correct the file");
        }
        catch (YamlException wrong)
        {
            return new Failure($"{path}, line {wrong.Start.Line}, column {wrong.Start.Column} is no YAML: {wrong.Message.TrimEnd('.')}", "lines such as dob: date", "Correct the line");
        }
    }

    private static Result<IReadOnlyDictionary<string, FieldKind>> Read(string path, YamlMappingNode root)
    {
        var told = new Dictionary<string, FieldKind>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, kind) in root.Children)
        {
            if (column is not YamlScalarNode { Value: { Length: > 0 } name } || kind is not YamlScalarNode { Value: { } word } || !FieldKinds.ByName.TryGetValue(word, out var known))
            {
                return new Failure($"{path}, line {kind.Start.Line}: {column}: {kind} says nothing that a column holds", $"one of {string.Join(", ", FieldKinds.Names)}", "Correct the line");
            }

            told[name] = known;
        }

        return Result.Of<IReadOnlyDictionary<string, FieldKind>>(told);
    }
}
