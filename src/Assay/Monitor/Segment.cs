namespace Assay.Monitor;

/// <summary>
/// A file of the log that nothing is appended to any more. It is named after the moment at which it was begun, and its rows are judged as
/// of that moment however often they are folded: a time that was too far ahead once stays so.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Moment">When it was begun, to the microsecond; no two segments share one.</param>
public sealed record Segment(string Path, DateTime Moment)
{
    /// <summary>Ending of a segment that is being appended to. A cut tail in it was never acknowledged.</summary>
    internal const string Open = ".open";

    /// <summary>Ending of a segment that is whole.</summary>
    internal const string Whole = ".log";

    /// <summary>Its moment as names of files spell it.</summary>
    public string Name => $"{Moment:yyyyMMddTHHmmssffffff}Z";

    /// <summary>The path of a segment.</summary>
    internal static string PathOf(string folder, long micros, string ending) => System.IO.Path.Combine(folder, $"{micros:D16}{ending}");

    /// <summary>The segments of a folder with one of the endings, oldest first.</summary>
    internal static IEnumerable<Segment> In(string folder, string ending) =>
        from path in Directory.EnumerateFiles(folder, $"*{ending}").Order(StringComparer.Ordinal)
        let name = System.IO.Path.GetFileNameWithoutExtension(path)
        where name.Length == 16 && name.All(char.IsAsciiDigit)
        select new Segment(path, Moments.FromMicros(long.Parse(name)));
}

/// <summary>What a segment's bytes hold: the lines of whole frames, and what is no frame.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Lines">Where lines stand: one stretch a frame.</param>
/// <param name="Damaged">Stretches that are no frame and have a whole frame behind them: something changed what was durable.</param>
/// <param name="Tail">Where the bytes behind the last whole frame begin; the file's length where there are none.</param>
internal sealed record SegmentContent(byte[] Bytes, IReadOnlyList<(int At, int Length)> Lines, IReadOnlyList<(int At, int Length)> Damaged, int Tail)
{
    /// <summary>Reads a segment; its size is bounded by the log.</summary>
    public static SegmentContent Read(string path) => Of(File.ReadAllBytes(path));

    /// <summary>Finds the frames in a segment's bytes.</summary>
    public static SegmentContent Of(byte[] bytes)
    {
        var lines = new List<(int, int)>();
        var damaged = new List<(int, int)>();
        var at = 0;
        while (at < bytes.Length)
        {
            var length = Frame.LengthAt(bytes, at);
            if (length >= 0)
            {
                lines.Add((at + Frame.Head, length));
                at += Frame.Head + length;
                continue;
            }

            var next = Frame.NextAfter(bytes, at);
            if (next < 0)
            {
                break;
            }

            damaged.Add((at, next - at));
            at = next;
        }

        return new SegmentContent(bytes, lines, damaged, at);
    }
}
