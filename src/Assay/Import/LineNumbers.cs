namespace Assay.Import;

/// <summary>Tells on which line of a file a byte stands.</summary>
internal static class LineNumbers
{
    /// <summary>The lines, counted from 1, of byte positions in ascending order.</summary>
    public static IReadOnlyList<long> At(string path, IReadOnlyList<long> positions)
    {
        var lines = new List<long>(positions.Count);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var buffer = new byte[1 << 20];
        long passed = 0;
        long line = 1;
        foreach (var position in positions)
        {
            while (passed < position)
            {
                var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, position - passed));
                if (read == 0)
                {
                    break;
                }

                line += buffer.AsSpan(0, read).Count((byte)'\n');
                passed += read;
            }

            lines.Add(line);
        }

        return lines;
    }
}
