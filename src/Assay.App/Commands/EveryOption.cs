using System.CommandLine;
using System.Globalization;

namespace Assay.App.Commands;

/// <summary><c>--every 1s</c>: how often something is done.</summary>
internal static class EveryOption
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public static Option<string> Create()
    {
        var option = new Option<string>("--every") { Description = "Time between folds into the warehouse, from 10ms to 60m", HelpName = "TIME", DefaultValueFactory = _ => "1s" };
        option.Validators.Add(given =>
        {
            if (Read(given.GetValueOrDefault<string>()!) is null)
            {
                given.AddError($"'{given.GetValueOrDefault<string>()}' is no time; expected a number of ms, s or m, such as 500ms or 1s");
            }
        });
        return option;
    }

    /// <summary>The time that a text says; null where it says none.</summary>
    public static TimeSpan? Read(string text)
    {
        var unit = text.EndsWith("ms", StringComparison.Ordinal) ? "ms" : text.Length > 0 ? text[^1..] : "";
        double? milliseconds = unit switch { "ms" => 1, "s" => 1000, "m" => 60_000, _ => null };
        if (milliseconds is null || !double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var time = TimeSpan.FromMilliseconds(Math.Min(number * milliseconds.Value, 1e9));
        return time >= Least && time <= Most ? time : null;
    }
}
