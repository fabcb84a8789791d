using System.Reflection;

namespace Assay.Brands.Rights;

/// <summary>In which Nice classes marks for a category's goods are registered.</summary>
public static class CategoryClasses
{
    private const string Separator = " > ";

    private static readonly Dictionary<string, NiceClasses> Classes = Read();

    /// <summary>The classes of a category; none where it is unknown or a number of Google's.</summary>
    /// <param name="category">A path of Google's product taxonomy in English, such as <c>Apparel &amp; Accessories > Shoes</c>. Null for none.</param>
    public static NiceClasses Of(string? category)
    {
        for (var path = category?.Trim() ?? ""; path.Length > 0; path = path[..Math.Max(0, path.LastIndexOf(Separator, StringComparison.Ordinal))])
        {
            if (Classes.TryGetValue(path, out var classes))
            {
                return classes;
            }
        }

        return default;
    }

    private static Dictionary<string, NiceClasses> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Brands/Rights/nice_classes_of_categories.tsv")
            ?? throw new InvalidOperationException("The classes of categories are not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))
            .ToDictionary(parts => parts[0], parts => NiceClasses.Parse(parts[1]), StringComparer.OrdinalIgnoreCase);
    }
}
