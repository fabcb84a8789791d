using System.Reflection;
using System.Runtime.InteropServices;

namespace Assay.Warehouse.DuckDb;

/// <summary>
/// The part of DuckDB's C API (1.5) that Assay calls. Handles are raw pointers; the classes beside this one own them.
/// </summary>
internal static unsafe partial class Native
{
    public const string Library = "duckdb";

    static Native() => NativeLibrary.SetDllImportResolver(typeof(Native).Assembly, Resolve);

    /// <summary>Where the library is looked for, best first.</summary>
    public static IEnumerable<string> Candidates()
    {
        var folder = Environment.GetEnvironmentVariable("ASSAY_NATIVE");
        if (!string.IsNullOrEmpty(folder))
        {
            yield return Path.Combine(folder, "libduckdb.so");
        }

        yield return Path.Combine(AppContext.BaseDirectory, "libduckdb.so");
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (!string.Equals(name, Library, StringComparison.Ordinal))
        {
            return 0;
        }

        var found = Candidates().FirstOrDefault(File.Exists)
            ?? throw new FailedException(new Failure(
                "DuckDB's library is not there",
                $"libduckdb.so at {string.Join(" or ", Candidates())}",
                "Start Assay through ./assay, which installs it"));
        return NativeLibrary.Load(found);
    }

    [LibraryImport(Library)]
    public static partial int duckdb_create_config(out nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_set_config(nint config, string name, string option);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_open_ext(string? path, out nint database, nint config, out nint error);

    [LibraryImport(Library)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    public static partial int duckdb_connect(nint database, out nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_interrupt(nint connection);

    [LibraryImport(Library)]
    public static partial Progress duckdb_query_progress(nint connection);

    [LibraryImport(Library)]
    public static partial nint duckdb_library_version();

    [LibraryImport(Library)]
    public static partial void duckdb_free(nint memory);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong duckdb_extract_statements(nint connection, string sql, out nint statements);

    [LibraryImport(Library)]
    public static partial nint duckdb_extract_statements_error(nint statements);

    [LibraryImport(Library)]
    public static partial int duckdb_prepare_extracted_statement(nint connection, nint statements, ulong index, out nint prepared);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_extracted(ref nint statements);

    [LibraryImport(Library)]
    public static partial nint duckdb_prepare_error(nint prepared);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_prepare(ref nint prepared);

    [LibraryImport(Library)]
    public static partial ulong duckdb_nparams(nint prepared);

    // Of duckdb_statement_type.
    public const int TransactionStatement = 10;
    public const int SetStatement = 20;

    [LibraryImport(Library)]
    public static partial int duckdb_prepared_statement_type(nint prepared);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_null(nint prepared, ulong index);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_int64(nint prepared, ulong index, long value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_double(nint prepared, ulong index, double value);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_timestamp(nint prepared, ulong index, long micros);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_varchar_length(nint prepared, ulong index, byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial int duckdb_pending_prepared_streaming(nint prepared, out nint pending);

    [LibraryImport(Library)]
    public static partial int duckdb_pending_prepared(nint prepared, out nint pending);

    [LibraryImport(Library)]
    public static partial nint duckdb_pending_error(nint pending);

    [LibraryImport(Library)]
    public static partial int duckdb_execute_pending(nint pending, out DuckDbResult result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_pending(ref nint pending);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_result(ref DuckDbResult result);

    [LibraryImport(Library)]
    public static partial nint duckdb_result_error(ref DuckDbResult result);

    [LibraryImport(Library)]
    public static partial int duckdb_result_error_type(ref DuckDbResult result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_rows_changed(ref DuckDbResult result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_column_count(ref DuckDbResult result);

    [LibraryImport(Library)]
    public static partial nint duckdb_column_name(ref DuckDbResult result, ulong column);

    [LibraryImport(Library)]
    public static partial nint duckdb_column_logical_type(ref DuckDbResult result, ulong column);

    [LibraryImport(Library)]
    public static partial nint duckdb_fetch_chunk(DuckDbResult result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(Library)]
    public static partial DuckDbType duckdb_get_type_id(nint type);

    [LibraryImport(Library)]
    public static partial byte duckdb_decimal_scale(nint type);

    [LibraryImport(Library)]
    public static partial DuckDbType duckdb_decimal_internal_type(nint type);

    [LibraryImport(Library)]
    public static partial DuckDbType duckdb_enum_internal_type(nint type);

    [LibraryImport(Library)]
    public static partial uint duckdb_enum_dictionary_size(nint type);

    [LibraryImport(Library)]
    public static partial nint duckdb_enum_dictionary_value(nint type, ulong index);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_data_chunk(nint* types, ulong columns);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    public static partial void duckdb_data_chunk_reset(nint chunk);

    [LibraryImport(Library)]
    public static partial ulong duckdb_data_chunk_get_size(nint chunk);

    [LibraryImport(Library)]
    public static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);

    [LibraryImport(Library)]
    public static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);

    [LibraryImport(Library)]
    public static partial void* duckdb_vector_get_data(nint vector);

    [LibraryImport(Library)]
    public static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    public static partial void duckdb_vector_ensure_validity_writable(nint vector);

    [LibraryImport(Library)]
    public static partial void duckdb_vector_assign_string_element_len(nint vector, ulong row, byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial ulong duckdb_vector_size();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_appender_create(nint connection, string? schema, string table, out nint appender);

    [LibraryImport(Library)]
    public static partial ulong duckdb_appender_column_count(nint appender);

    [LibraryImport(Library)]
    public static partial nint duckdb_appender_column_type(nint appender, ulong column);

    [LibraryImport(Library)]
    public static partial int duckdb_append_data_chunk(nint appender, nint chunk);

    [LibraryImport(Library)]
    public static partial nint duckdb_appender_error(nint appender);

    [LibraryImport(Library)]
    public static partial int duckdb_appender_close(nint appender);

    [LibraryImport(Library)]
    public static partial int duckdb_appender_clear(nint appender);

    [LibraryImport(Library)]
    public static partial int duckdb_appender_destroy(ref nint appender);

    /// <summary>A C string as text; empty for a null pointer.</summary>
    public static string Text(nint pointer) => Marshal.PtrToStringUTF8(pointer) ?? "";
}

/// <summary><c>duckdb_query_progress_type</c>: percent done (−1 unknown), rows done, rows in all.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Progress
{
    public readonly double Percent;
    public readonly ulong Done;
    public readonly ulong All;
}

/// <summary><c>duckdb_result</c>, passed by value and by pointer; its fields are DuckDB's own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct DuckDbResult
{
    private ulong columns;
    private ulong rows;
    private ulong changed;
    private nint columnList;
    private nint error;
    private nint inner;
}

/// <summary><c>duckdb_type</c>: the types that Assay meets.</summary>
internal enum DuckDbType
{
    Invalid = 0,
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    HugeInt = 16,
    Varchar = 17,
    Blob = 18,
    Decimal = 19,
    Enum = 23,
    TimestampTz = 31,
}
