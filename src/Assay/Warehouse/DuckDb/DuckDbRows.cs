using System.Runtime.CompilerServices;
using System.Text;

namespace Assay.Warehouse.DuckDb;

/// <summary>A streamed result, its vectors read where the engine left them.</summary>
internal sealed unsafe class DuckDbRows : IRows
{
    private readonly DuckDbSession session;
    private readonly string name;
    private readonly DuckDbColumn[] columns;
    private readonly void*[] values;
    private readonly ulong*[] validity;
    private DuckDbResult result;
    private nint chunk;
    private bool atEnd;

    public DuckDbRows(DuckDbSession session, string name, DuckDbResult result)
    {
        this.session = session;
        this.name = name;
        this.result = result;
        columns = new DuckDbColumn[(int)Native.duckdb_column_count(ref result)];
        for (var i = 0; i < columns.Length; i++)
        {
            var type = Native.duckdb_column_logical_type(ref result, (ulong)i);
            columns[i] = DuckDbColumn.Read(Native.Text(Native.duckdb_column_name(ref result, (ulong)i)), type);
            Native.duckdb_destroy_logical_type(ref type);
        }

        values = new void*[columns.Length];
        validity = new ulong*[columns.Length];
        Columns = Array.ConvertAll(columns, c => c.Name);
    }

    public IReadOnlyList<string> Columns { get; }

    public int Count { get; private set; }

    public bool Next()
    {
        do
        {
            if (!Fetch())
            {
                return false;
            }
        }
        while (Count == 0);
        return true;
    }

    private bool Fetch()
    {
        Release();
        session.ThrowIfStopped();
        chunk = atEnd ? 0 : Native.duckdb_fetch_chunk(result);
        if (chunk == 0)
        {
            // Asked once more the engine calls it an error.
            if (atEnd)
            {
                return false;
            }

            atEnd = true;
            if (Native.duckdb_result_error(ref result) != 0)
            {
                throw session.Refused(name, ref result);
            }

            return false;
        }

        Count = (int)Native.duckdb_data_chunk_get_size(chunk);
        for (var i = 0; i < columns.Length; i++)
        {
            var vector = Native.duckdb_data_chunk_get_vector(chunk, (ulong)i);
            values[i] = Native.duckdb_vector_get_data(vector);
            validity[i] = Native.duckdb_vector_get_validity(vector);
        }

        return true;
    }

    public ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged
    {
        columns[column].RequireWidth(Unsafe.SizeOf<T>(), name);
        return new ReadOnlySpan<T>(values[column], Count);
    }

    public ReadOnlySpan<byte> Text(int column, int row)
    {
        if (IsNull(column, row))
        {
            return default;
        }

        var type = columns[column];
        return type.Labels is { } labels
            ? labels[(int)type.Whole(values[column], row)]
            : TextAt(type, values[column], row);
    }

    public bool IsNull(int column, int row)
    {
        var mask = validity[column];
        return mask != null && (mask[row >> 6] & (1UL << (row & 63))) == 0;
    }

    public string? Display(int column, int row)
    {
        if (IsNull(column, row))
        {
            return null;
        }

        var type = columns[column];
        return type.IsText || type.Labels is not null
            ? Encoding.UTF8.GetString(Text(column, row))
            : type.Display(values[column], row);
    }

    public void Dispose()
    {
        Release();
        Native.duckdb_destroy_result(ref result);
    }

    // A string_t is 16 bytes: the length, then up to 12 bytes inline, or 4 bytes of prefix and a pointer.
    private static ReadOnlySpan<byte> TextAt(DuckDbColumn type, void* data, int row)
    {
        if (!type.IsText)
        {
            throw new InvalidOperationException($"Column '{type.Name}' holds {type.Type}, not text.");
        }

        var at = (byte*)data + (16L * row);
        var length = *(int*)at;
        return new ReadOnlySpan<byte>(length <= 12 ? at + 4 : *(byte**)(at + 8), length);
    }

    private void Release()
    {
        if (chunk != 0)
        {
            Native.duckdb_destroy_data_chunk(ref chunk);
            chunk = 0;
        }

        Count = 0;
    }
}
