using Assay.Import.Drafting;
using Assay.Screening.Products.Tables;

namespace Assay.Operators.Records;

/// <summary>Finds what the columns of a table of people or companies hold: by their names, else by what stands in them.</summary>
internal static class GuessFields
{
    // In this order: the first name that a column's name is, or has as its words.
    private static readonly (FieldKind Kind, string[] Names)[] Known =
    [
        (FieldKind.Ignored, ["cluster", "cluster id", "label", "true id", "gold", "gold id", "truth", "entity", "entity id", "match", "match id", "is match", "group id", "duplicate of", "source dataset", "dataset", "notes", "comment"]),
        (FieldKind.GivenName, ["given name", "first name", "forename", "vorname", "prenom", "nombre", "fname", "givenname", "firstname", "middle name", "имя", "名"]),
        (FieldKind.Surname, ["surname", "last name", "family name", "nachname", "nom de famille", "apellido", "apellidos", "lname", "lastname", "familienname", "фамилия", "姓"]),
        (FieldKind.Company, ["company", "company name", "organisation", "organization", "organisation name", "organization name", "business name", "firm", "employer", "shop name", "shop", "store", "trade name", "firma", "institution", "affiliation"]),
        (FieldKind.Date, ["date of birth", "dob", "birth date", "birthdate", "birthday", "birth", "geburtsdatum", "born", "incorporation date", "date of incorporation", "founded", "date"]),
        (FieldKind.Mail, ["email", "e mail", "mail", "email address"]),
        (FieldKind.Code, ["phone", "phone number", "telephone", "tel", "mobile", "fax", "ssn", "soc sec id", "social security number", "tax id", "vat", "vat number", "passport", "passport number", "licence", "license", "license number",
            "registration number", "company number", "national id", "iban", "account", "zip", "zip code", "zipcode", "postcode", "postal code", "post code", "plz"]),
        (FieldKind.Number, ["street number", "house number", "house no", "number", "street no", "hausnummer", "apt", "unit", "floor"]),
        (FieldKind.Address, ["address", "address 1", "address 2", "address line 1", "address line 2", "street", "street name", "street address", "addr", "strasse", "adresse", "registered address", "direccion"]),
        (FieldKind.Place, ["city", "town", "suburb", "locality", "place", "ort", "stadt", "ville", "ciudad", "birth place", "place of birth"]),
        (FieldKind.Category, ["state", "region", "province", "county", "country", "gender", "sex", "land", "nationality", "title"]),
        (FieldKind.Person, ["name", "full name", "person", "person name", "contact", "legal name", "owner", "name1", "author"]),
    ];

    private const int FewValues = 64;

    /// <summary>The columns of a table; what <paramref name="told"/> says of one is so.</summary>
    public static IReadOnlyList<FieldColumn> Run(RawTable table, IReadOnlyDictionary<string, FieldKind> told)
    {
        var kinds = new FieldKind?[table.Columns.Count];
        for (var c = 0; c < kinds.Length; c++)
        {
            kinds[c] = told.FirstOrDefault(t => t.Key.Equals(table.Columns[c], StringComparison.OrdinalIgnoreCase)) is { Key: not null } said ? said.Value : null;
        }

        if (!kinds.Contains(FieldKind.Key))
        {
            var key = Enumerable.Range(0, kinds.Length).Where(c => kinds[c] is null && IsKey(table, c)).Select(c => (int?)c).FirstOrDefault();
            if (key is { } at)
            {
                kinds[at] = FieldKind.Key;
            }
        }

        return [.. table.Columns.Select((name, c) => new FieldColumn(name, kinds[c] ?? Guess(table, c)))];
    }

    // Values that tell all rows apart, in a column called an id, or in the first one where they are no words.
    private static bool IsKey(RawTable table, int column)
    {
        var values = table.Rows.Select(r => r[column]?.Trim() ?? "").ToList();
        if (values.Exists(v => v.Length == 0) || values.Distinct(StringComparer.Ordinal).Count() < values.Count)
        {
            return false;
        }

        var name = Words(table.Columns[column]);
        return name is "id" or "rec id" or "record id" or "unique id" or "uid" or "uuid" or "key" or "row id" or "rowid" or "seller id" or "person id" or "customer id" or "index"
            || (column == 0 && (name.EndsWith(" id", StringComparison.Ordinal) || values.TrueForAll(v => v.All(char.IsAsciiDigit))));
    }

    private static FieldKind Guess(RawTable table, int column)
    {
        var values = table.Sample(column).Select(v => v.Trim()).ToList();
        if (values.Count == 0)
        {
            return FieldKind.Ignored;
        }

        var kind = Named(Words(table.Columns[column]));
        return kind is { } known && Fits(known, values) ? Settle(known, values) : ByValues(values);
    }

    private static FieldKind? Named(string name)
    {
        foreach (var (kind, names) in Known)
        {
            if (Array.Exists(names, n => n == name || NameLikeness.Fold(n) == NameLikeness.Fold(name)))
            {
                return kind;
            }
        }

        foreach (var (kind, names) in Known)
        {
            if (kind != FieldKind.Ignored && Array.Exists(names, n => n.Length >= 3 && $" {name} ".Contains($" {n} ", StringComparison.Ordinal)))
            {
                return kind;
            }
        }

        return null;
    }

    private static bool Fits(FieldKind kind, List<string> values) => kind switch
    {
        FieldKind.Date => Share(values, IsDate) >= 0.5,
        FieldKind.Mail => Share(values, v => v.Contains('@', StringComparison.Ordinal)) >= 0.5,
        FieldKind.GivenName or FieldKind.Surname or FieldKind.Person or FieldKind.Company => Share(values, v => v.Any(char.IsLetter)) >= 0.5,
        _ => true,
    };

    // A column of names may be one of companies, a region one of many places.
    private static FieldKind Settle(FieldKind kind, List<string> values) => kind switch
    {
        FieldKind.Person when Share(values, NameWords.LooksLikeCompany) >= 0.2 => FieldKind.Company,
        FieldKind.Category when values.Distinct(StringComparer.OrdinalIgnoreCase).Count() > FewValues => FieldKind.Place,
        _ => kind,
    };

    private static FieldKind ByValues(List<string> values)
    {
        if (Share(values, v => v.Contains('@', StringComparison.Ordinal)) >= 0.5)
        {
            return FieldKind.Mail;
        }

        if (Share(values, IsDate) >= 0.7)
        {
            return FieldKind.Date;
        }

        var many = values.Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (many <= Math.Min(FewValues, Math.Max(2, values.Count / 4)))
        {
            return FieldKind.Category;
        }

        if (Share(values, v => v.Count(char.IsAsciiDigit) * 2 > v.Length) >= 0.6)
        {
            return values.Average(v => (double)v.Length) <= 4 ? FieldKind.Number : FieldKind.Code;
        }

        return Share(values, NameWords.LooksLikeCompany) >= 0.2 ? FieldKind.Company : values.Average(v => (double)v.Count(char.IsWhiteSpace)) switch
        {
            >= 2.5 => FieldKind.Address,
            >= 0.8 => FieldKind.Person,
            _ => FieldKind.Place,
        };
    }

    private static bool IsDate(string value) => FieldValue.Of(value, FieldKind.Date) is { Day: >= 0 };

    private static double Share(List<string> values, Func<string, bool> holds) => values.Count(holds) / (double)values.Count;

    // given_name, GivenName and given-name are one name.
    private static string Words(string name)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var starts = char.IsUpper(name[i]) && i > 0 && char.IsLower(name[i - 1]);
            text.Append(starts ? " " : "").Append(char.IsLetterOrDigit(name[i]) ? char.ToLowerInvariant(name[i]) : ' ');
        }

        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
