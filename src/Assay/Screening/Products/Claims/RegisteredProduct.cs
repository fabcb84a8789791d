using System.Text.Json;
using Assay.Screening.Products.Pairs;
using Assay.Screening.Products.Words;

namespace Assay.Screening.Products.Claims;

/// <summary>A product as its rights holder registered it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="BrandId">Its brand.</param>
/// <param name="Product">Title, part number, GTIN.</param>
/// <param name="Attributes">Its specifications by name.</param>
public sealed record RegisteredProduct(string Id, string BrandId, Product Product, IReadOnlyDictionary<string, string> Attributes)
{
    private const int MostAttributes = 100;

    /// <summary>Reads the JSON object of a product's specifications; what is no object has none, and what is nested is passed over.</summary>
    public static IReadOnlyDictionary<string, string> ReadAttributes(string? json)
    {
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (string.IsNullOrWhiteSpace(json))
        {
            return read;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in document.RootElement.EnumerateObject().Take(MostAttributes))
                {
                    if (property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    {
                        read[property.Name] = property.Value.ToString();
                    }
                }
            }
        }
        catch (JsonException)
        {
            return read;
        }

        return read;
    }

    /// <summary>Quantities that title and specifications state: <c>64gb</c>; a name that ends in a unit gives it to a bare number (<c>weight_g</c>).</summary>
    internal IReadOnlyList<string> Quantities { get; } = QuantitiesOf(Product.Title, Attributes);

    private static List<string> QuantitiesOf(string title, IReadOnlyDictionary<string, string> attributes)
    {
        var texts = attributes.Select(a => a.Value.All(c => char.IsAsciiDigit(c) || c == '.') && a.Key.LastIndexOf('_') is > 0 and var at ? $"{a.Value} {a.Key[(at + 1)..]}" : a.Value).Prepend(title);
        return [.. texts.SelectMany(t => Tokenise.Run(FoldText.Of(t))).Where(t => t.Kind == TokenKind.Quantity).Select(t => t.Text).Distinct(StringComparer.Ordinal)];
    }
}
