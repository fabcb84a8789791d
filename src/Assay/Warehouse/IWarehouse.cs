namespace Assay.Warehouse;

/// <summary>
/// One session with the engine that holds events, listings, metrics and decisions. Implemented by DuckDB in the process;
/// a ClickHouse cluster over HTTP is the second and last implementation that this interface is written for.
/// A session is used by one thread at a time; <see cref="Connect"/> opens another on the same data.
/// </summary>
public interface IWarehouse : IDisposable
{
    /// <summary>Opens a further session on the same data, for a second thread.</summary>
    IWarehouse Connect();

    /// <summary>Runs a statement, or several separated by semicolons when no values are given.</summary>
    /// <returns>Rows changed by the last statement.</returns>
    /// <exception cref="WarehouseException">The engine refused; the message names the SQL.</exception>
    /// <exception cref="OperationCanceledException">The session was interrupted.</exception>
    long Run(Sql sql, params ReadOnlySpan<SqlValue> values);

    /// <summary>Runs a query and hands out its columns in chunks, in place and in the query's order.</summary>
    /// <remarks>The rows stream: until they are disposed, the session can do nothing else.</remarks>
    IRows Query(Sql sql, params ReadOnlySpan<SqlValue> values);

    /// <summary>Runs a query to its end, then hands out its columns in chunks. Meanwhile the session can write; what is large is spilled.</summary>
    IRows Collect(Sql sql, params ReadOnlySpan<SqlValue> values);

    /// <summary>
    /// Opens a bulk writer that appends to all columns of a table in the table's order: within the transaction that is open, else in one
    /// of its own, so that none may begin before it is finished or disposed.
    /// </summary>
    ITableWriter Append(string table);

    /// <summary>Begins a transaction, rolled back on dispose unless committed.</summary>
    ITransaction Begin();

    /// <summary>Share of the running statement that is done, 0 to 1; null where the engine cannot tell. Callable from any thread.</summary>
    double? Progress { get; }

    /// <summary>
    /// From here on until what comes back is disposed, a cancelled token stops the session: the running statement is interrupted, no further
    /// one begins, no further rows come and nothing is committed; all of these throw <see cref="OperationCanceledException"/>. What takes
    /// back a transaction or sets a setting still runs.
    /// </summary>
    IDisposable StopOn(CancellationToken stop);
}

/// <summary>A transaction. Disposing it without <see cref="Commit"/> takes back everything since it began.</summary>
public interface ITransaction : IDisposable
{
    /// <summary>Makes the changes durable.</summary>
    void Commit();
}

/// <summary>The rows of a query, a chunk at a time. Spans handed out live until the next <see cref="Next"/>.</summary>
public interface IRows : IDisposable
{
    /// <summary>Names of the columns, in order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Rows in the current chunk.</summary>
    int Count { get; }

    /// <summary>Moves to the next chunk; false after the last.</summary>
    bool Next();

    /// <summary>
    /// A column of the current chunk, in place. <typeparamref name="T"/> is as wide as the engine's own type
    /// (a DECIMAL(18,4) is its scaled <see cref="long"/>, a TIMESTAMP its microseconds, an enumeration its ordinal).
    /// Values at nulls are undefined.
    /// </summary>
    /// <exception cref="InvalidOperationException">The column's values are not of that width.</exception>
    ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged;

    /// <summary>The UTF-8 text at a row; empty at a null.</summary>
    ReadOnlySpan<byte> Text(int column, int row);

    /// <summary>True where there is no value.</summary>
    bool IsNull(int column, int row);

    /// <summary>The value at a row as text, whatever its type; null at a null. For people, not for hot paths.</summary>
    string? Display(int column, int row);
}

/// <summary>Appends rows column by column in batches of up to <see cref="Capacity"/>.</summary>
public interface ITableWriter : IDisposable
{
    /// <summary>Rows a batch holds.</summary>
    int Capacity { get; }

    /// <summary>The batch's values of a column, to be filled; <typeparamref name="T"/> as wide as the engine's type.</summary>
    Span<T> Values<T>(int column)
        where T : unmanaged;

    /// <summary>Sets a UTF-8 text; it is copied.</summary>
    void SetText(int column, int row, ReadOnlySpan<byte> utf8);

    /// <summary>Marks a value as missing. Rows are not missing until marked.</summary>
    void SetNull(int column, int row);

    /// <summary>Hands the first <paramref name="rows"/> rows of the batch over and starts an empty one.</summary>
    void Write(int rows);

    /// <summary>Hands everything over to the table. Without it a dispose drops all that was written.</summary>
    void Finish();
}
