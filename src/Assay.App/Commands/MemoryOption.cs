using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.App.Commands;

/// <summary><c>--memory 4GB</c>: most memory that the engine may use.</summary>
internal static partial class MemoryOption
{
    // Below this the engine cannot even sort the demo's smallest feed.
    private const long Least = 128L << 20;

    public static Option<string?> Create()
    {
        var option = new Option<string?>("--memory") { Description = "Most memory for the engine, such as 4GB; half of the machine's by default", HelpName = "SIZE" };
        option.Validators.Add(given =>
        {
            if (Read(given.GetValueOrDefault<string?>()) is { Refused: { } refused })
            {
                given.AddError(refused);
            }
        });
        return option;
    }

    /// <summary>Reads a size in MB or GB; null where none is given.</summary>
    internal static Size? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = Amount().Match(text);
        if (!parts.Success)
        {
            return new Size(0, $"'{text}' is no amount of memory; expected a number of MB or GB, such as 512MB or 4GB");
        }

        // Ten digits at most, so that no number of GB overflows.
        var unit = parts.Groups["unit"].Value[0] is 'g' or 'G' ? 1L << 30 : 1L << 20;
        var bytes = (long)(decimal.Parse(parts.Groups["number"].Value, CultureInfo.InvariantCulture) * unit);
        var most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes < Least || bytes > most
            ? new Size(bytes, $"--memory {text} is too {(bytes < Least ? "little" : "much")}; expected {Least >> 20}MB to the {most >> 20}MB of this machine")
            : new Size(bytes, null);
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,9}(\.[0-9]{1,3})?) ?(?<unit>[MG]i?B)\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Amount();

    /// <summary>A size, or why it is refused.</summary>
    internal sealed record Size(long Bytes, string? Refused);
}
