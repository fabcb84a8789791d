using Assay.Screening.Products.Pairs;
using Assay.Screening.Products.Words;

namespace Assay.Screening.Products.Claims;

/// <summary>
/// What a listing says that cannot be so of the product it claims to be. Each is a signal of its own, for goods that no photo tells apart (industrial goods,
/// small batches). Pure: a listing, a product, what is known of its brand.
/// </summary>
public static class FindContradictions
{
    private const int MostShown = 100;

    /// <summary>The contradictions, in one order.</summary>
    /// <param name="listing">The listing: title, description, GTIN, part number.</param>
    /// <param name="product">The product it claims to be.</param>
    /// <param name="brand">What is known of the product's brand.</param>
    public static IReadOnlyList<Contradiction> Of(Product listing, RegisteredProduct product, BrandKnowledge brand)
    {
        var title = Tokenise.Run(FoldText.Of(listing.Title));
        return
        [
            .. Numbers(listing, product),
            .. PartNumber(listing, product, brand),
            .. NeverMade(title, product, brand),
            .. Amounts(title, product, brand),
            .. Specifications(listing, product, brand),
        ];
    }

    /// <summary>What contradicts the brand that a listing names, where it names none of its products.</summary>
    public static IReadOnlyList<Contradiction> OfBrand(Product listing, BrandKnowledge brand) =>
        [.. Numbers(listing, null), .. PartNumber(listing, null, brand), .. NeverMade(Tokenise.Run(FoldText.Of(listing.Title)), null, brand)];

    private static IEnumerable<Contradiction> Numbers(Product listing, RegisteredProduct? product)
    {
        if (listing.Gtin.Length > 0 && !Gtin.Holds(listing.Gtin))
        {
            yield return new("gtin_check_digit", Shown(listing.Gtin), "a GTIN of 8, 12, 13 or 14 digits whose check digit holds");
        }
        else if (listing.Gtin.Length > 0 && product?.Product.Gtin.Length > 0 && listing.Gtin.TrimStart('0') != product.Product.Gtin.TrimStart('0'))
        {
            yield return new("gtin_not_the_products", listing.Gtin, product.Product.Gtin);
        }
    }

    private static IEnumerable<Contradiction> PartNumber(Product listing, RegisteredProduct? product, BrandKnowledge brand)
    {
        if (listing.PartNumber.Length == 0)
        {
            yield break;
        }

        var patterns = brand.PatternsOf(product);
        if (!brand.Uses(listing.PartNumber) && (patterns.Count > 0 ? patterns.All(p => p.Allows(listing.PartNumber) == false) : !brand.Grammar.Allows(listing.PartNumber)))
        {
            yield return new("part_number_grammar", Shown(listing.PartNumber), patterns.Count > 0 ? patterns[0].Text : brand.Grammar.Describe());
        }
        else if (product?.Product.PartNumber.Length > 0 && BrandKnowledge.PlainNumber(listing.PartNumber) != BrandKnowledge.PlainNumber(product.Product.PartNumber))
        {
            yield return new("part_number_not_the_products", Shown(listing.PartNumber), product.Product.PartNumber);
        }
    }

    // The words of the tell in a row, as whole words: 'gold' is not in 'golden', 36 V is in '36V'.
    private static IEnumerable<Contradiction> NeverMade(List<Token> title, RegisteredProduct? product, BrandKnowledge brand)
    {
        foreach (var tell in brand.TellsOf("never_made", product))
        {
            var words = Tokenise.Run(FoldText.Of(tell.Value));
            if (words.Count > 0 && Enumerable.Range(0, Math.Max(0, title.Count - words.Count + 1)).Any(at => words.Select(w => w.Text).SequenceEqual(title.Skip(at).Take(words.Count).Select(t => t.Text))))
            {
                yield return new("never_made", Shown(tell.Value), "a variant that the brand makes");
            }
        }
    }

    // An amount in a unit in which the product's own is known: 2 TB of a stick that is sold with 64 GB. Other products' amounts do not excuse it, but are told.
    private static IEnumerable<Contradiction> Amounts(List<Token> title, RegisteredProduct product, BrandKnowledge brand)
    {
        foreach (var said in title.Where(t => t.Kind == TokenKind.Quantity).Select(t => t.Text).Distinct(StringComparer.Ordinal))
        {
            var own = product.Quantities.Where(q => Kind(q) == Kind(said)).ToList();
            if (own.Count > 0 && !own.Exists(q => Math.Abs(Base(q) - Base(said)) <= 0.02 * Base(q)))
            {
                var made = brand.Products.Any(p => p.Quantities.Contains(said));
                yield return new(made ? "amount_not_the_products" : "amount_never_made", said, string.Join(" or ", own));
            }
        }
    }

    private static IEnumerable<Contradiction> Specifications(Product listing, RegisteredProduct product, BrandKnowledge brand)
    {
        var told = brand.TellsOf("specification", product).Where(t => t.ProductId is not null).Select(t => t.Value.Split('=', 2)).Where(p => p.Length == 2).Select(p => (Name: p[0], Value: p[1]));
        foreach (var (name, value) in told.Concat(product.Attributes.Select(a => (a.Key, a.Value))).DistinctBy(p => FoldText.Of(p.Item1)))
        {
            if (Stated(FoldText.Of(listing.Title + ". " + listing.Description), FoldText.Of(name).Replace('_', ' ').Trim()) is { } said && !Agree(said, FoldText.Of(value)))
            {
                yield return new("specification", Shown($"{name}: {said}"), Shown($"{name}: {value}"));
            }
        }
    }

    // What stands behind 'name:' or 'name=' up to the next mark; null where the text does not state it so.
    private static string? Stated(string text, string name)
    {
        for (var at = name.Length < 2 ? -1 : text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var from = at + name.Length;
            while (from < text.Length && text[from] == ' ')
            {
                from++;
            }

            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && from < text.Length && text[from] is ':' or '=' or '：')
            {
                var rest = text.AsSpan(from + 1);
                var end = End(rest);
                return rest[..end].Trim().ToString() is { Length: > 0 } said ? said : null;
            }
        }

        return null;
    }

    private static int End(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length && i < MostShown; i++)
        {
            if (text[i] is ';' or ',' or '\n' or '|' or '。' or '，' || (text[i] == '.' && (i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]))))
            {
                return i;
            }
        }

        return Math.Min(text.Length, MostShown);
    }

    // The same words, in whatever order; one side may say more.
    private static bool Agree(string said, string value)
    {
        var a = Tokenise.Run(said).Select(t => t.Text).ToHashSet(StringComparer.Ordinal);
        var b = Tokenise.Run(value).Select(t => t.Text).ToHashSet(StringComparer.Ordinal);
        return a.Count == 0 || b.Count == 0 || a.IsSubsetOf(b) || b.IsSubsetOf(a);
    }

    private static string Shown(string text) => text.Length <= MostShown ? text : text[..MostShown];

    private static string Unit(string quantity) => quantity.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');

    private static string Kind(string quantity) => Unit(quantity) is "kb" or "mb" or "gb" or "tb" ? "bytes" : Unit(quantity) is "g" or "kg" ? "mass" : Unit(quantity) is "mm" or "cm" or "m" ? "length" : Unit(quantity);

    private static double Base(string quantity)
    {
        var unit = Unit(quantity);
        var factor = unit switch { "mb" => 1e3, "gb" => 1e6, "tb" => 1e9, "kg" => 1e3, "cm" => 10, "m" => 1e3, _ => 1 };
        return double.TryParse(quantity.AsSpan(0, quantity.Length - unit.Length), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value * factor : 0;
    }
}
