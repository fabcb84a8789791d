using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Operators.Traits;

namespace Assay.Operators.Linking;

/// <summary>Writes what two sellers share as JSON: an array, the heaviest first.</summary>
internal static class LinkEvidence
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The array: kind, value, sellers who have it, bits against the likeliest other explanation, since when both were known with it.</summary>
    public static string Json(TraitsOfSellers traits, WeighedPair weighed) => JsonSerializer.Serialize(
        weighed.Shared.Select(s => new
        {
            kind = s.Trait.Kind.ToString().ToLowerInvariant(),
            value = traits.Values[s.Trait.Value].Text,
            sellers = s.Trait.Holders,
            bits = Math.Round(s.Bits, 2),
            since = Moments.ToText(Moments.FromMicros(s.Trait.Since)),
        }),
        Plain);
}
