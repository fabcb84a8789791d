using System.Runtime.InteropServices;

namespace Assay.Operators.Records;

/// <summary>Two rows of a table, the earlier first.</summary>
/// <param name="Left">The earlier row.</param>
/// <param name="Right">The later row.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowPair(int Left, int Right);

/// <summary>Compares rows field by field. What a pair comes to is its pattern: four bits a field, the degree to which it agrees.</summary>
internal sealed class RecordPairs(RecordTable table)
{
    /// <summary>Bits of a field in a pattern.</summary>
    public const int Bits = 4;

    /// <summary>The degree of a field in a pattern.</summary>
    public static int Degree(ulong pattern, int field) => (int)(pattern >> (field * Bits)) & 15;

    /// <summary>True where names were read in each other's place.</summary>
    public static bool IsSwapped(ulong pattern, int fields)
    {
        for (var field = 0; field < fields; field++)
        {
            if (Degree(pattern, field) is >= Degrees.Swapped and not Degrees.Missing)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The pattern of two rows.</summary>
    public ulong Compare(int left, int right)
    {
        var pattern = 0UL;
        for (var field = 0; field < table.Fields.Length; field++)
        {
            pattern |= (ulong)Between(field, table.Values[field][left], table.Values[field][right]) << (field * Bits);
        }

        return table.Names.Given >= 0 ? Turn(pattern, left, right) : pattern;
    }

    private int Between(int field, FieldValue? a, FieldValue? b) => a is null || b is null ? Degrees.Missing : Degrees.Between(table.Fields[field].Kind, a, b);

    // A given name in the place of the family name: read so where that agrees better.
    private ulong Turn(ulong pattern, int left, int right)
    {
        var (given, family) = table.Names;
        var straight = Worth(Degree(pattern, given)) + Worth(Degree(pattern, family));
        if (straight >= 3)
        {
            return pattern;
        }

        var one = Between(given, table.Values[given][left], table.Values[family][right]);
        var other = Between(family, table.Values[family][left], table.Values[given][right]);
        if (Worth(one) + Worth(other) <= straight)
        {
            return pattern;
        }

        var mask = (15UL << (given * Bits)) | (15UL << (family * Bits));
        return (pattern & ~mask) | ((ulong)Swapped(one) << (given * Bits)) | ((ulong)Swapped(other) << (family * Bits));
    }

    private static int Worth(int degree) => degree switch
    {
        0 => 3,
        1 => 2,
        2 => 1,
        _ => 0,
    };

    private static int Swapped(int degree) => degree == Degrees.Missing ? degree : degree + Degrees.Swapped;
}
