using Microsoft.Win32.SafeHandles;

namespace Assay.Monitor;

/// <summary>Appends frames to the newest segment and syncs each. After a failure the file ends where it was whole, and the next write tries again.</summary>
internal sealed class SegmentWriter(string folder, TimeProvider clock, EventLogLimits limits, long newest) : IDisposable
{
    private readonly DriveInfo disk = new(folder);

    private SafeFileHandle? file;
    private string path = "";
    private long last = newest;
    private long length;
    private bool isWhole = true;

    /// <summary>True while the segment holds something.</summary>
    public bool HasLines => Interlocked.Read(ref length) > 0;

    /// <summary>Writes a frame of these pieces; null once it is on the disk.</summary>
    public Failure? Write(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        try
        {
            if (LacksRoom(pieces.Sum(p => p.Length)))
            {
                return DiskFull();
            }

            Begin();
            var frame = pieces.Prepend(Frame.HeadOf(pieces)).ToList();
            isWhole = false;
            RandomAccess.Write(file!, frame, length);
            RandomAccess.FlushToDisk(file!);
            isWhole = true;
            Interlocked.Add(ref length, frame.Sum(p => (long)p.Length));
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            CutBack();
            // .NET says that an argument is out of range where a limit on the size of files ends the writing.
            return refused is ArgumentOutOfRangeException || Import.SpoolFile.IsDiskFull((refused as IOException) ?? new IOException())
                ? DiskFull()
                : new Failure($"The log {folder} cannot be written: {refused.Message.TrimEnd('.')}", "a folder that this user may write", "Mend it; senders may then repeat what was not acknowledged");
        }
    }

    /// <summary>Ends the segment, where it holds something.</summary>
    public void Seal()
    {
        if (length == 0 || !CutBack())
        {
            return;
        }

        // The name needs no sync of the folder: under its old name, too, the segment is found and read to its last frame.
        Close();
        File.Move(path, Path.ChangeExtension(path, Segment.Whole));
    }

    public void Dispose()
    {
        CutBack();
        Close();
    }

    private void Begin()
    {
        if (length >= limits.SegmentBytes || (length > 0 && clock.GetUtcNow().UtcDateTime - Moments.FromMicros(last) > limits.SegmentAge))
        {
            Seal();
        }

        if (!CutBack())
        {
            throw new IOException("its end cannot be cut off");
        }

        if (file is not null)
        {
            return;
        }

        last = Math.Max(last + 1, Moments.ToMicros(clock.GetUtcNow().UtcDateTime));
        path = Segment.PathOf(folder, last, Segment.Open);
        file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        Private.Keep(path);
        DurableFolder.Sync(folder);
    }

    // A frame that failed must not stand before one that is acknowledged: what came after it could not be told from a torn end.
    private bool CutBack()
    {
        if (isWhole || file is null)
        {
            return true;
        }

        try
        {
            RandomAccess.SetLength(file, length);
            isWhole = true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // It stays marked, and the next write or seal tries again.
        }

        return isWhole;
    }

    private void Close()
    {
        file?.Dispose();
        file = null;
        Interlocked.Exchange(ref length, 0);
    }

    private bool LacksRoom(long bytes) => disk.AvailableFreeSpace - bytes < Math.Min(limits.FreeBytes, disk.TotalSize / 20);

    private Failure DiskFull() => new(
        $"The disk is full: events were not taken into {folder}",
        $"{Math.Min(limits.FreeBytes, disk.TotalSize / 20) >> 20} MB to spare",
        "Free some space; senders may then repeat what was not acknowledged");
}
