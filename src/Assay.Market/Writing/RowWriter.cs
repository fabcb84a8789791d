using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Assay.Market;

/// <summary>Writes rows of one feed as CSV, TSV or JSONL into a byte buffer; one call a column, in the header's order.</summary>
internal sealed partial class RowWriter : IDisposable
{
    private static readonly SearchValues<char> s_csvSpecial = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> s_tsvSpecial = SearchValues.Create("\t\"\r\n");
    private readonly Stream stream;
    private readonly RowFormat format;
    private readonly byte[][] names;
    private byte[] buffer = new byte[1 << 16];
    private int used;
    private int column;
    private bool started;
    private bool closed;

    public RowWriter(Stream stream, RowFormat format, string header)
    {
        this.stream = stream;
        this.format = format;
        var columns = header.Split(',');
        names = [.. columns.Select((name, i) => Encoding.UTF8.GetBytes($"\"{name}\":"))];
        if (format != RowFormat.Jsonl)
        {
            var line = Encoding.UTF8.GetBytes(string.Join(format == RowFormat.Csv ? ',' : '\t', columns) + "\n");
            Raw(line);
        }
    }

    public long Rows { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>An absent value: nothing in CSV, no member in JSON.</summary>
    public void Empty()
    {
        if (format != RowFormat.Jsonl)
        {
            Begin();
        }
        else
        {
            column++;
        }
    }

    /// <summary>Any text; quoted by RFC 4180, or escaped as JSON.</summary>
    public void Text(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            Empty();
            return;
        }

        Begin();
        if (format == RowFormat.Jsonl)
        {
            JsonText(value);
        }
        else if (value.AsSpan().ContainsAny(format == RowFormat.Csv ? s_csvSpecial : s_tsvSpecial))
        {
            JsonOrQuoted(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        }
        else
        {
            Utf8(value);
        }
    }

    /// <summary>A word of ours that needs no quoting: an enum value, a code, a hexadecimal string.</summary>
    public void Word(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            Empty();
            return;
        }

        Begin();
        Quote();
        Raw(value);
        Quote();
    }

    public void Number(long value)
    {
        Begin();
        Digits(value);
    }

    public void Flag(bool value) => Number(value ? 1 : 0);

    /// <summary>A fixed-point number: <paramref name="units"/> × 10^−<paramref name="decimals"/>.</summary>
    public void Fixed(long units, int decimals)
    {
        Begin();
        FixedDigits(units, decimals);
    }

    public void Decimal(double value, int decimals)
    {
        var scale = 1L;
        for (var i = 0; i < decimals; i++)
        {
            scale *= 10;
        }

        Fixed((long)Math.Round(value * scale), decimals);
    }

    public void EndRow()
    {
        if (column != names.Length)
        {
            throw new InvalidOperationException($"a row of {names.Length} columns got {column} values");
        }

        Raw(format == RowFormat.Jsonl ? "}\n"u8 : "\n"u8);
        column = 0;
        started = false;
        Rows++;
    }

    public void Dispose()
    {
        if (!closed)
        {
            closed = true;
            Flush();
            stream.Dispose();
        }
    }

    private void Begin()
    {
        if (format == RowFormat.Jsonl)
        {
            Raw(started ? ","u8 : "{"u8);
            Raw(names[column]);
            started = true;
        }
        else if (column > 0)
        {
            Raw(format == RowFormat.Csv ? ","u8 : "\t"u8);
        }

        column++;
    }

    private void Quote()
    {
        if (format == RowFormat.Jsonl)
        {
            Raw("\""u8);
        }
    }

    private void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        used += bytes.Length;
    }

    private Span<byte> Reserve(int bytes)
    {
        if (buffer.Length - used < bytes)
        {
            Flush();
            if (buffer.Length < bytes)
            {
                buffer = new byte[bytes * 2];
            }
        }

        return buffer.AsSpan(used);
    }

    private void Flush()
    {
        stream.Write(buffer, 0, used);
        Bytes += used;
        used = 0;
    }

    private void Digits(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(24), out var written);
        used += written;
    }

    private void Utf8(string value)
    {
        var to = Reserve(value.Length * 3);
        used += Encoding.UTF8.GetBytes(value, to);
    }

    private void JsonOrQuoted(string escaped)
    {
        Raw("\""u8);
        Utf8(escaped);
        Raw("\""u8);
    }
}
