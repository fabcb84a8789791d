using System.Globalization;
using System.Text;

namespace Assay.Operators.Records;

/// <summary>A value of a column, read once in the forms that it is compared in.</summary>
internal sealed class FieldValue
{
    /// <summary>Letters of a value that are compared.</summary>
    public const int MostLetters = 200;

    private static readonly string[] DateForms =
    [
        "yyyy-MM-dd", "yyyyMMdd", "yyyy/MM/dd", "yyyy.MM.dd", "dd/MM/yyyy", "d/M/yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd-MM-yyyy", "MM/dd/yyyy", "M/d/yyyy", "yyyy-M-d",
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "d MMM yyyy", "d MMMM yyyy", "MMM d, yyyy", "MMMM d, yyyy",
    ];

    private FieldValue(string text, string[] words, int day)
    {
        Text = text;
        Words = words;
        Day = day;
        Letters = [.. text];
        Array.Sort(Letters);
    }

    /// <summary>The value folded: case, marks, width; codes and mails without separators.</summary>
    public string Text { get; }

    /// <summary>Its words, for names and addresses.</summary>
    public string[] Words { get; }

    /// <summary>The day's number; −1 where the value is none.</summary>
    public int Day { get; }

    /// <summary>The letters of <see cref="Text"/> in their order by code.</summary>
    public char[] Letters { get; }

    /// <summary>The chance that another row has this value, by the table, which sets it.</summary>
    public double Share { get; set; }

    /// <summary>Reads a value; null where it says nothing.</summary>
    public static FieldValue? Of(string? value, FieldKind kind)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var folded = Fold(value.Trim());
        if (folded.Length == 0)
        {
            return null;
        }

        return kind switch
        {
            FieldKind.Date => OfDate(value.Trim()),
            FieldKind.Code or FieldKind.Number => Plain(folded) is { Length: > 0 } plain ? new FieldValue(plain, [], -1) : null,
            FieldKind.Mail => new FieldValue(folded.Replace(" ", "", StringComparison.Ordinal), [], -1),
            FieldKind.Person or FieldKind.Company => NameWords.Of(value, kind == FieldKind.Company) is { Length: > 0 } words ? new FieldValue(string.Concat(words), words, -1) : null,
            FieldKind.Address => new FieldValue(Plain(folded), folded.Split(' ', StringSplitOptions.RemoveEmptyEntries), -1) is { Text.Length: > 0 } address ? address : null,
            FieldKind.Category => new FieldValue(folded, [], -1),
            _ => Plain(folded) is { Length: > 0 } name ? new FieldValue(name, [], -1) : null,
        };
    }

    /// <summary>Letters as search folds them, punctuation as blanks; of long values the first <see cref="MostLetters"/>.</summary>
    public static string Fold(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length && text.Length < MostLetters;)
        {
            var point = Assay.Screening.Text.Letters.PointAt(value, i, out var length);
            i += length;
            if (point == '@' || Rune.IsLetterOrDigit(new Rune(point)))
            {
                text.Append(Assay.Screening.Text.Letters.Of(point).Fold);
            }
            else if (point is not ('\'' or '’' or '`' or '.') && Assay.Screening.Text.Letters.Of(point).Fold.Length > 0 && text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Plain(string folded) => folded.Replace(" ", "", StringComparison.Ordinal);

    private static FieldValue OfDate(string value)
    {
        var day = DateTime.TryParseExact(value, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? DateOnly.FromDateTime(date).DayNumber : -1;
        var digits = day >= 0 ? date.ToString("yyyyMMdd", CultureInfo.InvariantCulture) : Plain(Fold(value));
        return new FieldValue(digits, [], day);
    }
}
