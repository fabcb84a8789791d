using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Assay.Brands.Rights;

/// <summary>A set of classes of goods and services, 1 to 45, of the Nice Agreement. None stands for "not told".</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NiceClasses
{
    private const int Last = 45;

    private readonly ulong bits;

    private NiceClasses(ulong bits) => this.bits = bits;

    /// <summary>True where no class is told.</summary>
    public bool IsEmpty => bits == 0;

    /// <summary>Classes in their order.</summary>
    public IEnumerable<int> All
    {
        get
        {
            for (var left = bits; left != 0; left &= left - 1)
            {
                yield return BitOperations.TrailingZeroCount(left);
            }
        }
    }

    /// <summary>Reads numbers with anything between them: <c>18;25</c>, <c>Classes 9, 35</c>. What is no class is passed over: a register's text has dates and prose.</summary>
    public static NiceClasses Parse(string? text)
    {
        ulong told = 0;
        foreach (var number in (text ?? "").Split([.. (text ?? "").Where(c => !char.IsAsciiDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries))
        {
            if (number.Length <= 3 && int.Parse(number, CultureInfo.InvariantCulture) is >= 1 and <= Last and var one)
            {
                told |= 1UL << one;
            }
        }

        return new NiceClasses(told);
    }

    /// <summary>True where some class is in both.</summary>
    public bool Meets(NiceClasses other) => (bits & other.bits) != 0;

    /// <summary>The classes of either.</summary>
    public NiceClasses With(NiceClasses other) => new(bits | other.bits);

    /// <inheritdoc/>
    public override string ToString() => string.Join(';', All);
}
