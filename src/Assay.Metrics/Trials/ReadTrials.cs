using System.Globalization;
using System.Text.RegularExpressions;
using Assay.Metrics.Definitions;
using Assay.Metrics.Kernel;
using YamlDotNet.RepresentationModel;

namespace Assay.Metrics.Trials;

/// <summary>Reads the trials of one file of the catalogue.</summary>
internal sealed partial class ReadTrials(CatalogueText text, IReadOnlyList<EventStream> streams)
{
    public Trial Run(YamlNode node)
    {
        var entry = text.Mapping(node, "a test");
        text.OnlyKeys(entry, ["name", "subject", "at", "events", "expect"]);
        var at = Moment(text.Required(entry, "at", "at: 2026-06-30T12:00:00Z"), null);
        var keys = new Dictionary<(string Stream, string Field, string Word), uint>();
        var events = Find(entry, "events").Select((e, i) => Event(e, at, (ulong)i, keys)).ToList();
        var expected = text.Mapping(text.Required(entry, "expect", "expect: {orders_1d: 2}"), "expect");
        return new Trial(
            text.Word(text.Required(entry, "name", "name: what it shows"), "the name"),
            text.Word(text.Required(entry, "subject", "subject: seller"), "the subject"),
            at,
            events,
            [.. expected.Children.Select(e => (text.Word(e.Key, "a metric"), Expected(e.Value)))],
            text.At(entry));
    }

    private static IEnumerable<YamlNode> Find(YamlMappingNode entry, string key) => CatalogueText.Find(entry, key) is YamlSequenceNode list ? list.Children : [];

    private (EventStream Stream, EventRow Row) Event(YamlNode node, long now, ulong tie, Dictionary<(string, string, string), uint> keys)
    {
        var entry = text.Mapping(node, "an event");
        var name = text.Word(text.Required(entry, "stream", "stream: orders"), "the stream");
        var stream = streams.FirstOrDefault(s => s.Name == name) ?? throw text.Unknown(entry, name, "stream", [.. streams.Select(s => s.Name)]);
        text.OnlyKeys(entry, ["stream", "at", "known", .. stream.Fields.Select(f => f.Name)]);
        var at = Moment(text.Required(entry, "at", "at: -2d, or a moment"), now);
        var known = CatalogueText.Find(entry, "known") is { } later ? Moment(later, now) : at;
        return (stream, new EventRow(1, at, tie, known, long.MaxValue, [.. stream.Fields.Select(f => Value(stream, f, CatalogueText.Find(entry, f.Name), keys))]));
    }

    private long? Value(EventStream stream, EventField field, YamlNode? node, Dictionary<(string, string, string), uint> keys)
    {
        if (node is null)
        {
            return null;
        }

        var word = text.Word(node, field.Name);
        switch (field.Kind)
        {
            case FieldKind.Code:
                var code = field.Codes.ToList().IndexOf(word);
                return code >= 0 ? code + 1 : throw text.Unknown(node, word, $"value of {field.Name}", [.. field.Codes]);
            case FieldKind.Key:
                var key = (stream.Name, field.Name, word);
                return keys.TryGetValue(key, out var known) ? known : keys[key] = (uint)keys.Count + 1;
            default:
                return decimal.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                    ? (long)Math.Round(number * field.Scale)
                    : throw text.Wrong(node, $"'{word}' is no number", $"{field.Name} in {field.Unit}");
        }
    }

    private double? Expected(YamlNode node)
    {
        var word = text.Word(node, "a value");
        return word == "null" ? null
            : double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
            : throw text.Wrong(node, $"'{word}' is no value", "a number or null");
    }

    // A moment, or a time before the one of the trial: -2d, -90s.
    private long Moment(YamlNode node, long? now)
    {
        var word = text.Word(node, "a moment");
        if (now is { } t && Before().Match(word) is { Success: true } before)
        {
            var unit = before.Groups["unit"].Value switch { "s" => 1_000_000, "m" => 60_000_000, "h" => Window.Hour, _ => Window.Day };
            return t - (long.Parse(before.Groups["count"].Value, CultureInfo.InvariantCulture) * unit);
        }

        return DateTime.TryParse(word, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment)
            ? (moment.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond
            : throw text.Wrong(node, $"'{word}' is no moment", "2026-06-30T12:00:00Z, or for an event also -2d, -3h, -5m, -10s");
    }

    [GeneratedRegex("^-(?<count>[0-9]{1,6})(?<unit>[smhd])$", RegexOptions.ExplicitCapture)]
    private static partial Regex Before();
}
