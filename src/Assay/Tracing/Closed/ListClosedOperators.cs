using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Operators;
using Assay.Warehouse;

namespace Assay.Tracing.Closed;

/// <summary>An operator, or a shop alone, on the list.</summary>
/// <param name="Id">The operator's id, or the seller's.</param>
/// <param name="IsOperator">True for an operator.</param>
/// <param name="Shops">Its shops.</param>
/// <param name="Closed">Those that were closed for counterfeits.</param>
/// <param name="FirstClosed">When the first was.</param>
/// <param name="LastClosed">When the last was.</param>
/// <param name="Findings">Test buys, audits, courts and customs that found counterfeits.</param>
/// <param name="Country">Where most of its shops are.</param>
/// <param name="Sellers">Its shops' ids, the eldest first.</param>
/// <param name="ClosedSellers">Those closed, the first closed first.</param>
/// <param name="ExpiresAt">When it leaves the list unless something comes to it.</param>
public sealed record ClosedOperator(
    string Id, bool IsOperator, long Shops, long Closed, DateTime FirstClosed, DateTime LastClosed, long Findings, string Country, IReadOnlyList<string> Sellers, IReadOnlyList<string> ClosedSellers, DateTime ExpiresAt);

/// <summary>
/// The list of closed operators: the hundred worst behind shops that were closed already. Internal: it is not published until due process and two people allow it.
/// </summary>
public sealed class ListClosedOperators(IWarehouse warehouse)
{
    /// <summary>Most entries.</summary>
    public const int Most = 100;

    /// <summary>Days after the last closure or finding that an entry stays.</summary>
    public const int Days = 730;

    /// <summary>Who is listed, in a sentence.</summary>
    public const string Rule = "A shop of theirs was closed for counterfeits; the last closure or finding of counterfeits is at most two years ago. The worst by shops closed, then findings, then shops.";

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The list as of the moment that operators were linked.</summary>
    public Result<IReadOnlyList<ClosedOperator>> Run()
    {
        if (WhySameHand.LinkedAsOf(warehouse) is not { } asOf)
        {
            return new Failure("Nothing was linked yet", "operators in the warehouse", "Run assay scan first");
        }

        return Result.Of<IReadOnlyList<ClosedOperator>>([.. warehouse.Table(Sql.Load("Tracing/Closed/closed_operators.sql"), asOf, Days, Most).Select(r => new ClosedOperator(
            r[0]!, r[1] == "true", long.Parse(r[2]!), long.Parse(r[3]!), Moments.Parse(r[4]!), Moments.Parse(r[5]!), long.Parse(r[6]!), r[7] ?? "", Split(r[8]), Split(r[9]), Moments.Parse(r[10]!)))]);
    }

    /// <summary>Writes closed_operators.csv, .json and .ftm.jsonl (FollowTheMoney entities) into a folder, which is made where it is missing. Files appear whole or not at all.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<ClosedOperator> list)
    {
        Directory.CreateDirectory(folder);
        Put(Path.Combine(folder, "closed_operators.csv"), ["operator_id,is_operator,shops,shops_closed,first_closed_at,last_closed_at,findings,country,sellers,closed_sellers,expires_at", .. list.Select(Line)]);
        Put(Path.Combine(folder, "closed_operators.json"), [JsonSerializer.Serialize(new { rule = Rule, audience = "internal", entries = list }, Options)]);
        Put(Path.Combine(folder, "closed_operators.ftm.jsonl"), list.SelectMany(Entities).Select(e => JsonSerializer.Serialize(e, Options)));
    }

    private static void Put(string path, IEnumerable<string> lines)
    {
        File.WriteAllText($"{path}.part", string.Concat(lines.Select(l => l + "\n")));
        File.Move($"{path}.part", path, overwrite: true);
        Private.Keep(path);
    }

    private static string Line(ClosedOperator entry) => string.Join(
        ',',
        CsvCell.Of(entry.Id), entry.IsOperator ? "1" : "0", entry.Shops, entry.Closed, Moments.ToText(entry.FirstClosed), Moments.ToText(entry.LastClosed), entry.Findings, CsvCell.Of(entry.Country),
        CsvCell.Of(string.Join('|', entry.Sellers)), CsvCell.Of(string.Join('|', entry.ClosedSellers)), Moments.ToText(entry.ExpiresAt));

    // An operator is a legal entity of whom nothing but its shops is known; each shop hangs on it by a link.
    private static IEnumerable<object> Entities(ClosedOperator entry)
    {
        var of = entry.IsOperator ? entry.Id : $"{entry.Id}-operator";
        yield return Entity(of, "LegalEntity", new() { ["name"] = [of], ["country"] = Country(entry), ["topics"] = ["crime"], ["notes"] = [Rule], ["retrievedAt"] = [Moments.ToText(entry.LastClosed)[..10]] });
        foreach (var shop in entry.Sellers)
        {
            yield return Entity(shop, "Company", new() { ["name"] = [shop], ["country"] = Country(entry), ["status"] = [entry.ClosedSellers.Contains(shop) ? "closed" : "open"] });
            yield return Entity($"{of}-{shop}", "UnknownLink", new() { ["subject"] = [of], ["object"] = [shop], ["role"] = ["operator"] });
        }
    }

    private static object Entity(string id, string schema, Dictionary<string, string[]> properties) =>
        new { id, schema, properties = properties.Where(p => p.Value.Length > 0).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal) };

    private static string[] Country(ClosedOperator entry) => entry.Country.Length == 2 ? [entry.Country.ToLowerInvariant()] : [];

    private static string[] Split(string? cell) => (cell ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries);
}
