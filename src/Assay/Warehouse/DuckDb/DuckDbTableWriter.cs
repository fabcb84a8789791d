using System.Runtime.CompilerServices;

namespace Assay.Warehouse.DuckDb;

/// <summary>DuckDB's appender, fed with whole data chunks.</summary>
internal sealed unsafe class DuckDbTableWriter : ITableWriter
{
    private readonly string table;
    private readonly ITransaction? transaction;
    private readonly DuckDbColumn[] columns;
    private readonly nint[] vectors;
    private nint appender;
    private nint chunk;

    /// <summary>Opens an appender.</summary>
    /// <param name="connection">The session's connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="transaction">The transaction that is this writer's own; null where it writes within another.</param>
    public DuckDbTableWriter(nint connection, string table, ITransaction? transaction)
    {
        this.table = table;
        this.transaction = transaction;
        if (Native.duckdb_appender_create(connection, null, table, out appender) != 0)
        {
            var message = Native.Text(Native.duckdb_appender_error(appender));
            Native.duckdb_appender_destroy(ref appender);
            throw new WarehouseException($"append to {table}", message);
        }

        columns = new DuckDbColumn[(int)Native.duckdb_appender_column_count(appender)];
        vectors = new nint[columns.Length];
        chunk = NewChunk();
        TakeVectors();
    }

    public int Capacity { get; } = (int)Native.duckdb_vector_size();

    public Span<T> Values<T>(int column)
        where T : unmanaged
    {
        columns[column].RequireWidth(Unsafe.SizeOf<T>(), table);
        return new Span<T>(Native.duckdb_vector_get_data(vectors[column]), Capacity);
    }

    public void SetText(int column, int row, ReadOnlySpan<byte> utf8)
    {
        fixed (byte* text = utf8)
        {
            // An empty span pins to null, which the engine does not take.
            byte none = 0;
            Native.duckdb_vector_assign_string_element_len(vectors[column], (ulong)row, text == null ? &none : text, (ulong)utf8.Length);
        }
    }

    public void SetNull(int column, int row)
    {
        Native.duckdb_vector_ensure_validity_writable(vectors[column]);
        Native.duckdb_vector_get_validity(vectors[column])[row >> 6] &= ~(1UL << (row & 63));
    }

    public void Write(int rows)
    {
        Native.duckdb_data_chunk_set_size(chunk, (ulong)rows);
        Check(Native.duckdb_append_data_chunk(appender, chunk));
        Native.duckdb_data_chunk_reset(chunk);
        TakeVectors();
    }

    public void Finish()
    {
        Check(Native.duckdb_appender_close(appender));
        transaction?.Commit();
    }

    public void Dispose()
    {
        if (appender != 0)
        {
            // Without the clear a destroy would hand over what an abandoned write left behind.
            _ = Native.duckdb_appender_clear(appender);
            _ = Native.duckdb_appender_destroy(ref appender);
            Native.duckdb_destroy_data_chunk(ref chunk);
            appender = 0;
            transaction?.Dispose();
        }
    }

    private nint NewChunk()
    {
        var types = new nint[columns.Length];
        for (var i = 0; i < types.Length; i++)
        {
            types[i] = Native.duckdb_appender_column_type(appender, (ulong)i);
            columns[i] = DuckDbColumn.Read($"{table}[{i}]", types[i]);
        }

        fixed (nint* first = types)
        {
            var made = Native.duckdb_create_data_chunk(first, (ulong)types.Length);
            for (var i = 0; i < types.Length; i++)
            {
                Native.duckdb_destroy_logical_type(ref types[i]);
            }

            return made;
        }
    }

    private void TakeVectors()
    {
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = Native.duckdb_data_chunk_get_vector(chunk, (ulong)i);

            // A text that nobody sets is empty: what lies in a fresh vector would be taken for pointers.
            if (columns[i].IsText)
            {
                new Span<byte>(Native.duckdb_vector_get_data(vectors[i]), Capacity * 16).Clear();
            }
        }
    }

    private void Check(int state)
    {
        if (state != 0)
        {
            throw new WarehouseException($"append to {table}", Native.Text(Native.duckdb_appender_error(appender)));
        }
    }
}
