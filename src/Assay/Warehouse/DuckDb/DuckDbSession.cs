using System.Text;

namespace Assay.Warehouse.DuckDb;

/// <summary>A DuckDB connection.</summary>
internal sealed unsafe class DuckDbSession : IWarehouse
{
    private const int InterruptError = 29;

    private readonly DuckDbDatabase database;

    // Progress and interrupts come from other threads, also while this one closes.
    private readonly Lock gate = new();
    private nint connection;
    private volatile bool interrupted;
    private bool mayInterrupt = true;
    private CancellationToken stop;

    public DuckDbSession(DuckDbDatabase database, nint connection)
    {
        this.database = database;
        this.connection = connection;
    }

    public double? Progress
    {
        get
        {
            lock (gate)
            {
                var percent = connection == 0 ? -1 : Native.duckdb_query_progress(connection).Percent;
                return percent < 0 ? null : Math.Min(1, percent / 100);
            }
        }
    }

    /// <summary>True between the beginning and the end of a transaction.</summary>
    internal bool InTransaction { get; set; }

    public IWarehouse Connect() => database.Connect();

    public IDisposable StopOn(CancellationToken stop) => new DuckDbStop(this, stop);

    /// <summary>Takes another token to stop on; returns the one before.</summary>
    internal CancellationToken ExchangeStop(CancellationToken next)
    {
        var before = stop;
        stop = next;
        return before;
    }

    /// <summary>Throws where the session was told to stop: an interrupt that comes between two statements reaches neither.</summary>
    internal void ThrowIfStopped() => stop.ThrowIfCancellationRequested();

    /// <summary>Stops the running statement, unless it is one that must end.</summary>
    internal void Interrupt()
    {
        lock (gate)
        {
            if (connection != 0 && mayInterrupt)
            {
                interrupted = true;
                Native.duckdb_interrupt(connection);
            }
        }
    }

    public long Run(Sql sql, params ReadOnlySpan<SqlValue> values)
    {
        var count = Native.duckdb_extract_statements(connection, sql.Text, out var statements);
        try
        {
            if (count == 0)
            {
                throw new WarehouseException(sql.Name, Native.Text(Native.duckdb_extract_statements_error(statements)));
            }

            long changed = 0;
            for (ulong i = 0; i < count; i++)
            {
                changed = RunOne(sql.Name, statements, i, values);
            }

            return changed;
        }
        finally
        {
            Native.duckdb_destroy_extracted(ref statements);
        }
    }

    public IRows Query(Sql sql, params ReadOnlySpan<SqlValue> values) => Rows(sql, values, streaming: true);

    public IRows Collect(Sql sql, params ReadOnlySpan<SqlValue> values) => Rows(sql, values, streaming: false);

    private DuckDbRows Rows(Sql sql, ReadOnlySpan<SqlValue> values, bool streaming)
    {
        var count = Native.duckdb_extract_statements(connection, sql.Text, out var statements);
        try
        {
            return count switch
            {
                0 => throw new WarehouseException(sql.Name, Native.Text(Native.duckdb_extract_statements_error(statements))),
                1 => new DuckDbRows(this, sql.Name, Execute(sql.Name, statements, 0, values, streaming)),
                _ => throw new WarehouseException(sql.Name, $"{count} statements came where one query was expected"),
            };
        }
        finally
        {
            Native.duckdb_destroy_extracted(ref statements);
        }
    }

    // The appender hands rows over every 204,800 rows by itself; outside a transaction they would stay although the writer is given up.
    public ITableWriter Append(string table)
    {
        var own = InTransaction ? null : Begin();
        try
        {
            return new DuckDbTableWriter(connection, table, own);
        }
        catch
        {
            own?.Dispose();
            throw;
        }
    }

    public ITransaction Begin() => new DuckDbTransaction(this);

    public void Dispose()
    {
        lock (gate)
        {
            if (connection != 0)
            {
                Native.duckdb_disconnect(ref connection);
                connection = 0;
            }
        }
    }

    /// <summary>
    /// The engine's failure as ours: an interrupt that was asked for is a cancellation, everything else carries the SQL's name. A thread of
    /// the engine that fails interrupts the others, and of a streamed result that is sometimes all that the engine says.
    /// </summary>
    internal Exception Refused(string name, ref DuckDbResult result)
    {
        var message = Native.Text(Native.duckdb_result_error(ref result));
        var isInterrupt = Native.duckdb_result_error_type(ref result) == InterruptError || message.StartsWith("INTERRUPT", StringComparison.Ordinal);
        return isInterrupt && interrupted
            ? new OperationCanceledException($"{name} was interrupted")
            : new WarehouseException(name, isInterrupt ? "the query failed in the middle of its rows" : message);
    }

    private static void Bind(string name, nint prepared, ReadOnlySpan<SqlValue> values)
    {
        var wanted = Native.duckdb_nparams(prepared);
        for (ulong i = 1; i <= wanted; i++)
        {
            if (i > (ulong)values.Length)
            {
                throw new WarehouseException(name, $"{values.Length} values came for a statement with {wanted} parameters");
            }

            if (BindOne(prepared, i, values[(int)i - 1]) != 0)
            {
                throw new WarehouseException(name, $"parameter {i} could not be bound: {Native.Text(Native.duckdb_prepare_error(prepared))}");
            }
        }
    }

    private static int BindOne(nint prepared, ulong index, in SqlValue value)
    {
        switch (value.Kind)
        {
            case SqlKind.Whole:
                return Native.duckdb_bind_int64(prepared, index, value.Whole);
            case SqlKind.Real:
                return Native.duckdb_bind_double(prepared, index, value.Real);
            case SqlKind.Moment:
                return Native.duckdb_bind_timestamp(prepared, index, value.Whole);
            case SqlKind.Text:
                var bytes = Encoding.UTF8.GetBytes(value.Text + "\0");
                fixed (byte* text = bytes)
                {
                    return Native.duckdb_bind_varchar_length(prepared, index, text, (ulong)(bytes.Length - 1));
                }

            default:
                return Native.duckdb_bind_null(prepared, index);
        }
    }

    private void BeforeExecuting(int statement)
    {
        var mustEnd = statement is Native.TransactionStatement or Native.SetStatement;
        lock (gate)
        {
            mayInterrupt = !mustEnd;
            interrupted = false;
        }

        if (!mustEnd)
        {
            ThrowIfStopped();
        }
    }

    private long RunOne(string name, nint statements, ulong index, ReadOnlySpan<SqlValue> values)
    {
        var result = Execute(name, statements, index, values, streaming: false);
        var changed = (long)Native.duckdb_rows_changed(ref result);
        Native.duckdb_destroy_result(ref result);
        return changed;
    }

    private DuckDbResult Execute(string name, nint statements, ulong index, ReadOnlySpan<SqlValue> values, bool streaming)
    {
        nint pending = 0;
        var state = Native.duckdb_prepare_extracted_statement(connection, statements, index, out var prepared);
        try
        {
            if (state != 0)
            {
                throw new WarehouseException(name, Native.Text(Native.duckdb_prepare_error(prepared)));
            }

            Bind(name, prepared, values);
            BeforeExecuting(Native.duckdb_prepared_statement_type(prepared));
            state = streaming
                ? Native.duckdb_pending_prepared_streaming(prepared, out pending)
                : Native.duckdb_pending_prepared(prepared, out pending);
            if (state != 0)
            {
                throw new WarehouseException(name, Native.Text(Native.duckdb_pending_error(pending)));
            }

            if (Native.duckdb_execute_pending(pending, out var result) != 0)
            {
                var refused = Refused(name, ref result);
                Native.duckdb_destroy_result(ref result);
                throw refused;
            }

            return result;
        }
        finally
        {
            Native.duckdb_destroy_pending(ref pending);
            Native.duckdb_destroy_prepare(ref prepared);
        }
    }
}
