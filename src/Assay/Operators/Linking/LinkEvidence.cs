using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Operators.Traits;

namespace Assay.Operators.Linking;

/// <summary>Writes what two sellers share as JSON.</summary>
internal static class LinkEvidence
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The likeliest other explanation, <c>otherwise</c>, and what they share, the heaviest first: kind, value, sellers who have it, bits against that explanation, since
    /// when both were known with it.
    /// </summary>
    public static string Json(TraitsOfSellers traits, WeighedPair weighed) => JsonSerializer.Serialize(
        new
        {
            otherwise = Explanations.Say(weighed.Otherwise),
            shares = weighed.Shared.Select(s => new
            {
                kind = s.Trait.Kind.ToString().ToLowerInvariant(),
                value = traits.Values[s.Trait.Value].Text,
                sellers = s.Trait.Holders,
                bits = Math.Round(s.Bits, 2),
                since = Moments.ToText(Moments.FromMicros(s.Trait.Since)),
            }),
        },
        Plain);

    /// <summary>The same of a member's tie: with whom it is tied before it.</summary>
    public static string OfTie(string tiedTo, string evidence) => $"{{\"tied_to\":{JsonSerializer.Serialize(tiedTo, Plain)},{evidence[1..]}";
}
