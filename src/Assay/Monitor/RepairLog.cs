namespace Assay.Monitor;

/// <summary>
/// Ends the segment that a stopped process left open. What stands behind its last whole frame is a write that was cut short: nobody was
/// told of it, so it is cut off. Everything else is left to whoever folds it.
/// </summary>
internal static class RepairLog
{
    /// <summary>Bytes cut off, and the newest segment's moment in microseconds; 0 for none.</summary>
    public static (long Cut, long Last) Run(string folder)
    {
        var cut = Segment.In(folder, Segment.Open).ToList().Sum(End);
        var last = Segment.In(folder, Segment.Whole).LastOrDefault();
        return (cut, last is null ? 0 : Moments.ToMicros(last.Moment));
    }

    private static long End(Segment open)
    {
        var content = SegmentContent.Read(open.Path);
        if (content.Tail < content.Bytes.Length)
        {
            using var file = File.OpenHandle(open.Path, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.SetLength(file, content.Tail);
            RandomAccess.FlushToDisk(file);
        }

        if (content.Tail == 0)
        {
            File.Delete(open.Path);
        }
        else
        {
            File.Move(open.Path, Path.ChangeExtension(open.Path, Segment.Whole));
        }

        return content.Bytes.Length - content.Tail;
    }
}
