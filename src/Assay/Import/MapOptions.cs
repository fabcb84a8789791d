using System.Text.RegularExpressions;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;
using YamlDotNet.RepresentationModel;

namespace Assay.Import;

/// <summary>Reads the options of a map that say how values are written, for all feeds or for one.</summary>
internal sealed partial class MapOptions(MapText text)
{
    private static readonly Sql Zones = new("time zones", "SELECT name FROM pg_timezone_names() ORDER BY name");
    private static readonly Lazy<IReadOnlyList<string>> KnownZones = new(ReadZones);

    /// <summary>The mapping with the options that stand below a node.</summary>
    public FeedMapping Apply(FeedMapping mapping, YamlMappingNode node) => mapping with
    {
        TimeZone = MapText.Find(node, "time_zone") is { } zone ? Zone(zone) : mapping.TimeZone,
        Delimiter = MapText.Find(node, "delimiter") is { } delimiter ? Delimiter(delimiter) : mapping.Delimiter,
        DecimalComma = MapText.Find(node, "decimal") is { } point ? Decimal(point) : mapping.DecimalComma,
        Times = MapText.Find(node, "times") is { } times ? Times(times) : mapping.Times,
    };

    private string Zone(YamlNode node)
    {
        var name = text.Word(node);
        return KnownZones.Value.Contains(name, StringComparer.Ordinal)
            ? name
            : throw text.Wrong(node, $"names the time zone '{name}', which there is not", Near(name), "Correct the map");
    }

    // People type the city, or forget the continent.
    private static string Near(string name)
    {
        var zones = KnownZones.Value;
        var near = NearestName.Of(name, zones) ?? zones.FirstOrDefault(z => NearestName.Of(name, [z.Split('/')[^1]]) is not null);
        return near is null ? "an IANA name such as Europe/Berlin or UTC" : $"'{near}' perhaps";
    }

    private char Delimiter(YamlNode node)
    {
        var word = text.Word(node) is "tab" or "\\t" ? "\t" : text.Word(node);
        return word.Length == 1 && Delimiters.Contains(word[0])
            ? word[0]
            : throw text.Wrong(node, $"names the delimiter '{word}'", $"one of {string.Join(" ", Delimiters.All.Select(d => d.Character == '\t' ? "tab" : $"'{d.Character}'"))}", "Correct the map");
    }

    private bool Decimal(YamlNode node) => text.Word(node) switch
    {
        "," => true,
        "." => false,
        var other => throw text.Wrong(node, $"names the decimal '{other}'", "',' or '.'", "Correct the map"),
    };

    private TimeForm Times(YamlNode node) => text.Word(node) switch
    {
        "iso" => TimeForm.Iso,
        "unix" => TimeForm.Unix,
        "unix_ms" => TimeForm.UnixMilliseconds,
        var format when IsFormat(format) => new TimeForm(0, format),
        var other => throw text.Wrong(
            node,
            $"names the times '{other}'",
            "iso, unix, unix_ms, or a format of strptime with at least year, month and day, such as '%d.%m.%Y %H:%M:%S'",
            "Correct the map"),
    };

    private static bool IsFormat(string format) =>
        format.Length <= 64
        && Specifiers().Count(format) == format.Count(c => c == '%')
        && Year().IsMatch(format) && Month().IsMatch(format) && format.Contains("%d", StringComparison.Ordinal);

    private static List<string> ReadZones()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var session = database.Connect();
        return [.. session.Table(Zones).Select(r => r[0]!)];
    }

    [GeneratedRegex("%[YymdHIMSpfgbBj]")]
    private static partial Regex Specifiers();

    [GeneratedRegex("%[Yy]")]
    private static partial Regex Year();

    [GeneratedRegex("%[mbB]")]
    private static partial Regex Month();
}
