using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Screening.Listings;
using Assay.Screening.Products.Pairs;
using Assay.Warehouse;

namespace Assay.Screening.Products.Claims;

/// <summary>What reading the market's claims came to.</summary>
/// <param name="AsOf">The moment.</param>
/// <param name="Listings">Live listings that were read.</param>
/// <param name="Claims">How many claim to be a registered product.</param>
/// <param name="Contradictions">How often each contradiction was found, by its code.</param>
/// <param name="UnusablePatterns">Patterns of part numbers that cannot be used: too long, or in need of backtracking.</param>
public sealed record ClaimSummary(DateTime AsOf, long Listings, long Claims, IReadOnlyDictionary<string, long> Contradictions, int UnusablePatterns);

/// <summary>
/// Reads which registered product each live listing claims to be, in the feed <c>products</c>, and what contradicts it, and keeps both in
/// <c>product_claims</c>.
/// </summary>
public sealed class ClaimProducts(IWarehouse warehouse)
{
    private const int Batch = 4096;

    private static readonly Sql Empty = new("product claims", "DELETE FROM product_claims");
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Threads; what comes out does not depend on them.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Reads the claims as of a moment. Those of an earlier look are replaced.</summary>
    public ClaimSummary Run(DateTime asOf, CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        using var transaction = warehouse.Begin();
        warehouse.Run(Empty);
        var products = Products(asOf);
        var brands = Brands(products, asOf);
        var read = new ReadClaims(products, brands, new LoadTextRules().Readers(warehouse, asOf), Threads);
        var found = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (listings, claims) = (0L, 0L);
        using (var rows = warehouse.Collect(Sql.Load("Screening/Products/Claims/claiming_listings.sql"), asOf))
        using (var writer = new ClaimWriter(warehouse.Append("product_claims"), Moments.ToMicros(asOf)))
        {
            foreach (var batch in Batches(rows))
            {
                stop.ThrowIfCancellationRequested();
                listings += batch.Count;
                foreach (var claim in products.Count == 0 ? [] : read.Of(batch, stop))
                {
                    claims += claim.Product is null ? 0 : 1;
                    writer.Write(claim, JsonSerializer.Serialize(claim.Contradictions, Options));
                    foreach (var contradiction in claim.Contradictions)
                    {
                        found[contradiction.Code] = found.GetValueOrDefault(contradiction.Code) + 1;
                    }
                }
            }

            writer.Finish();
        }

        transaction.Commit();
        return new ClaimSummary(asOf, listings, claims, found, brands.Values.Sum(b => b.UnusablePatterns));
    }

    private List<RegisteredProduct> Products(DateTime asOf) =>
    [
        .. warehouse.Table(Sql.Load("Screening/Products/Claims/claimed_products.sql"), asOf)
            .Select(r => new RegisteredProduct(r[0]!, r[1]!, new Product(r[0]!, r[2]!) { Gtin = r[3]!, PartNumber = r[4]!, Other = r[5]! }, RegisteredProduct.ReadAttributes(r[5]))),
    ];

    private Dictionary<string, BrandKnowledge> Brands(List<RegisteredProduct> products, DateTime asOf)
    {
        var tells = warehouse.Table(Sql.Load("Screening/Products/Claims/known_tells.sql"), asOf).ToLookup(r => r[0]!, r => new Tell(r[1]!, r[2]!, r[3]), StringComparer.Ordinal);
        return products.GroupBy(p => p.BrandId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new BrandKnowledge(g, tells[g.Key]), StringComparer.Ordinal);
    }

    private static IEnumerable<List<Product>> Batches(IRows rows)
    {
        var batch = new List<Product>(Batch);
        while (rows.Next())
        {
            for (var row = 0; row < rows.Count; row++)
            {
                string Text(int column) => rows.String(column, row) ?? "";
                batch.Add(new Product(Text(0), Text(1)) { Brand = Text(2), PartNumber = Text(3), Gtin = Text(4), Description = Text(5) });
                if (batch.Count == Batch)
                {
                    yield return batch;
                    batch = new List<Product>(Batch);
                }
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
