namespace Assay;

/// <summary>Files that hold what only their owner may read or use.</summary>
public static class Private
{
    /// <summary>Lets nobody but this user read or write a file.</summary>
    public static void Keep(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
