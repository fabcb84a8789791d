using System.Runtime.InteropServices;
using System.Text;

namespace Assay.Warehouse.DuckDb;

/// <summary>A column's name and physical shape.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">The logical type.</param>
/// <param name="Physical">The type that the vector's values have.</param>
/// <param name="Scale">Decimal places of a DECIMAL.</param>
/// <param name="Labels">An enumeration's labels by ordinal.</param>
internal sealed unsafe record DuckDbColumn(string Name, DuckDbType Type, DuckDbType Physical, int Scale, byte[][]? Labels)
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public bool IsText => Type is DuckDbType.Varchar or DuckDbType.Blob;

    /// <summary>Reads the shape off a logical type, which stays the caller's.</summary>
    public static DuckDbColumn Read(string name, nint logical)
    {
        var type = Native.duckdb_get_type_id(logical);
        return type switch
        {
            DuckDbType.Decimal => new(name, type, Native.duckdb_decimal_internal_type(logical), Native.duckdb_decimal_scale(logical), null),
            DuckDbType.Enum => new(name, type, Native.duckdb_enum_internal_type(logical), 0, ReadLabels(logical)),
            _ => new(name, type, type, 0, null),
        };
    }

    /// <summary>Refuses a span of the wrong width.</summary>
    public void RequireWidth(int width, string sql)
    {
        if (width != Width())
        {
            throw new InvalidOperationException($"{sql}: column '{Name}' holds {Type} of {Width()} bytes; a span of {width} bytes was asked for.");
        }
    }

    /// <summary>A whole number of any width at a row.</summary>
    public long Whole(void* values, int row) => Physical switch
    {
        DuckDbType.Boolean or DuckDbType.UTinyInt => ((byte*)values)[row],
        DuckDbType.TinyInt => ((sbyte*)values)[row],
        DuckDbType.SmallInt => ((short*)values)[row],
        DuckDbType.USmallInt => ((ushort*)values)[row],
        DuckDbType.Integer or DuckDbType.Date => ((int*)values)[row],
        DuckDbType.UInteger => ((uint*)values)[row],
        _ => ((long*)values)[row],
    };

    /// <summary>The value at a row as people read it.</summary>
    public string Display(void* values, int row) => Type switch
    {
        DuckDbType.Boolean => ((byte*)values)[row] != 0 ? "true" : "false",
        DuckDbType.UBigInt => ((ulong*)values)[row].ToString(),
        DuckDbType.Float => ((float*)values)[row].ToString("R"),
        DuckDbType.Double => ((double*)values)[row].ToString("R"),
        DuckDbType.Timestamp or DuckDbType.TimestampTz => Moment(((long*)values)[row]),
        DuckDbType.Date => Day(((int*)values)[row]),
        DuckDbType.HugeInt => ((Int128*)values)[row].ToString(),
        DuckDbType.Decimal => Fixed(Physical == DuckDbType.HugeInt ? ((Int128*)values)[row] : Whole(values, row)),
        DuckDbType.TinyInt or DuckDbType.SmallInt or DuckDbType.Integer or DuckDbType.BigInt or DuckDbType.UTinyInt or DuckDbType.USmallInt or DuckDbType.UInteger =>
            Whole(values, row).ToString(),
        _ => throw new InvalidOperationException($"Column '{Name}' holds a type ({(int)Type}) that is read as text only: CAST({Name} AS VARCHAR)."),
    };

    // The engine's infinities, and years that .NET does not have.
    private static string Moment(long micros) => micros switch
    {
        long.MaxValue => "infinity",
        -long.MaxValue => "-infinity",
        _ => micros >= Moments.ToMicros(DateTime.MinValue) && micros <= Moments.ToMicros(DateTime.MaxValue) ? Moments.ToText(Moments.FromMicros(micros)) : $"{micros} µs after 1970",
    };

    private static string Day(int days) => days switch
    {
        int.MaxValue => "infinity",
        -int.MaxValue => "-infinity",
        _ => (long)days + Epoch is var number && number >= 0 && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd") : $"{days} days after 1970",
    };

    private static byte[][] ReadLabels(nint logical)
    {
        var labels = new byte[Native.duckdb_enum_dictionary_size(logical)][];
        for (var i = 0; i < labels.Length; i++)
        {
            var label = Native.duckdb_enum_dictionary_value(logical, (ulong)i);
            labels[i] = Encoding.UTF8.GetBytes(Marshal.PtrToStringUTF8(label)!);
            Native.duckdb_free(label);
        }

        return labels;
    }

    private string Fixed(Int128 scaled)
    {
        if (Scale == 0)
        {
            return scaled.ToString();
        }

        var digits = Int128.Abs(scaled).ToString().PadLeft(Scale + 1, '0');
        return $"{(scaled < 0 ? "-" : "")}{digits[..^Scale]}.{digits[^Scale..]}";
    }

    private int Width() => Physical switch
    {
        DuckDbType.Boolean or DuckDbType.TinyInt or DuckDbType.UTinyInt => 1,
        DuckDbType.SmallInt or DuckDbType.USmallInt => 2,
        DuckDbType.Integer or DuckDbType.UInteger or DuckDbType.Float or DuckDbType.Date => 4,
        DuckDbType.HugeInt or DuckDbType.Varchar or DuckDbType.Blob => 16,
        DuckDbType.BigInt or DuckDbType.UBigInt or DuckDbType.Double or DuckDbType.Timestamp or DuckDbType.TimestampTz => 8,
        _ => 0,
    };
}
