namespace Assay.Screening.Text;

/// <summary>How the letters of a text had to be read to give a name. Nothing is the name itself, whatever its case.</summary>
[Flags]
public enum ReadAs
{
    /// <summary>As it stands.</summary>
    Plain = 0,

    /// <summary>Wide or styled letters, ligatures, letters in circles.</summary>
    Width = 1,

    /// <summary>Marks on letters that the name does not have.</summary>
    Marks = 1 << 1,

    /// <summary>Letters of another alphabet that look like the name's (UTS 39).</summary>
    Lookalike = 1 << 2,

    /// <summary>A capital I for a small l, or a small l for a capital I.</summary>
    SameStroke = 1 << 3,

    /// <summary>Digits or signs for letters.</summary>
    Leet = 1 << 4,

    /// <summary>Letters written more often than in the name.</summary>
    Repeated = 1 << 5,

    /// <summary>A double letter written once.</summary>
    Dropped = 1 << 6,

    /// <summary>Blanks inside a word of the name.</summary>
    Spaced = 1 << 7,

    /// <summary>Punctuation inside a word of the name.</summary>
    Punctuated = 1 << 8,

    /// <summary>Zero-width, bidi or other invisible characters inside.</summary>
    Invisible = 1 << 9,

    /// <summary>Part of a longer word: <c>GucciBag</c>.</summary>
    Glued = 1 << 10,

    /// <summary>Without the marks that the name has; nothing is hidden.</summary>
    Unmarked = 1 << 11,

    /// <summary>Other blanks or punctuation between the words of the name, or none; nothing is hidden.</summary>
    Respaced = 1 << 12,

    /// <summary>Traditional for simplified Chinese characters, or the other way round; nothing is hidden.</summary>
    HanForm = 1 << 13,

    /// <summary>What hides a name from a plain search, as shops do it on purpose.</summary>
    Disguise = Width | Marks | Lookalike | SameStroke | Leet | Repeated | Dropped | Spaced | Punctuated | Invisible,
}
