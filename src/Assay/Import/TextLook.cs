using System.Text;

namespace Assay.Import;

/// <summary>What one pass over a text file's bytes shows.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Head">Its first bytes, up to <see cref="HeadBytes"/>, without a byte order mark.</param>
/// <param name="HasNul">True where a byte 0 stands anywhere.</param>
/// <param name="EndsInNewline">True where the last byte is a line feed.</param>
internal sealed record TextLook(long Bytes, byte[] Head, bool HasNul, bool EndsInNewline)
{
    /// <summary>A header must end within so many bytes.</summary>
    public const int HeadBytes = 1 << 20;

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Looks at a file; refuses an empty one and one that is not UTF-8 at its beginning.</summary>
    public static Result<TextLook> At(FeedFile file, string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        if (stream.Length == 0)
        {
            return new Failure($"{file.Shown} is empty", "rows", "Write it again, or leave it out");
        }

        var buffer = new byte[HeadBytes];
        var head = Array.Empty<byte>();
        var hasNul = false;
        byte last = 0;
        for (int read; (read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) > 0;)
        {
            head = head.Length == 0 ? buffer[..read] : head;
            hasNul = hasNul || buffer.AsSpan(0, read).Contains((byte)0);
            last = buffer[read - 1];
        }

        if (file.Format == FeedFormat.JsonLines && WithoutMark(head).AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
        {
            return new Failure($"{file.Shown} is one JSON array", "one JSON object a line", $"Convert it with: jq -c '.[]' {file.Shown}");
        }

        return IsUtf16(head)
            ? new Failure($"{file.Shown} is UTF-16", "UTF-8", $"Convert it with: iconv -f UTF-16 -t UTF-8 {file.Shown}")
            : new TextLook(stream.Length, WithoutMark(head), hasNul, last == (byte)'\n');
    }

    private static byte[] WithoutMark(byte[] head) => head.AsSpan().StartsWith(Utf8Mark) ? head[Utf8Mark.Length..] : head;

    // With a mark, or with a zero in every second of the first bytes.
    private static bool IsUtf16(byte[] head)
    {
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return true;
        }

        var seen = head.AsSpan(0, Math.Min(head.Length, 64) & ~1);
        var even = 0;
        var odd = 0;
        for (var i = 0; i < seen.Length; i += 2)
        {
            even += seen[i] == 0 ? 1 : 0;
            odd += seen[i + 1] == 0 ? 1 : 0;
        }

        return seen.Length >= 4 && (even > seen.Length / 4 || odd > seen.Length / 4);
    }
}

/// <summary>Reads the names in the first line of a delimited file.</summary>
internal static class Header
{
    /// <summary>The names, without quotes and outer spaces; refuses a header that cannot be one.</summary>
    public static Result<IReadOnlyList<string>> Read(FeedFile file, TextLook look, char delimiter)
    {
        var end = look.Head.AsSpan().IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0 && look.Head.Length >= TextLook.HeadBytes - 3)
        {
            return new Failure($"{file.Shown}, line 1 has no end in its first {TextLook.HeadBytes / 1024} kB", "a header line", "Check the file");
        }

        var line = Encoding.UTF8.GetString(look.Head, 0, end < 0 ? look.Head.Length : end);
        var names = Split(line, delimiter);
        if (line.Count('"') % 2 == 1)
        {
            return new Failure($"{file.Shown}, line 1 has a quote that does not close", "a header on one line", "Write the header again");
        }

        if (names.Count == 1 && Delimiters.All.Select(d => d.Character).FirstOrDefault(d => d != delimiter && line.Contains(d)) is var other && other != default)
        {
            return new Failure(
                $"{file.Shown}, line 1 is separated by {Delimiters.Spell(other)}",
                Delimiters.Spell(delimiter),
                file.Format == FeedFormat.Tsv || other == '\t' ? $"Rename it to {(other == '\t' ? ".tsv" : ".csv")}" : $"Say it in a map, delimiter: '{other}', as assay feeds init {file.Shown} drafts it");
        }

        var twice = names.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Key.Length > 0 && g.Count() > 1);
        return twice is null
            ? Result.Of<IReadOnlyList<string>>(names)
            : new Failure($"{file.Shown}, line 1 names the column '{twice.Key}' twice", "each column once", "Remove one of them");
    }

    internal static List<string> Split(string line, char delimiter)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == delimiter && !quoted)
            {
                names.Add(name.ToString().Trim());
                name.Clear();
            }
            else
            {
                name.Append(letter);
            }
        }

        names.Add(name.ToString().Trim());
        return names;
    }
}
