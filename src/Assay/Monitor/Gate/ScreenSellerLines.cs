using System.Text;
using Assay.Operators.StayDown;

namespace Assay.Monitor.Gate;

/// <summary>A line of sellers and what came of it.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Verdict">What was said; null where it was refused.</param>
/// <param name="Refused">Why it was refused; null where it was not.</param>
public sealed record ScreenedSellerLine(long Number, SignUpVerdict? Verdict, Failure? Refused);

/// <summary>Screens sellers of an input, a line each.</summary>
public sealed class ScreenSellerLines(KnownOperators known, TimeProvider clock)
{
    private readonly ReadSeller read = new(clock);

    /// <summary>Screens an input to its end; <paramref name="told"/> hears of each line, in order.</summary>
    public async Task Run(Stream input, Action<ScreenedSellerLine> told, CancellationToken stop)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        long number = 0;
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var offered = read.Run(Encoding.UTF8.GetBytes(line));
            told(offered.Ok ? new ScreenedSellerLine(number, ScreenSeller.Run(offered.Value, known), null) : new ScreenedSellerLine(number, null, offered.Failure));
        }
    }
}
