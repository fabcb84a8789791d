namespace Assay.Screening.Products.Words;

/// <summary>What a token is.</summary>
internal enum TokenKind : byte
{
    /// <summary>Letters.</summary>
    Word,

    /// <summary>A number of up to four digits before its point, in its shortest form.</summary>
    Number,

    /// <summary>A number with its unit: <c>16gb</c>.</summary>
    Quantity,

    /// <summary>Letters and digits in one, or a number too long to count anything: what part numbers look like.</summary>
    Code,
}

/// <summary>A word of a title in its form for comparison.</summary>
/// <param name="Text">The form.</param>
/// <param name="Kind">What it is.</param>
internal readonly record struct Token(string Text, TokenKind Kind);
