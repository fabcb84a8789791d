namespace Assay.Tests;

/// <summary>Real data that nobody in this project made: it lies beside the repository, or is absent.</summary>
public static class SharedData
{
    /// <summary>The folder of that name in <c>../shared/data</c> beside the repository or a folder above it; null where it is absent.</summary>
    public static string? Find(string name)
    {
        for (var folder = Path.GetDirectoryName(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var found = Path.Combine(folder, "shared", "data", name);
            if (Directory.Exists(found))
            {
                return found;
            }
        }

        return null;
    }
}
