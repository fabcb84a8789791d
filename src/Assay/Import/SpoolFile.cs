namespace Assay.Import;

/// <summary>
/// A new file that an import writes to its end. Where a limit on the size of files (EFBIG) ends the writing, .NET says that an argument is out
/// of range; here it is a full disk like any other.
/// </summary>
internal sealed class SpoolFile(string path, int buffer) : FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, buffer)
{
    // ENOSPC and EDQUOT, as .NET hands them through on Linux.
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <summary>True where a disk, a quota or a limit had no room left.</summary>
    public static bool IsDiskFull(IOException refused) => refused.HResult is NoSpaceLeft or QuotaExceeded;

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            base.Write(buffer, offset, count);
        }
        catch (ArgumentOutOfRangeException tooLarge)
        {
            throw DiskFull(tooLarge);
        }
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            base.Write(buffer);
        }
        catch (ArgumentOutOfRangeException tooLarge)
        {
            throw DiskFull(tooLarge);
        }
    }

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    /// <inheritdoc/>
    public override void Flush(bool flushToDisk)
    {
        try
        {
            base.Flush(flushToDisk);
        }
        catch (ArgumentOutOfRangeException tooLarge)
        {
            throw DiskFull(tooLarge);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        catch (ArgumentOutOfRangeException tooLarge)
        {
            throw DiskFull(tooLarge);
        }
    }

    private static IOException DiskFull(ArgumentOutOfRangeException tooLarge) => new($"No space left: {tooLarge.Message}", NoSpaceLeft);
}
