using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Import;
using Assay.Metrics;
using Assay.Operators.StayDown;
using Assay.Operators.Traits;

namespace Assay.Monitor.Gate;

/// <summary>
/// Reads a seller who signs up as JSON: a row of the feed <c>sellers</c>, with the rows of <c>sessions</c> that it came by in a column <c>sessions</c>, and what its first
/// parcels leave from in <c>from_site</c> and <c>sender_phone_hash</c> where that is known. What an import would reject is refused, and an id that may be somebody's number though
/// an import would take it.
/// </summary>
public sealed class ReadSeller(TimeProvider clock)
{
    /// <summary>Most bytes of a seller.</summary>
    public const int Longest = 1 << 18;

    private const int MostSessions = 1000;
    private const int LongestId = 64;
    private const string Mend = "Send the row as docs/feeds.md has it";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    private static readonly (string Column, TraitKind Kind, bool IsHash)[] OfSeller =
    [
        ("identity_hash", TraitKind.Papers, true), ("payout_account", TraitKind.Payout, false), ("phone_hash", TraitKind.Phone, true), ("email_hash", TraitKind.Mail, true),
        ("address_hash", TraitKind.Address, true), ("from_site", TraitKind.Site, false), ("sender_phone_hash", TraitKind.Sender, true),
    ];

    private static readonly (string Column, TraitKind Kind, bool IsHash)[] OfSession =
    [
        ("device_id", TraitKind.Device, false), ("router_id", TraitKind.Router, false), ("ip", TraitKind.Line, false),
    ];

    /// <summary>The seller; or what came, what was expected and what to do.</summary>
    public Result<OfferedSeller> Run(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return new Failure($"The seller has {utf8.Length} bytes", $"at most {Longest}", "Send its latest sessions alone");
        }

        try
        {
            using var json = JsonDocument.Parse(utf8, Strict);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement) : new Failure("The seller is no JSON object", "one JSON object, a row of the feed sellers", Mend);
        }
        catch (JsonException broken)
        {
            return new Failure($"The seller is no JSON: {broken.Message.TrimEnd('.')}", "one JSON object, a row of the feed sellers", Mend);
        }
    }

    private Result<OfferedSeller> Read(JsonElement row)
    {
        var id = Text(row, "seller_id");
        if (!id.Ok)
        {
            return id.Failure;
        }

        if (id.Value.Length == 0)
        {
            return new Failure("seller_id: nothing came", "an id of 1 to 64 bytes", Mend);
        }

        var at = Moment(row);
        var traits = new List<(TraitKind, string)>();
        var refused = at.Ok ? Take(row, OfSeller, traits) ?? Sessions(row, traits) : at.Failure;
        return refused is null ? new OfferedSeller(id.Value, at.Value!.At, [.. traits.Distinct()]) : refused;
    }

    private Result<SignedUp> Moment(JsonElement row)
    {
        var text = Text(row, "registered_at");
        if (!text.Ok)
        {
            return text.Failure;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (text.Value.Length == 0)
        {
            return new SignedUp(now);
        }

        return DateTime.TryParse(text.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at <= now.AddDays(1)
            ? new SignedUp(at)
            : new Failure($"registered_at: '{Reject.Show(text.Value, masked: false)}' came", "a time in ISO 8601, at most a day ahead", Mend);
    }

    private static Failure? Sessions(JsonElement row, List<(TraitKind, string)> traits)
    {
        if (!row.TryGetProperty("sessions", out var sessions) || sessions.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (sessions.ValueKind != JsonValueKind.Array || sessions.GetArrayLength() > MostSessions)
        {
            return new Failure("sessions: no list of rows came, or too long a one", $"at most {MostSessions} rows of the feed sessions", Mend);
        }

        foreach (var session in sessions.EnumerateArray())
        {
            if (session.ValueKind != JsonValueKind.Object)
            {
                return new Failure("sessions: something that is no row came", "rows of the feed sessions", Mend);
            }

            if (Take(session, OfSession, traits) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }

    private static Failure? Take(JsonElement row, (string Column, TraitKind Kind, bool IsHash)[] columns, List<(TraitKind, string)> traits)
    {
        foreach (var (column, kind, isHash) in columns)
        {
            var text = Text(row, column);
            if (!text.Ok)
            {
                return text.Failure;
            }

            if (text.Value.Length == 0)
            {
                continue;
            }

            if (Expected(kind, isHash, text.Value) is { } expected)
            {
                return new Failure($"{column}: '{Reject.Show(text.Value, masked: true)}' came", expected, Mend);
            }

            // Hashes are kept in small letters.
            traits.Add((kind, isHash ? text.Value.ToLowerInvariant() : text.Value));
        }

        return null;
    }

    // What was expected where a value is none; null where it is one.
    private static string? Expected(TraitKind kind, bool isHash, string value) => kind switch
    {
        _ when isHash => value.Length is >= 32 and <= 64 && !value.AsSpan().ContainsAnyExcept(HexDigits) ? null : "a keyed hash of 32 to 64 hexadecimal digits",
        TraitKind.Payout or TraitKind.Router => PersonalNumber.IsIn(value) ? "an opaque id, no number of an account, a card, a telephone or a device's hardware" : null,
        TraitKind.Line => AddressRange.OfAddress(Encoding.UTF8.GetBytes(value)) is null ? "an IPv4 or IPv6 address" : null,
        _ => null,
    };

    // Empty where nothing came.
    private static Result<string> Text(JsonElement row, string column)
    {
        if (!row.TryGetProperty(column, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String && value.GetString()!.Trim() is var text && Encoding.UTF8.GetByteCount(text) <= LongestId && !text.Any(char.IsControl)
            ? text
            : new Failure($"{column}: something else than a text of 1 to {LongestId} bytes came", "a text as the feed has it", Mend);
    }

    private sealed record SignedUp(DateTime At);
}
