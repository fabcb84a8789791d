using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Assay.Import.Epcis;

/// <summary>Reads the columns of the feed <c>epcis</c> off one event.</summary>
internal static class EpcisEvent
{
    private const int LongestId = 64;

    private static readonly string[] EpcLists = ["epcList", "parentID", "childEPCs", "inputEPCList", "outputEPCList"];
    private static readonly string[] QuantityLists = ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"];

    // The spellings of one word of the Core Business Vocabulary.
    private static readonly string[] Vocabularies =
    [
        "urn:epcglobal:cbv:bizstep:", "https://ref.gs1.org/cbv/BizStep-", "http://ref.gs1.org/cbv/BizStep-", "cbv:BizStep-",
        "urn:epcglobal:cbv:disp:", "https://ref.gs1.org/cbv/Disp-", "http://ref.gs1.org/cbv/Disp-", "cbv:Disp-",
    ];

    /// <summary>
    /// What identifies the event: its <c>eventID</c>; of one that is a digest or too long for an id, 64 hexadecimal digits; without one, those
    /// of the event's canonical form.
    /// </summary>
    public static string Id(JsonElement it)
    {
        if (Text(it, "eventID") is not { Length: > 0 } id)
        {
            return CanonicalJson.Digest(it);
        }

        if (Encoding.UTF8.GetByteCount(id) <= LongestId)
        {
            return id;
        }

        const string prefix = "ni:///sha-256;";
        var digest = id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? id[prefix.Length..].Split('?')[0] : "";
        return digest.Length == LongestId && digest.All(char.IsAsciiHexDigit)
            ? digest.ToLowerInvariant()
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    /// <summary>The event's class: <c>ObjectEvent</c>.</summary>
    public static string? Type(JsonElement it) => Text(it, "type") ?? Text(it, "isA");

    /// <summary>A word of the Core Business Vocabulary without the vocabulary's name.</summary>
    public static string? Word(JsonElement it, string name)
    {
        var word = Text(it, name);
        var prefix = word is null ? null : Array.Find(Vocabularies, v => word.StartsWith(v, StringComparison.Ordinal));
        return prefix is null ? word : word![prefix.Length..];
    }

    /// <summary>A place's id.</summary>
    public static string? Place(JsonElement it, string name) => it.TryGetProperty(name, out var place)
        ? place.ValueKind == JsonValueKind.Object ? Text(place, "id") : Text(it, name)
        : null;

    /// <summary>When the event was known: when it was recorded, or later declared an error.</summary>
    public static string? ObservedAt(JsonElement it)
    {
        var recorded = Text(it, "recordTime");
        var declared = it.TryGetProperty("errorDeclaration", out var error) && error.ValueKind == JsonValueKind.Object ? Text(error, "declarationTime") : null;
        return recorded is null || (declared is not null && DateTimeOffset.TryParse(recorded, out var first) && DateTimeOffset.TryParse(declared, out var then) && then > first)
            ? declared ?? recorded
            : recorded;
    }

    /// <summary>Every unit and class that the event speaks of, each once, in the event's order.</summary>
    public static IReadOnlyList<string> Epcs(JsonElement it)
    {
        var epcs = new List<string>();
        foreach (var name in EpcLists)
        {
            epcs.AddRange(it.TryGetProperty(name, out var list) ? Strings(list) : []);
        }

        foreach (var name in QuantityLists)
        {
            if (it.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
            {
                epcs.AddRange(list.EnumerateArray().Where(q => q.ValueKind == JsonValueKind.Object).Select(q => Text(q, "epcClass")).OfType<string>());
            }
        }

        return [.. epcs.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A value as text: a string's own, anything else as JSON; null where there is none.</summary>
    public static string? Text(JsonElement it, string name) => !it.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null
        ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();

    private static IEnumerable<string> Strings(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!),
        _ => [],
    };
}
