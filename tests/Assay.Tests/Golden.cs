using System.Runtime.CompilerServices;
using Xunit;

namespace Assay.Tests;

/// <summary>Text that people read, pinned by a file beside its test. Only <c>ASSAY_UPDATE_GOLDEN=1</c> rewrites one.</summary>
public static class Golden
{
    /// <summary>True where golden files are to be rewritten rather than compared.</summary>
    public static bool Update => Environment.GetEnvironmentVariable("ASSAY_UPDATE_GOLDEN") == "1";

    /// <summary>Compares with <c>golden/NAME</c> in the folder of the calling test.</summary>
    public static void Matches(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "golden", name);
        if (Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"There is no golden file {name}: look at what came and write it with ASSAY_UPDATE_GOLDEN=1.\n{actual}");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
