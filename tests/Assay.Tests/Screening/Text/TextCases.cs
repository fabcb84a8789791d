using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Screening.Text;

namespace Assay.Tests.Screening.Text;

/// <summary>A labelled title of <c>quality/text/cases.tsv</c>.</summary>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Kind">How the name is disguised, or what makes it a look-alike.</param>
/// <param name="Expected">Brands, some with a context, and <c>slang</c>.</param>
/// <param name="Title">The title.</param>
internal sealed partial record TextCase(string Language, string Kind, IReadOnlyList<string> Expected, string Title)
{
    /// <summary>A third, by the title's hash, that nobody looks at while rules and lists are changed.</summary>
    public bool IsHeldOut => SHA256.HashData(Encoding.UTF8.GetBytes(Title))[0] < 85;

    /// <summary>True where nothing is held against the title.</summary>
    public bool IsLegitimate => Claims.Count == 0;

    /// <summary>Brands offered, new or used, and <c>slang</c>.</summary>
    public IReadOnlyList<string> Claims => [.. Expected.Where(e => e != "-" && (!e.Contains(':', StringComparison.Ordinal) || e.EndsWith(":second_hand", StringComparison.Ordinal))).Select(e => e.Split(':')[0])];

    /// <summary>The cases of a file.</summary>
    public static IReadOnlyList<TextCase> Read(string path) =>
    [
        .. from line in File.ReadLines(path)
           where line.Length > 0 && line[0] != '#'
           let cells = line.Split('\t')
           select new TextCase(cells[0], cells[1], cells[2].Split(','), Escape().Replace(cells[3], m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber)).ToString())),
    ];

    /// <summary>The names of <c>quality/text/brands.tsv</c>.</summary>
    public static IReadOnlyList<ProtectedName> Brands(string path) =>
    [
        .. from line in File.ReadLines(path)
           where line.Length > 0 && line[0] != '#'
           let cells = line.Split('\t')
           from name in cells[1].Split('|')
           select new ProtectedName(cells[0], null, name),
    ];

    [GeneratedRegex(@"\\u([0-9a-f]{4})")]
    private static partial Regex Escape();
}

/// <summary>How well cases are read: what was expected and found, found beside, missed, by kind.</summary>
internal static class TextQuality
{
    /// <summary>What was found in a title: brands offered and <c>slang</c>.</summary>
    public static HashSet<string> Found(TextMentions mentions) =>
    [
        .. mentions.Mentions.Where(m => m.Context is MentionContext.Claims or MentionContext.SecondHand).Select(m => m.Name.BrandId),
        .. mentions.Slang.Take(1).Select(_ => "slang"),
    ];

    /// <summary>The results as they are frozen.</summary>
    public static string Report(IReadOnlyList<TextCase> cases, ReadMentions read)
    {
        var text = new StringBuilder();
        foreach (var (part, chosen) in new[] { ("tuned", cases.Where(c => !c.IsHeldOut).ToList()), ("held out", cases.Where(c => c.IsHeldOut).ToList()) })
        {
            var results = chosen.Select(c => (Case: c, Read: read.Run(c.Title))).Select(r => (r.Case, r.Read, Found: Found(r.Read))).ToList();
            var right = results.Sum(r => r.Case.Claims.Count(r.Found.Contains));
            var wrong = results.Sum(r => r.Found.Count(f => !r.Case.Claims.Contains(f)));
            var missed = results.Sum(r => r.Case.Claims.Count(c => !r.Found.Contains(c)));
            text.Append($"{part}: {chosen.Count} cases, precision {right / (double)(right + wrong):0.000}, recall {right / (double)(right + missed):0.000}, right {right}, wrong {wrong}, missed {missed}\n");
            var legitimate = results.Where(r => r.Case.IsLegitimate).ToList();
            text.Append($"{part}: {legitimate.Count} legitimate titles, {legitimate.Count(r => r.Found.Count > 0)} held against\n");
            var contexts = results.SelectMany(r => r.Case.Expected.Where(e => e.Contains(':', StringComparison.Ordinal)).Select(e => (r.Read, Wanted: e.Split(':')))).ToList();
            text.Append($"{part}: {contexts.Count} names made for, compared or used, {contexts.Count(c => HasContext(c.Read, c.Wanted))} with that context\n");
            foreach (var kind in results.GroupBy(r => r.Case.Kind).OrderBy(k => k.Key, StringComparer.Ordinal))
            {
                var wanted = kind.Sum(r => r.Case.Claims.Count);
                var found = kind.Sum(r => r.Case.Claims.Count(r.Found.Contains));
                var beside = kind.Sum(r => r.Found.Count(f => !r.Case.Claims.Contains(f)));
                text.Append($"  {kind.Key,-16} {kind.Count(),4} cases {(wanted > 0 ? $"recall {found / (double)wanted:0.000}" : "             ")} wrong {beside}\n");
            }
        }

        return text.ToString();
    }

    private static bool HasContext(TextMentions read, string[] wanted) => read.Mentions.Any(m => m.Name.BrandId == wanted[0] && m.Context.ToString() == wanted[1] switch
    {
        "compatible" => nameof(MentionContext.Compatible),
        "comparison" => nameof(MentionContext.Comparison),
        _ => nameof(MentionContext.SecondHand),
    });
}
