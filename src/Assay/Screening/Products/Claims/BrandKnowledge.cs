using Assay.Screening.Products.Words;

namespace Assay.Screening.Products.Claims;

/// <summary>What is known of a brand's goods: its products, its tells, the forms of its part numbers.</summary>
public sealed class BrandKnowledge
{
    private readonly List<(Tell Tell, PartNumberPattern? Pattern)> tells;
    private readonly Dictionary<string, int> having;
    private readonly HashSet<string> numbers;
    private readonly Dictionary<string, List<(string Word, double Weight)>> models;

    /// <summary>Gathers it.</summary>
    /// <param name="products">The brand's products.</param>
    /// <param name="tells">The brand's tells.</param>
    public BrandKnowledge(IEnumerable<RegisteredProduct> products, IEnumerable<Tell> tells)
    {
        Products = [.. products];
        having = Products.SelectMany(Words).CountBy(w => w).ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);
        numbers = Products.Select(p => PlainNumber(p.Product.PartNumber)).Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal);
        Grammar = new PartNumberGrammar(Products.Select(p => p.Product.PartNumber));
        this.tells = [.. tells.Select(t => (t, t.Kind == "mpn_pattern" ? PartNumberPattern.Read(t.Value) : null))];
        models = Products.ToDictionary(p => p.Id, ModelWords, StringComparer.Ordinal);
        UnusablePatterns = this.tells.Count(t => t.Tell.Kind == "mpn_pattern" && t.Pattern is null);
    }

    /// <summary>The brand's products.</summary>
    public IReadOnlyList<RegisteredProduct> Products { get; }

    /// <summary>The forms of its part numbers.</summary>
    public PartNumberGrammar Grammar { get; }

    /// <summary>Patterns that cannot be used.</summary>
    public int UnusablePatterns { get; }

    /// <summary>True for the part number of one of the brand's products, however it is spaced and hyphened.</summary>
    public bool Uses(string number) => numbers.Contains(PlainNumber(number));

    /// <summary>A part number by its letters and digits alone.</summary>
    internal static string PlainNumber(string number) => string.Concat(FoldText.Of(number).Where(char.IsLetterOrDigit));

    /// <summary>
    /// The share of the words that tell a product from the brand's others which a text has, 0 to 1: of 'Norvelo Drift 2 jacket' beside 'Norvelo Aster 3 jacket'
    /// these are 'drift' and '2', in whatever language the rest is. Null where nothing tells it from them.
    /// </summary>
    internal double? ModelNamed(RegisteredProduct product, HashSet<string> words)
    {
        var model = models[product.Id];
        var whole = model.Sum(m => m.Weight);
        return whole > 0 ? model.Where(m => words.Contains(m.Word)).Sum(m => m.Weight) / whole : null;
    }

    // A word's weight is how few of the brand's titles have it.
    private List<(string Word, double Weight)> ModelWords(RegisteredProduct product) =>
    [
        .. Words(product).Select(w => (w, Math.Log((double)Products.Count / having[w]))).Where(m => m.Item2 > 0),
    ];

    private static IEnumerable<string> Words(RegisteredProduct product) => Tokenise.Run(FoldText.Of(product.Product.Title)).Select(t => t.Text).Distinct(StringComparer.Ordinal);

    /// <summary>Tells of a kind that hold for a product: the brand's and its own; without a product the brand's.</summary>
    public IEnumerable<Tell> TellsOf(string kind, RegisteredProduct? product) =>
        tells.Select(t => t.Tell).Where(t => t.Kind == kind && (t.ProductId is null || t.ProductId == product?.Id));

    /// <summary>Patterns of part numbers that hold for a product; without one those of the whole brand.</summary>
    public IReadOnlyList<PartNumberPattern> PatternsOf(RegisteredProduct? product) =>
        [.. tells.Where(t => t.Pattern is not null && (t.Tell.ProductId is null || t.Tell.ProductId == product?.Id)).Select(t => t.Pattern!)];
}
