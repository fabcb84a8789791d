namespace Assay.Operators.Records;

/// <summary>A degree to which two values of a field agree.</summary>
/// <param name="Says">In words.</param>
/// <param name="OfSame">How often the records of one and the same agree so, as is presumed before any were seen; the degrees of a field sum to 1.</param>
internal readonly record struct Degree(string Says, double OfSame);

/// <summary>
/// The degrees to which values of each kind agree, the best first. What is presumed is what typing errors leave in tables of people: about three values in four
/// unharmed. It weighs as much as <see cref="LearnWeights.PresumedPairs"/> pairs that were seen.
/// </summary>
internal static class Degrees
{
    /// <summary>Stands for a field that one of both does not have.</summary>
    public const int Missing = 15;

    /// <summary>Degrees from here on are those of a name found in the place of the other.</summary>
    public const int Swapped = 6;

    private static readonly Degree[] OfName = [new("the same", 0.72), new("a letter apart", 0.10), new("alike", 0.06), new("the same letters", 0.04), new("different", 0.08)];
    private static readonly Degree[] OfWords = [new("the same", 0.72), new("nearly the same", 0.10), new("alike", 0.07), new("partly the same", 0.04), new("different", 0.07)];
    private static readonly Degree[] OfDate = [new("the same", 0.75), new("a digit apart", 0.06), new("days apart", 0.04), new("months apart", 0.04), new("a year apart", 0.03), new("different", 0.08)];
    private static readonly Degree[] OfCode = [new("the same", 0.78), new("a digit apart", 0.08), new("two digits apart", 0.04), new("different", 0.10)];
    private static readonly Degree[] OfNumber = [new("the same", 0.78), new("a digit apart", 0.08), new("different", 0.14)];
    private static readonly Degree[] OfMail = [new("the same", 0.70), new("two letters apart", 0.08), new("the same letters", 0.06), new("the same name", 0.06), new("different", 0.10)];
    private static readonly Degree[] OfCategory = [new("the same", 0.85), new("different", 0.15)];

    /// <summary>The degrees of a kind.</summary>
    public static Degree[] Of(FieldKind kind) => kind switch
    {
        FieldKind.Person or FieldKind.Company or FieldKind.Address => OfWords,
        FieldKind.Date => OfDate,
        FieldKind.Code => OfCode,
        FieldKind.Number => OfNumber,
        FieldKind.Mail => OfMail,
        FieldKind.Category => OfCategory,
        _ => OfName,
    };

    /// <summary>The degree of a name that stands in its place, for one that does not.</summary>
    public static int Straight(int degree) => degree is >= Swapped and not Missing ? degree - Swapped : degree;

    /// <summary>The degree's words, also of a swapped name.</summary>
    public static string Say(FieldKind kind, int degree) => degree >= Swapped ? $"{Of(kind)[degree - Swapped].Says}, swapped" : Of(kind)[degree].Says;

    /// <summary>The degree to which two values of a kind agree.</summary>
    public static int Between(FieldKind kind, FieldValue a, FieldValue b)
    {
        if (a.Text == b.Text)
        {
            return 0;
        }

        return kind switch
        {
            FieldKind.Person or FieldKind.Company => Words(CompareNames.Run(a.Words, b.Words, kind == FieldKind.Company)),
            FieldKind.Address => Words(Address(a, b)),
            FieldKind.Date => Dates(a, b),
            FieldKind.Code => Codes(a, b),
            FieldKind.Number => Edits.Between(a.Text, b.Text) == 1 ? 1 : 2,
            FieldKind.Mail => Mails(a.Text, b.Text, a, b),
            FieldKind.Category => 1,
            _ => Names(a, b),
        };
    }

    private static int Names(FieldValue a, FieldValue b)
    {
        var (least, most) = (Math.Min(a.Text.Length, b.Text.Length), Math.Max(a.Text.Length, b.Text.Length));
        var shortened = least >= 3 && (a.Text.StartsWith(b.Text, StringComparison.Ordinal) || b.Text.StartsWith(a.Text, StringComparison.Ordinal));
        var edits = Edits.Between(a.Text, b.Text);
        if (edits == 1 && most >= 3)
        {
            return 1;
        }

        if (shortened || (edits == 2 && most >= 6) || edits <= most / 4)
        {
            return 2;
        }

        return most >= 4 && Edits.Shared(a.Letters, b.Letters) >= 0.8 ? 3 : 4;
    }

    private static int Words(double likeness) => likeness switch
    {
        >= 0.85 => 1,
        >= CompareNames.Same => 2,
        >= 0.4 => 3,
        _ => 4,
    };

    // Word by word, or letter by letter where blanks went astray.
    private static double Address(FieldValue a, FieldValue b) => Math.Max(
        1 - ((double)Edits.Between(a.Text, b.Text) / Math.Min(Edits.Longest, Math.Max(a.Text.Length, b.Text.Length))), CompareNames.Run(a.Words, b.Words, isCompany: false));

    private static int Dates(FieldValue a, FieldValue b)
    {
        if (Edits.Between(a.Text, b.Text) == 1 || IsTurned(a.Text, b.Text))
        {
            return 1;
        }

        if (a.Day < 0 || b.Day < 0)
        {
            return 5;
        }

        return Math.Abs(a.Day - b.Day) switch
        {
            <= 31 => 2,
            <= 200 => 3,
            <= 366 => 4,
            _ => 5,
        };
    }

    // Day and month in each other's place.
    private static bool IsTurned(string a, string b) =>
        a.Length == 8 && b.Length == 8 && a.AsSpan(0, 4).SequenceEqual(b.AsSpan(0, 4)) && a.AsSpan(4, 2).SequenceEqual(b.AsSpan(6, 2)) && a.AsSpan(6, 2).SequenceEqual(b.AsSpan(4, 2));

    private static int Codes(FieldValue a, FieldValue b)
    {
        var edits = Edits.Between(a.Text, b.Text);
        var most = Math.Max(a.Text.Length, b.Text.Length);
        if (edits == 1 || (most >= 7 && (a.Text.EndsWith(b.Text, StringComparison.Ordinal) || b.Text.EndsWith(a.Text, StringComparison.Ordinal)) && Math.Min(a.Text.Length, b.Text.Length) >= 7))
        {
            return 1;
        }

        return (edits == 2 && most >= 4) || (most >= 5 && a.Letters.AsSpan().SequenceEqual(b.Letters)) ? 2 : 3;
    }

    private static int Mails(string a, string b, FieldValue left, FieldValue right)
    {
        if (Edits.Between(a, b) <= 2)
        {
            return 1;
        }

        if (Edits.Shared(left.Letters, right.Letters) >= 0.85)
        {
            return 2;
        }

        var (one, other) = (a.Split('@')[0], b.Split('@')[0]);
        return one.Length >= 4 && one == other ? 3 : 4;
    }
}
