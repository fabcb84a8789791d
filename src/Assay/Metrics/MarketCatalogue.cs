using Assay.Import;
using Assay.Metrics.Definitions;

namespace Assay.Metrics;

/// <summary>The catalogue that comes with Assay (<c>metrics/**.yaml</c>), and files of one's own that are added to it.</summary>
public static class MarketCatalogue
{
    private const string Folder = "metrics/";
    private const long MostBytes = 4 << 20;

    private static readonly Lazy<Catalogue> Read = new(() =>
    {
        var reading = Load([]).Require();
        return reading.Problems.Count == 0 ? reading.Catalogue : throw new InvalidOperationException($"The catalogue is wrong: {reading.Problems[0]}");
    });

    /// <summary>The catalogue that comes with Assay.</summary>
    public static Catalogue BuiltIn => Read.Value;

    /// <summary>Reads the catalogue with further files or folders of files.</summary>
    /// <param name="more">Paths of YAML files, or of folders that hold them at any depth.</param>
    public static Result<CatalogueReading> Load(IEnumerable<string> more)
    {
        var files = new List<(string Name, string Yaml)>(BuiltInFiles());
        foreach (var path in more)
        {
            var found = Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : new[] { path };
            if (found.Length == 0 || found.FirstOrDefault(f => !File.Exists(f) || new FileInfo(f).Length > MostBytes) is not null)
            {
                return new Failure($"{path} holds no metrics", "a YAML file of at most 4 MB, or a folder of such", "docs/metric-language.md shows one");
            }

            files.AddRange(found.Select(f => (f, File.ReadAllText(f))));
        }

        return new ReadCatalogue(MarketStreams.All, NearestName.Of).Run(files);
    }

    private static IEnumerable<(string Name, string Yaml)> BuiltInFiles()
    {
        var ours = typeof(MarketCatalogue).Assembly;
        foreach (var name in ours.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(ours.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
