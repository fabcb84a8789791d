using System.Text;

namespace Assay.Screening.Products.Claims;

/// <summary>
/// The forms of a brand's part numbers, learned from those of its products: runs of letters and digits by their length, signs as they are, and letters
/// that all numbers of a form begin with. It speaks only where a number of a form not seen yet is unlikely: by Good and Turing (Good 1953) that chance is
/// about the share of forms seen once among all numbers.
/// </summary>
public sealed class PartNumberGrammar
{
    private const int Fewest = 8;
    private const double MostUnseen = 0.05;
    private const int Longest = 64;

    private readonly Dictionary<string, Form> forms = new(StringComparer.Ordinal);

    /// <summary>Learns from part numbers; empty ones are passed over.</summary>
    public PartNumberGrammar(IEnumerable<string> numbers)
    {
        foreach (var number in numbers.Select(Plain).Where(n => n.Length is > 0 and <= Longest))
        {
            var shape = Shape(number);
            var letters = Leading(number);
            forms[shape] = forms.TryGetValue(shape, out var form)
                ? new Form(form.Count + 1, number[..letters].AsSpan().CommonPrefixLength(form.Prefix) is var common && common == form.Prefix.Length ? form.Prefix : form.Prefix[..common])
                : new Form(1, number[..letters]);
            Count++;
        }
    }

    /// <summary>How many numbers it has learned from.</summary>
    public int Count { get; }

    /// <summary>True where it knows enough to say that a number is none of the brand's.</summary>
    public bool Speaks => Count >= Fewest && forms.Values.Count(f => f.Count == 1) <= MostUnseen * Count;

    /// <summary>True where a number has a known form, or where too little is known to tell.</summary>
    public bool Allows(string number)
    {
        var plain = Plain(number);
        return !Speaks || (forms.TryGetValue(Shape(plain), out var form) && (form.Count < Fewest || plain.StartsWith(form.Prefix, StringComparison.Ordinal)));
    }

    /// <summary>The forms for people, the commonest first: <c>DK-9999</c>, where 9 is any digit and A any letter.</summary>
    public string Describe() => string.Join(" or ", forms.OrderByDescending(f => f.Value.Count).ThenBy(f => f.Key, StringComparer.Ordinal).Take(3)
        .Select(f => f.Value.Count >= Fewest ? f.Value.Prefix + f.Key[f.Value.Prefix.Length..] : f.Key));

    private static string Plain(string number) => number.Trim().ToUpperInvariant();

    private static string Shape(string number)
    {
        var shape = new StringBuilder(number.Length);
        foreach (var letter in number)
        {
            shape.Append(char.IsAsciiDigit(letter) ? '9' : char.IsLetter(letter) ? 'A' : letter);
        }

        return shape.ToString();
    }

    private static int Leading(string number)
    {
        var length = 0;
        while (length < number.Length && char.IsLetter(number[length]))
        {
            length++;
        }

        return length;
    }

    private sealed record Form(int Count, string Prefix);
}
