using System.Text;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>Appends rows one at a time: fill <see cref="Row"/>, then <see cref="Next"/>.</summary>
internal sealed class BatchWriter(ITableWriter writer) : IDisposable
{
    /// <summary>The row of the batch that is being filled.</summary>
    public int Row { get; private set; }

    /// <summary>Sets a value of the row.</summary>
    public void Set<T>(int column, T value)
        where T : unmanaged => writer.Values<T>(column)[Row] = value;

    /// <summary>Sets a value of the row; null marks it as missing.</summary>
    public void SetOrNull<T>(int column, T? value)
        where T : unmanaged
    {
        if (value is { } there)
        {
            Set(column, there);
        }
        else
        {
            writer.SetNull(column, Row);
        }
    }

    /// <summary>Sets a text of the row; null marks it as missing.</summary>
    public void SetText(int column, byte[]? utf8)
    {
        if (utf8 is null)
        {
            writer.SetNull(column, Row);
        }
        else
        {
            writer.SetText(column, Row, utf8);
        }
    }

    /// <summary>Sets a text of the row; null marks it as missing.</summary>
    public void SetText(int column, string? text) => SetText(column, text is null ? null : Encoding.UTF8.GetBytes(text));

    /// <summary>Ends the row.</summary>
    public void Next()
    {
        if (++Row == writer.Capacity)
        {
            writer.Write(Row);
            Row = 0;
        }
    }

    /// <summary>Hands everything over to the table.</summary>
    public void Finish()
    {
        writer.Write(Row);
        Row = 0;
        writer.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
