namespace Assay.Warehouse;

/// <summary>A parameter of a statement: null, a number, a text or a moment.</summary>
public readonly record struct SqlValue
{
    private SqlValue(SqlKind kind, long whole, double real, string? text)
    {
        Kind = kind;
        Whole = whole;
        Real = real;
        Text = text;
    }

    /// <summary>No value.</summary>
    public static SqlValue Null => default;

    internal SqlKind Kind { get; }

    internal long Whole { get; }

    internal double Real { get; }

    internal string? Text { get; }

    /// <summary>A whole number.</summary>
    public static implicit operator SqlValue(long value) => new(SqlKind.Whole, value, 0, null);

    /// <summary>A real number.</summary>
    public static implicit operator SqlValue(double value) => new(SqlKind.Real, 0, value, null);

    /// <summary>A text; a null reference is SQL's null.</summary>
    public static implicit operator SqlValue(string? value) => value is null ? default : new(SqlKind.Text, 0, 0, value);

    /// <summary>A moment in UTC, to the microsecond.</summary>
    /// <exception cref="ArgumentException">The moment is not in UTC.</exception>
    public static implicit operator SqlValue(DateTime value) =>
        value.Kind == DateTimeKind.Utc
            ? new(SqlKind.Moment, Moments.ToMicros(value), 0, null)
            : throw new ArgumentException("A moment in SQL is in UTC.", nameof(value));
}

internal enum SqlKind : byte
{
    Null,
    Whole,
    Real,
    Text,
    Moment,
}
