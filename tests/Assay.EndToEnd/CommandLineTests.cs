using Xunit;

namespace Assay.EndToEnd;

/// <summary>What is wrong with a command line is said in a sentence, with exit code 2, and nothing is touched.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly string[] Commands = ["demo", "feeds init", "feeds list", "import", "scan", "explain", "export", "sql", "doctor"];

    private readonly TestFolder folder = new();

    public static TheoryData<string> AllCommands => [.. Commands];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task An_unknown_option_is_wrong_usage_in_every_command(string command)
    {
        foreach (var words in new string[][] { ["x", "--nonsense"], ["--nonsense", "x"], ["x", "--nonsense=1"], ["x", "-z"] })
        {
            var ran = await Typed([.. command.Split(' '), .. words]);
            var option = words.Single(w => w[0] == '-').Split('=')[0];
            Assert.Equal($"assay: {option} is no option of assay {command}\nassay: see: assay {command} --help\n", ran.Error);
        }
    }

    [Theory]
    [InlineData("import x --no-srot", "--no-srot is no option of assay import; did you mean --no-sort?")]
    [InlineData("demo --sed 3", "--sed is no option of assay demo; did you mean --seed?")]
    [InlineData("scan --as-off=2026-01-01", "--as-off is no option of assay scan; did you mean --as-of?")]
    [InlineData("scan --data --jsno", "--jsno is no option of assay scan; did you mean --json?")]
    [InlineData("improt x", "'improt' is no command; did you mean import?")]
    [InlineData("demo --size tiny", "'tiny' is no --size; expected small, medium, large or huge")]
    [InlineData("export out --format xml", "'xml' is no --format; expected csv, parquet or jsonl")]
    [InlineData("explain x --audience sellr", "'sellr' is no --audience; expected internal or seller")]
    [InlineData("sql x --rows -5", "'-5' is no --rows; expected a whole number from 0 to 18446744073709551615")]
    [InlineData("demo --seed one", "'one' is no --seed; expected a whole number from 0 to 18446744073709551615")]
    [InlineData("scan --memory lots", "'lots' is no amount of memory; expected a number of MB or GB, such as 512MB or 4GB")]
    [InlineData("export | --json", "a word is empty; expected a name, a path or a value")]
    [InlineData("scan --data |", "a word is empty; expected a name, a path or a value")]
    [InlineData("scan --memory 4", "'4' is no amount of memory; expected a number of MB or GB, such as 512MB or 4GB")]
    public async Task A_mistake_is_said_with_what_was_expected_or_meant(string line, string sentence)
    {
        var ran = await Typed([.. line.Split(' ').Select(w => w == "|" ? "" : w)]);
        Assert.StartsWith($"assay: {sentence}\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_and_too_much_memory_are_refused_with_the_range()
    {
        Assert.Matches(@"--memory 1MB is too little; expected 128MB to the \d+MB of this machine", (await Typed("scan", "--memory", "1MB")).Error);
        Assert.Matches(@"--memory 900000GB is too much; expected 128MB to the \d+MB of this machine", (await Typed("scan", "--memory", "900000GB")).Error);
    }

    [Theory]
    [MemberData(nameof(AllCommands))]
    public async Task Help_speaks_of_assay_and_of_choices_in_lower_case(string command)
    {
        var ran = await folder.Run([.. command.Split(' '), "--help"]);
        Assert.Equal(0, ran.ExitCode);
        Assert.Contains($"  assay {command} ", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("assay-app", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("(Small|Medium|Csv|Parquet|Jsonl)", ran.Output.Split("Options:")[1]);
    }

    [Fact]
    public async Task After_two_dashes_and_alone_a_dash_is_a_word_as_any_other()
    {
        var named = await folder.Run("import", "--", "--no-such-folder");
        Assert.Equal(1, named.ExitCode);
        Assert.Contains("--no-such-folder", named.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("option", named.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await folder.Run("import", "orders", "-")).ExitCode);
        var comment = await folder.Run("sql", "-- one\nSELECT 1 AS one", "--data", "data", "--json");
        Assert.Equal("{\"one\":\"1\"}\n", comment.Output);
    }

    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_is_no_file_of_arguments()
    {
        await File.WriteAllTextAsync(folder["words"], "--help", TestContext.Current.CancellationToken);
        Assert.Contains("@words is not a folder", (await folder.Run("import", "@words")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("128MB", "128.0 MiB")]
    [InlineData("0.5GB", "512.0 MiB")]
    [InlineData("256mib", "256.0 MiB")]
    public async Task Memory_reaches_the_engine(string given, string engine)
    {
        Assert.Equal(1, (await folder.Run("import", "orders", "-", "--memory", given)).ExitCode);
        var asked = await folder.Run("sql", "SELECT current_setting('memory_limit') AS most", "--memory", given, "--json");
        Assert.Equal($"{{\"most\":\"{engine}\"}}\n", asked.Output);
        Assert.Contains($"the engine uses up to {engine.Split('.')[0]} before", (await folder.Run("doctor", "--memory", given)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_does_not_become_a_data_folder()
    {
        await File.WriteAllTextAsync(folder["letters.txt"], "dear", TestContext.Current.CancellationToken);
        var refused = await folder.Run("import", "orders", "-", "--data", ".");
        Assert.Equal(1, refused.ExitCode);
        Assert.EndsWith("holds 'letters.txt' and no warehouse; expected a data folder, an empty folder, or one that is not there yet. Name another with --data.\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal([folder["letters.txt"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task An_export_to_where_nothing_can_be_written_says_so()
    {
        Assert.Equal(1, (await folder.Run("import", "orders", "-")).ExitCode);
        await File.WriteAllTextAsync(folder["letters.txt"], "dear", TestContext.Current.CancellationToken);
        foreach (var place in new[] { "/proc/out", "letters.txt" })
        {
            var refused = await folder.Run("export", place);
            Assert.Equal(1, refused.ExitCode);
            Assert.StartsWith($"assay: The folder {place} cannot be written: ", refused.Error, StringComparison.Ordinal);
            Assert.EndsWith("; expected a folder that this user may write. Name another.\n", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_query_of_nothing_is_refused()
    {
        var refused = await folder.Run("sql", "-");
        Assert.Equal("assay: No query came; expected one SQL query. Type it as an argument, or hand it to: assay sql -.\n", refused.Error);
    }

    private async Task<Ran> Typed(params string[] words)
    {
        var ran = await folder.Run(words);
        Assert.True(ran.ExitCode == 2, $"{string.Join(' ', words)}\n{ran}");
        Assert.Empty(ran.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        return ran;
    }
}
