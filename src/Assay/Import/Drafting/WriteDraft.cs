using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Assay.Import.Drafting;

/// <summary>Writes a draft as YAML: what is sure as lines, what is doubtful as comments.</summary>
internal sealed class WriteDraft
{
    private readonly StringBuilder yaml = new();

    /// <summary>The text of the draft.</summary>
    public string Run(IReadOnlyList<GuessedFeed> guesses)
    {
        Line("# Drafted by assay feeds init. Your names stand left, the contract's right; assay feeds list FEED tells what each must hold.");
        Line("# What is sure is mapped. Read the lines with a question mark, remove their # where the guess is right,");
        Line("# then: assay import DIR --map THIS_FILE");
        foreach (var guess in guesses.Where(g => g.Feed is null))
        {
            Line($"# {Quote(guess.File.Name)}: which feed is this? Its columns are like no feed's. Name it below, or leave it out.");
        }

        var feeds = DraftedFeed.All(guesses);
        Line(feeds.Count == 0 ? "feeds: {}" : "feeds:");
        foreach (var feed in feeds)
        {
            if (feed.Files.All(f => f.Format == FeedFormat.Epcis))
            {
                Line("  # EPCIS documents need no map: put them into the folder epcis as *.jsonld.");
                Line("  epcis: {}");
                continue;
            }

            Feed(feed);
        }

        return yaml.ToString();
    }

    private void Feed(DraftedFeed feed)
    {
        Line($"  {feed.Feed.Name}:");
        foreach (var also in feed.Also)
        {
            Line($"    # ? The same file may hold {also.Name} too: it has all that {also.Name} requires.");
        }

        Line($"    files: [{string.Join(", ", feed.Files.Select(f => Quote(f.Name)))}]");
        Options(feed);
        Columns(feed);
        Missing(feed);
        Words(feed);
    }

    private void Options(DraftedFeed feed)
    {
        if (feed.Delimiter is { } delimiter)
        {
            Line($"    delimiter: {(delimiter == '\t' ? "tab" : $"'{delimiter}'")}");
        }

        if (feed.HasComma)
        {
            Line("    decimal: ','");
        }

        if (feed.Times is { } times)
        {
            Line($"    times: {(times.StartsWith('%') ? $"'{times}'" : times)}");
        }

        if (feed.WantsZone)
        {
            Line("    # ? Times here say no offset and are read as UTC. Where they are local, name their zone:");
            Line("    # time_zone: Europe/Berlin");
        }
    }

    private void Columns(DraftedFeed feed)
    {
        var lines = feed.Columns.Select(c => Column(c, feed.Matches.FirstOrDefault(m => m.Theirs == c), feed.Feed)).ToList();
        Line(lines.TrueForAll(l => l.TrimStart().StartsWith('#')) ? "    columns: {}" : "    columns:");
        lines.ForEach(Line);
    }

    private static string Column(SampledColumn column, ColumnMatch? match, Feed feed)
    {
        var example = column.Values.Count > 0 ? $", looks like {Example(column.Values[0])}" : "";
        return match switch
        {
            { IsSure: true } => $"      {Quote(column.Name)}: {match.Ours.Name}",
            not null => $"      # {Quote(column.Name)}: {match.Ours.Name}   # ? perhaps{example}",
            _ when feed.TakesMoreColumns => $"      # {Quote(column.Name)} joins the metrics as it is",
            _ => $"      {Quote(column.Name)}: ''   # kept out{example}",
        };
    }

    private void Missing(DraftedFeed feed)
    {
        var missing = feed.Missing.ToList();
        foreach (var column in missing)
        {
            var guess = feed.Matches.FirstOrDefault(m => m.Ours == column);
            Line($"    # Missing: {column.Name}, {column.Expected}. {(guess is null ? "Map a column above" : $"Is it {Quote(guess.Theirs.Name)} above?")}, or give every row one value under constants.");
        }

        if (missing.Count > 0)
        {
            Line("    # constants:");
            missing.ForEach(c => Line($"    #   {c.Name}: ''"));
        }
    }

    private void Words(DraftedFeed feed)
    {
        var columns = feed.Matches
            .Where(m => m.Ours.Kind != ColumnKind.Currency || !feed.Matches.Any(p => p.Ours.Kind == ColumnKind.Price && p.Theirs == m.Theirs))
            .Select(m => (Match: m, Words: GuessWords.All(m.Ours, m.Theirs.Values)))
            .Where(m => m.Words.Count > 0)
            .ToList();
        if (columns.Count == 0)
        {
            return;
        }

        Line(columns.Exists(c => c.Match.IsSure && c.Words.Any(w => w.IsSure)) ? "    values:" : "    # values:");
        foreach (var (match, words) in columns)
        {
            var isOpen = match.IsSure && words.Any(w => w.IsSure);
            Line(isOpen ? $"      {match.Ours.Name}:" : $"    #   {match.Ours.Name}:");
            foreach (var word in words)
            {
                Line(Word(match.Ours, word, isOpen));
            }
        }
    }

    private static string Word(FeedColumn column, (string Theirs, string? Ours, bool IsSure) word, bool isOpen)
    {
        if (word.IsSure)
        {
            return isOpen ? $"        {Quote(word.Theirs)}: {word.Ours}" : $"    #     {Quote(word.Theirs)}: {word.Ours}";
        }

        var expected = column.Choices.Count > 0 ? $"one of {string.Join(", ", column.Choices)}" : column.Expected;
        return $"    #     {Quote(word.Theirs)}: {word.Ours ?? "''"}   # ? {(word.Ours is null ? expected : "perhaps")}";
    }

    // A value may be somebody's name or number: its shape is enough to know it by, and may stand in a file that is passed around.
    private static string Example(string value) =>
        Quote(string.Concat(value.Take(40).Select(c => char.IsDigit(c) ? '9' : char.IsUpper(c) ? 'X' : char.IsLetter(c) ? 'x' : IsHidden(c) ? ' ' : c)));

    // What could end a line or hide in one is spelled by escapes.
    private static string Quote(string text) => text.Any(IsHidden) ? JsonSerializer.Serialize(text) : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static bool IsHidden(char letter) =>
        char.IsControl(letter) || char.IsSurrogate(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format;

    private void Line(string text) => yaml.Append(text).Append('\n');
}
