namespace Assay.Screening.Text;

/// <summary>The tables in the folder <c>Unicode</c>, embedded in the assembly.</summary>
internal static class UnicodeTables
{
    /// <summary>The lines of a table without its comments.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream($"Screening/Text/Unicode/{name}")
            ?? throw new InvalidOperationException($"The table {name} is not in this build.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
