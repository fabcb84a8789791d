namespace Assay.EndToEnd;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Assay.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No Assay.slnx above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
