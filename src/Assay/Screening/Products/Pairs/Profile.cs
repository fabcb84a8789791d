using Assay.Screening.Products.Words;

namespace Assay.Screening.Products.Pairs;

/// <summary>A product read once, in the forms that pairs are compared by.</summary>
internal sealed class Profile
{
    private const int MostCodes = 24;
    private const int MostLetters = 4000;

    private Profile(Product product, List<Token> title, List<Token> all, string folded)
    {
        Product = product;
        Title = title;
        All = all;
        Squashed = string.Concat(folded.Where(char.IsLetterOrDigit));
        Traits = Words.Traits.Of(title);
        TraitsOfAll = Words.Traits.Of(all);
        Numbers = [.. title.Where(t => t.Kind == TokenKind.Number).Select(t => t.Text).Distinct(StringComparer.Ordinal)];
        Quantities = [.. all.Where(t => t.Kind == TokenKind.Quantity).Select(t => t.Text).Distinct(StringComparer.Ordinal)];
        QuantitiesOfTitle = [.. title.Where(t => t.Kind == TokenKind.Quantity).Select(t => t.Text).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The row.</summary>
    public Product Product { get; }

    /// <summary>The title's tokens in order, in one spelling of traits.</summary>
    public List<Token> Title { get; }

    /// <summary>The tokens of all columns, the title's first.</summary>
    public List<Token> All { get; }

    /// <summary>Letters and digits of all columns in one.</summary>
    public string Squashed { get; }

    /// <summary>What looks like a part number in the title or stands in its column, joined where hyphens cut it; each once.</summary>
    public string[] Codes { get; private init; } = [];

    /// <summary>The same of all columns.</summary>
    public string[] CodesOfAll { get; private init; } = [];

    /// <summary>Numbers of the title without units.</summary>
    public string[] Numbers { get; }

    /// <summary>Quantities of all columns.</summary>
    public string[] Quantities { get; }

    /// <summary>Quantities of the title.</summary>
    public string[] QuantitiesOfTitle { get; }

    /// <summary>Traits that the title states, a set of bits for each <see cref="TraitKind"/>.</summary>
    public uint[] Traits { get; }

    /// <summary>Traits that any column states.</summary>
    public uint[] TraitsOfAll { get; }

    /// <summary>The brand's tokens.</summary>
    public string[] Brand { get; private init; } = [];

    /// <summary>The title folded.</summary>
    public string FoldedTitle { get; private init; } = "";

    /// <summary>Reads a row.</summary>
    /// <param name="product">The row.</param>
    /// <param name="same">Words of all rows, each kept once in memory.</param>
    public static Profile Of(Product product, HashSet<string> same)
    {
        var folded = FoldText.Of(Cut(product.Title));
        var brand = FoldText.Of(Cut(product.Brand));
        var number = FoldText.Of(Cut(product.PartNumber));
        var description = FoldText.Of(Cut(product.Description));
        var other = FoldText.Of(Cut(product.Other));
        var title = Canonical(Tokenise.Run(folded), same);
        var rest = Canonical(Tokenise.Run($"{brand} {number} {product.Gtin} {description} {other}"), same);
        var numbers = PartNumbers(number);
        var codes = FindCodes(numbers, title, folded);
        return new Profile(product, title, [.. title, .. rest], $"{folded} {brand} {number} {description} {other}")
        {
            FoldedTitle = folded,
            Brand = [.. Tokenise.Run(brand).Select(t => t.Text).Distinct(StringComparer.Ordinal)],
            Codes = codes,
            CodesOfAll = [.. codes.Union(FindCodes([], rest, $"{description} {other}"), StringComparer.Ordinal).Take(3 * MostCodes)],
        };
    }

    private static string Cut(string text) => text.Length <= MostLetters ? text : text[..MostLetters];

    private static List<Token> Canonical(List<Token> tokens, HashSet<string> same)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var text = tokens[i].Kind == TokenKind.Word ? Words.Traits.OneFor(tokens[i].Text) : tokens[i].Text;
            if (!same.TryGetValue(text, out var kept))
            {
                same.Add(kept = text);
            }

            tokens[i] = tokens[i] with { Text = kept };
        }

        return tokens;
    }

    private static IEnumerable<string> PartNumbers(string number)
    {
        var joined = string.Concat(number.Where(char.IsLetterOrDigit));
        return joined.Length is >= 3 and <= 40 ? [joined] : [];
    }

    private static string[] FindCodes(IEnumerable<string> first, List<Token> tokens, string folded) =>
        [.. first.Concat(tokens.Where(t => t.Kind == TokenKind.Code).Select(t => t.Text)).Concat(Tokenise.Compounds(folded)).Distinct(StringComparer.Ordinal).Take(MostCodes)];
}
