using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Assay.App.Terminal;

/// <summary>Words and numbers as a terminal shows them. What feeds hold is escaped: control characters never reach the terminal.</summary>
internal static class Say
{
    /// <summary>True where a person watches standard error, so that progress may move.</summary>
    public static bool HasWatcher => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>The console that results go to.</summary>
    public static IAnsiConsole Out { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new WideEnough(Console.Out),
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    /// <summary>The console that progress goes to.</summary>
    public static IAnsiConsole Progress { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>A count with separators: <c>1,234,567</c>.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A rate with its unit: <c>1.2 M rows/s</c>.</summary>
    public static string Rate(double count, TimeSpan took, string unit)
    {
        var rate = took.TotalSeconds > 0 ? count / took.TotalSeconds : 0;
        return rate switch
        {
            >= 1e6 => $"{rate / 1e6:0.0} M {unit}/s",
            >= 1e4 => $"{rate / 1e3:0} k {unit}/s",
            >= 1e3 => $"{rate / 1e3:0.0} k {unit}/s",
            _ => $"{rate:0} {unit}/s",
        };
    }

    /// <summary>A duration: <c>0.42 s</c>, <c>3 min 5 s</c>.</summary>
    public static string Took(TimeSpan took) => took.TotalSeconds < 100 ? $"{took.TotalSeconds:0.00} s" : $"{(int)took.TotalMinutes} min {took.Seconds} s";

    /// <summary>Text from a feed, safe for a terminal and for Spectre's markup, on one line and cut at a width in cells.</summary>
    public static string Safe(string? text, int width = 200)
    {
        if (text is null)
        {
            return "";
        }

        return Markup.Escape(Cut(string.Concat(text.EnumerateRunes().Select(r => IsSafe(r) ? r : new Rune(' '))), width));
    }

    private static bool IsSafe(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // A Chinese character takes two cells of a terminal, a combining one none.
    private static int Cells(string text) => new Segment(text).CellCount();

    private static string Cut(string text, int width)
    {
        if (text.Length <= width / 2 || Cells(text) <= width)
        {
            return text;
        }

        var (cells, length) = (1, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            cells += Cells(rune.ToString());
            if (cells > width)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return string.Concat(text.AsSpan(0, length), "…");
    }

    // Spectre wraps at 80 columns where the output is a pipe; a report in a file or a log wants its lines whole.
    private sealed class WideEnough(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => !Console.IsOutputRedirected;

        public int Width => Console.IsOutputRedirected ? 160 : Math.Max(80, TerminalWidth());

        public int Height => 40;

        public void SetEncoding(Encoding encoding) => Console.OutputEncoding = encoding;

        private static int TerminalWidth()
        {
            try
            {
                return Console.WindowWidth;
            }
            catch (IOException)
            {
                return 80;
            }
        }
    }
}
