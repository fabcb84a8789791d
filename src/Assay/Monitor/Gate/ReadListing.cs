using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Assay.Import;

namespace Assay.Monitor.Gate;

/// <summary>
/// Reads one listing as JSON: the columns and the rules of values of the <c>listings</c> feed, as an import has them. What an import would reject is refused.
/// </summary>
/// <param name="words">What codes may be: those of the warehouse.</param>
/// <param name="latest">The latest moment that a time may say.</param>
public sealed class ReadListing(ContractCodes words, DateTime latest)
{
    /// <summary>Most bytes of a listing.</summary>
    public const int Longest = 1 << 20;

    private const int MostUnknown = 20;
    private const int LongestName = 256;
    private const string Wanted = "one JSON object, a row of the feed listings";
    private const string Mend = "Send the row as docs/feeds.md has it";

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 8 };

    private readonly CheckValue check = new(words, latest);

    /// <summary>The listing; or what came, what was expected and what to do.</summary>
    public Result<OfferedListing> Run(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return new Failure($"The listing has {utf8.Length} bytes", $"at most {Longest}", "Shorten its texts; pictures are sent as parts of their own");
        }

        if (!Utf8.IsValid(utf8))
        {
            return new Failure("The listing is not UTF-8", Wanted, Mend);
        }

        var row = ArrayPool<string?>.Shared.Rent(ListingColumns.All.Length);
        row.AsSpan(0, ListingColumns.All.Length).Clear();
        try
        {
            var unknown = new List<string>();
            var refused = ReadRow(utf8, row, unknown) ?? check.Run(row);
            return refused is null ? Make(row, unknown) : refused;
        }
        catch (JsonException broken)
        {
            return new Failure($"The listing is no JSON: {Sentence(broken)}", Wanted, Mend);
        }
        finally
        {
            ArrayPool<string?>.Shared.Return(row, clearArray: true);
        }
    }

    private static Failure? ReadRow(ReadOnlySpan<byte> utf8, string?[] row, List<string> unknown)
    {
        var json = new Utf8JsonReader(utf8, Strict);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return new Failure("The listing is no JSON object", Wanted, Mend);
        }

        var seen = 0UL;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var place = Place(ref json, unknown);
            json.Read();
            if (place < 0)
            {
                json.Skip();
                continue;
            }

            if ((seen & (1UL << place)) != 0)
            {
                return new Failure($"The column {ListingColumns.All[place].Name} came twice", "each column once", "Keep one of them");
            }

            seen |= 1UL << place;
            if (Value(ref json, out row[place]) is { } got)
            {
                return new Failure($"{ListingColumns.All[place].Name}: {got} came", ListingColumns.All[place].Expected, Mend);
            }
        }

        // What stands behind the object makes the reader throw.
        json.Read();
        return null;
    }

    private static int Place(ref Utf8JsonReader json, List<string> unknown)
    {
        Span<char> name = stackalloc char[LongestName];
        if (json.ValueSpan.Length > LongestName)
        {
            Remember(unknown, $"a name of {json.ValueSpan.Length} bytes");
            return -1;
        }

        try
        {
            var text = name[..json.CopyString(name)];
            var place = ListingColumns.PlaceOf(text);
            if (place < 0)
            {
                Remember(unknown, text.ToString());
            }

            return place;
        }
        catch (InvalidOperationException)
        {
            Remember(unknown, "a name with half a character");
            return -1;
        }
    }

    private static void Remember(List<string> unknown, string name)
    {
        if (unknown.Count < MostUnknown && !unknown.Contains(name, StringComparer.Ordinal))
        {
            unknown.Add(name);
        }
    }

    // The text of a value, numbers as they are spelled; empty means missing. What came instead, where it is no single value.
    private static string? Value(ref Utf8JsonReader json, out string? text)
    {
        text = null;
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True or JsonTokenType.False or JsonTokenType.Number:
                text = Encoding.UTF8.GetString(json.ValueSpan);
                return null;
            case JsonTokenType.String:
                return Text(ref json, out text);
            default:
                return json.TokenType == JsonTokenType.StartObject ? "an object" : "a list";
        }
    }

    private static string? Text(ref Utf8JsonReader json, out string? text)
    {
        try
        {
            var all = json.GetString()!;
            text = all.Length == 0 ? null : all;
            return null;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return "half a character (an unpaired surrogate)";
        }
    }

    private static OfferedListing Make(string?[] row, List<string> unknown)
    {
        var price = OfferedPrice.Read(row[ListingColumns.SalePrice] ?? row[ListingColumns.Price]!);
        var currency = OfferedPrice.Read(row[ListingColumns.Price]!).Currency ?? row[ListingColumns.Currency]!;
        return new OfferedListing(row[ListingColumns.Id]!, row[ListingColumns.SellerId]!, row[ListingColumns.Title]!, price.Amount, currency)
        {
            Description = row[ListingColumns.Description],
            Brand = row[ListingColumns.Brand],
            Category = row[ListingColumns.GoogleCategory] ?? row[ListingColumns.ProductType],
            Condition = row[ListingColumns.Condition] ?? "new",
            Gtin = row[ListingColumns.Gtin],
            Mpn = row[ListingColumns.Mpn],
            Pdq = row[ListingColumns.Pdq]?.ToLowerInvariant(),
            ShipFrom = row[ListingColumns.ShipFrom],
            Images = ImagesOf(row),
            UnknownColumns = unknown.Count == 0 ? [] : [.. unknown.Select(ListingColumns.Suggest)],
        };
    }

    private static string[] ImagesOf(string?[] row)
    {
        var (main, more) = (row[ListingColumns.Image], row[ListingColumns.Images]);
        return main is null && more is null
            ? []
            : [.. (main is null ? [] : new[] { main }), .. more?.Split(',', StringSplitOptions.TrimEntries).Select(i => i.Replace("%2C", ",", StringComparison.Ordinal)) ?? []];
    }

    private static string Sentence(JsonException broken)
    {
        var text = broken.Message;
        var end = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"{Reject.Show((end < 0 ? text : text[..end]).TrimEnd('.'), masked: false)} at byte {broken.BytePositionInLine ?? 0}";
    }
}
