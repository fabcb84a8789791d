using System.Text.Json;

namespace Assay.Monitor;

/// <summary>Something that newly became suspicious.</summary>
/// <param name="Id">The same whenever the same is told again: receivers drop what they know.</param>
/// <param name="Kind"><c>account</c>, <c>listing</c> or <c>transaction</c>.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="SellerId">The seller concerned; null where nobody knows.</param>
/// <param name="Was">The action when alerts were made last; null where nothing spoke against it, or nobody knew it.</param>
/// <param name="Action">The action now; a transaction's is that of its listing or seller.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Reasons">The strongest reasons, as sentences for people inside.</param>
/// <param name="AsOf">The moment that the decision looks from.</param>
public sealed record Alert(string Id, string Kind, string SubjectId, string? SellerId, string? Was, string Action, double Score, IReadOnlyList<string> Reasons, DateTime AsOf)
{
    private const int MostReasons = 3;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            alert = Id,
            kind = Kind,
            id = SubjectId,
            seller_id = SellerId,
            was = Was,
            action = Action,
            score = Math.Round(Score, 1),
            reasons = Reasons,
            as_of = Moments.ToText(AsOf),
        },
        Plain);

    /// <summary>The strongest sentences of a decision's reasons that speak against the subject.</summary>
    internal static IReadOnlyList<string> Strongest(string reasons)
    {
        using var json = JsonDocument.Parse(reasons);
        return
        [
            .. json.RootElement.GetProperty("reasons").EnumerateArray()
                .Where(r => r.GetProperty("weight").GetDecimal() > 0)
                .Take(MostReasons)
                .Select(r => r.GetProperty("sentence").GetString()!),
        ];
    }
}
