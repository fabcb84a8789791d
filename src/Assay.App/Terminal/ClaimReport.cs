using System.Text.Json;
using Assay.Screening.Products.Claims;
using Assay.Screening.Products.Prices;
using Spectre.Console;

namespace Assay.App.Terminal;

/// <summary>How the claims of a market's listings look.</summary>
internal static class ClaimReport
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>For people.</summary>
    public static void Write(ClaimSummary claims, PriceSummary prices)
    {
        Say.Out.MarkupLine($"{Say.Count(claims.Claims)} of {Say.Count(claims.Listings)} live listings claim to be a registered product, as of {Moments.ToText(claims.AsOf)}");
        foreach (var (code, count) in claims.Contradictions.OrderByDescending(c => c.Value))
        {
            Say.Out.MarkupLine($"  contradicted by {Say.Safe(code.Replace('_', ' '))}: {Say.Count(count)}");
        }

        if (claims.UnusablePatterns > 0)
        {
            Say.Out.MarkupLine($"{Say.Count(claims.UnusablePatterns)} patterns of part numbers are not used: too long, or in need of backtracking");
        }

        Say.Out.MarkupLine(
            $"{Say.Count(prices.Listings)} prices: {Say.Count(prices.BesideHolder)} beside the rights holder's own, {Say.Count(prices.BesideProduct)} beside others of the product, " +
            $"{Say.Count(prices.BesideBrand)} of the brand, {Say.Count(prices.BesideCategory)} of the category");
        Say.Out.MarkupLine("One listing's: assay sql \"SELECT * FROM product_claims JOIN listing_prices USING (listing_id) WHERE listing_id = 'ID'\"");
    }

    /// <summary>For programs: one object.</summary>
    public static void WriteJson(ClaimSummary claims, PriceSummary prices) => Console.WriteLine(JsonSerializer.Serialize(
        new { AsOf = Moments.ToText(claims.AsOf), claims.Listings, claims.Claims, claims.Contradictions, claims.UnusablePatterns, Prices = prices }, Options));
}
