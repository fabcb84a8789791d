using System.Text.Json;
using Assay.Brands.Rights;
using Assay.Scoring;
using Assay.Screening.Listings;
using Assay.Warehouse;

namespace Assay.Policy;

/// <summary>A reason as a decision kept it.</summary>
/// <param name="Code">The signal.</param>
/// <param name="Sentence">For people inside.</param>
/// <param name="Value">The fact's value.</param>
/// <param name="Peers">The peers' value; null where there is none.</param>
/// <param name="Weight">What it added to the log-odds.</param>
/// <param name="ToSeller">What the seller may be told; null for nothing.</param>
public sealed record KeptReason(string Code, string Sentence, decimal Value, decimal? Peers, decimal Weight, string? ToSeller);

/// <summary>A decision on a listing or the risk of a seller, with its reasons: base + weights + rest = margin.</summary>
/// <param name="Kind"><c>listing</c> or <c>seller</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="SellerId">The seller's id.</param>
/// <param name="Action">What is to be done.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Margin">Log-odds.</param>
/// <param name="Base">Log-odds before any evidence.</param>
/// <param name="Reasons">Strongest first.</param>
/// <param name="Rest">What the reasons not written out add.</param>
/// <param name="Rule">The rule that chose the action; empty for a seller.</param>
/// <param name="AsOf">The moment the decision looks from, as ISO 8601.</param>
/// <param name="About">What it is, in lines of name and value, for people.</param>
public sealed record Explanation(
    string Kind,
    string Id,
    string SellerId,
    string Action,
    decimal Score,
    decimal Probability,
    decimal Margin,
    decimal Base,
    IReadOnlyList<KeptReason> Reasons,
    decimal Rest,
    string Rule,
    string AsOf,
    IReadOnlyList<(string Name, string? Value)> About);

/// <summary>Explains the latest decision on a listing, or the latest risk of a seller.</summary>
public sealed class ExplainSubject(IWarehouse warehouse)
{
    /// <summary>What a seller can do about an action.</summary>
    public const string Remedy = "You may answer with invoices, an authorisation or other proof of origin; a person will look at it.";

    private static readonly Sql AnyDecision = new("any decision", "SELECT count(*) FROM decisions");
    private static readonly Sql KnownListing = new("known listing", "SELECT count(*) FROM listings WHERE id = $1 AND removed_at IS NOT NULL");

    /// <summary>Finds the id among decisions, then among sellers.</summary>
    public Result<Explanation> Run(string id)
    {
        var listing = warehouse.Table(Sql.Load("Policy/explain_listing.sql"), id);
        if (listing.Count > 0)
        {
            var r = listing[0];
            return Read("listing", r, [("title", r[10]), ("price", $"{r[11]} {r[12]}"), ("brand named", r[13]), ("words", Words(r)), ("right", Right(r)), ("shop", $"{r[14]} ({r[1]})")]);
        }

        var seller = warehouse.Table(Sql.Load("Policy/explain_seller.sql"), id);
        if (seller.Count > 0)
        {
            var r = seller[0];
            var closed = r[15] is null ? null : $"{r[15]} ({r[16] ?? "no reason given"})";
            return Read("seller", r, [("shop", r[10]), ("registered", r[11]), ("country", r[12]), ("listings", r[13]), ("held or taken down", r[14]), ("closed", closed), ("operator", Operator(r))]);
        }

        return Unknown(id);
    }

    private static string? Operator(string?[] row) =>
        row[17] is { } id ? $"{id} with {row[18]} shops, {row[19]} of them closed for counterfeits (assay operators show {id})" : null;

    private string? Words(string?[] row)
    {
        if (row[10] is not { } title)
        {
            return null;
        }

        var readers = new LoadTextRules().Readers(warehouse, Moments.Parse(row[8]!));
        return string.Join(' ', readers.Run(row[15], title, row[16]).Evidence);
    }

    private string? Right(string?[] row)
    {
        if (row[17] is not { } brand || row[18] is not { } spelt)
        {
            return null;
        }

        var right = row[19] is { } id ? RightsOfBrands.Read(warehouse, Moments.Parse(row[8]!)).Find(brand, id) : null;
        return new Ground(GroundsInMarket.Parse(spelt), right).Sentence;
    }

    private Failure Unknown(string id)
    {
        if (warehouse.Number(AnyDecision) == 0)
        {
            return new Failure("Nothing was scanned yet", "decisions in the warehouse", "Run assay scan first");
        }

        return warehouse.Number(KnownListing, id) > 0
            ? new Failure($"The listing {id} was removed, so there is no decision on it", "a live listing", "Choose another")
            : new Failure($"'{id}' is neither a listing nor a seller", "an id as the feeds spell it", "Look for it with: assay sql \"SELECT id, title FROM listings LIMIT 20\"");
    }

    private static Explanation Read(string kind, string?[] row, IReadOnlyList<(string Name, string? Value)> about)
    {
        using var json = JsonDocument.Parse(row[6]!);
        var root = json.RootElement;
        return new Explanation(
            kind,
            row[0]!,
            row[1]!,
            row[2]!,
            decimal.Parse(row[3]!),
            decimal.Parse(row[4]!),
            decimal.Parse(row[5]!),
            root.GetProperty("base").GetDecimal(),
            [.. root.GetProperty("reasons").EnumerateArray().Select(ReadReason)],
            root.GetProperty("rest").GetDecimal(),
            row[7]!,
            row[8]!,
            [.. about.Where(a => !string.IsNullOrWhiteSpace(a.Value))]);
    }

    private static KeptReason ReadReason(JsonElement reason) => new(
        reason.GetProperty("code").GetString()!,
        reason.GetProperty("sentence").GetString()!,
        reason.GetProperty("value").GetDecimal(),
        reason.TryGetProperty("peers", out var peers) ? peers.GetDecimal() : null,
        reason.GetProperty("weight").GetDecimal(),
        SellerSignals.ToSeller(reason.GetProperty("code").GetString()!));
}
