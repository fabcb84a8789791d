namespace Assay.Operators.Records;

/// <summary>What the kinds of columns are called in files and reports.</summary>
public static class FieldKinds
{
    /// <summary>The kinds, as they are written.</summary>
    internal static readonly IReadOnlyDictionary<string, FieldKind> ByName = new Dictionary<string, FieldKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["key"] = FieldKind.Key,
        ["ignored"] = FieldKind.Ignored,
        ["given_name"] = FieldKind.GivenName,
        ["surname"] = FieldKind.Surname,
        ["person"] = FieldKind.Person,
        ["company"] = FieldKind.Company,
        ["date"] = FieldKind.Date,
        ["code"] = FieldKind.Code,
        ["number"] = FieldKind.Number,
        ["mail"] = FieldKind.Mail,
        ["address"] = FieldKind.Address,
        ["place"] = FieldKind.Place,
        ["category"] = FieldKind.Category,
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>What a kind is called in files and reports.</summary>
    public static string Name(FieldKind kind) => ByName.First(k => k.Value == kind).Key;
}
