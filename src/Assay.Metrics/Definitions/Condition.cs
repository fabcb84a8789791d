namespace Assay.Metrics.Definitions;

/// <summary>How a field is compared.</summary>
public enum Comparison
{
    /// <summary>The code is one of the values.</summary>
    In,

    /// <summary>The code has a value that is none of these.</summary>
    NotIn,

    /// <summary>The number is at least the bound and below the other.</summary>
    Between,

    /// <summary>There is no value.</summary>
    IsNull,

    /// <summary>There is a value.</summary>
    IsNotNull,
}

/// <summary>
/// One atomic condition on a field. A null satisfies <see cref="Comparison.IsNull"/> and nothing else. Numbers' comparisons are all half-open ranges
/// of stored units, so that they have one form.
/// </summary>
/// <param name="Field">The field.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="From">For a range: the least stored number that satisfies it.</param>
/// <param name="Until">For a range: the least greater one that does not; <see cref="long.MaxValue"/> for none.</param>
public sealed record Condition(EventField Field, Comparison Comparison, long From = long.MinValue + 1, long Until = long.MaxValue)
{
    /// <summary>The stored codes of a comparison with codes, ascending.</summary>
    public IReadOnlyList<byte> Codes { get; init; } = [];

    /// <summary>What is compared, the same for the same condition however it was written.</summary>
    public string Text => Comparison switch
    {
        Comparison.In => $"{Field.Name} in ({Names})",
        Comparison.NotIn => $"{Field.Name} not in ({Names})",
        Comparison.Between => $"{From} <= {Field.Name} < {Until}",
        Comparison.IsNull => $"{Field.Name} is null",
        _ => $"{Field.Name} is not null",
    };

    /// <summary>What is compared, as a person writes it, numbers in the field's unit.</summary>
    public string Display => Comparison switch
    {
        Comparison.In when Codes.Count == 1 => $"{Field.Name} = {Names}",
        Comparison.NotIn when Codes.Count == 1 => $"{Field.Name} != {Names}",
        Comparison.Between when From == long.MinValue + 1 => $"{Field.Name} < {Shown(Until)}",
        Comparison.Between when Until == long.MaxValue => $"{Field.Name} >= {Shown(From)}",
        Comparison.Between => $"{Field.Name} = {Shown(From)}",
        _ => Text,
    };

    private string Shown(long stored) => ((decimal)stored / Field.Scale).ToString("0.####");

    private string Names => string.Join(", ", Codes.Select(c => Field.Codes[c - 1]));

    /// <summary>Whether a stored code satisfies it.</summary>
    public bool Holds(byte code) => Comparison switch
    {
        Comparison.In => Codes.Contains(code),
        Comparison.NotIn => code != 0 && !Codes.Contains(code),
        Comparison.IsNull => code == 0,
        Comparison.IsNotNull => code != 0,
        _ => throw new InvalidOperationException($"{Text} compares no code."),
    };

    /// <summary>Whether a stored number satisfies it.</summary>
    public bool Holds(long number) => Comparison switch
    {
        Comparison.Between => number != long.MinValue && number >= From && number < Until,
        Comparison.IsNull => number == long.MinValue,
        Comparison.IsNotNull => number != long.MinValue,
        _ => throw new InvalidOperationException($"{Text} compares no number."),
    };

    /// <summary>Whether a key, which is 0 for null, satisfies it.</summary>
    public bool HoldsKey(uint key) => Comparison switch
    {
        Comparison.IsNull => key == 0,
        Comparison.IsNotNull => key != 0,
        _ => throw new InvalidOperationException($"{Text} compares no key."),
    };

    /// <inheritdoc/>
    public bool Equals(Condition? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
