namespace Assay.Operators.Records;

/// <summary>What a column of a table of people or companies holds, which decides how two of its values are compared.</summary>
public enum FieldKind
{
    /// <summary>Tells the rows apart, and is no evidence.</summary>
    Key,

    /// <summary>Not looked at: labels of somebody else's matching, notes.</summary>
    Ignored,

    /// <summary>A person's given name.</summary>
    GivenName,

    /// <summary>A person's family name.</summary>
    Surname,

    /// <summary>A person's whole name.</summary>
    Person,

    /// <summary>A company's or a shop's name.</summary>
    Company,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A number that tells people apart: a telephone, a tax or licence number, a post code.</summary>
    Code,

    /// <summary>A short number: a house, a floor.</summary>
    Number,

    /// <summary>An e-mail address.</summary>
    Mail,

    /// <summary>A street, or a whole postal address.</summary>
    Address,

    /// <summary>A town or region, or any other short name of which there are many.</summary>
    Place,

    /// <summary>One of few values: a state, a country, a sex.</summary>
    Category,
}

/// <summary>A column with what it holds.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Kind">What it holds.</param>
public sealed record FieldColumn(string Name, FieldKind Kind)
{
    /// <summary>True where its values are compared.</summary>
    public bool IsCompared => Kind is not (FieldKind.Key or FieldKind.Ignored);

    /// <summary>True where it says where somebody is: such fields agree together, by living in the same place.</summary>
    public bool IsOfPlace => Kind is FieldKind.Number or FieldKind.Address or FieldKind.Place or FieldKind.Category;
}
