using Xunit;

namespace Assay.Tests.Conventions;

public sealed class SizesTests(ITestOutputHelper output)
{
    [Fact]
    public void No_file_and_no_method_is_too_long()
    {
        var measured = Sizes.Measure(new[] { "src", "tests", "bench" }.SelectMany(folder =>
            Repository.Files(folder, ".cs").Concat(Repository.Files(folder, ".sql"))));
        var exceptions = File.ReadAllLines(Path.Combine(Repository.Root, "tests/Assay.Tests/Conventions/size-exceptions.txt"));

        var overAim = measured.Count(each => each.Limit == Sizes.Method && each.Lines > Sizes.MethodAim);
        output.WriteLine($"{overAim} methods have more than {Sizes.MethodAim} lines, which is the aim.");
        Convention.Holds(Sizes.Violations(measured, exceptions));
    }

    [Fact]
    public void A_long_file_is_found() => Assert.Equal(
        "src/Long.cs has 301 lines, at most 300 are wanted: split it, or add it to size-exceptions.txt with a reason.",
        Assert.Single(Violations(new RepositoryFile("src/Long.cs", Lines(301)))));

    [Fact]
    public void A_long_SQL_file_is_found() => Assert.StartsWith(
        "src/long.sql has 201 lines, at most 200", Assert.Single(Violations(new RepositoryFile("src/long.sql", Lines(201)))));

    [Theory]
    [InlineData("class A { void Run() {", "} }", "Run")]
    [InlineData("class A { public A() {", "} }", "A")]
    [InlineData("class A { int Now { get { return 1;", "} } }", "Now")]
    [InlineData("class A { static string Run() => \"\"\"", "\"\"\"; }", "Run")]
    public void A_long_method_is_found(string before, string after, string name) => Assert.StartsWith(
        $"src/A.cs#{name} has 61 lines, at most 60", Assert.Single(Violations(new RepositoryFile("src/A.cs", before + Lines(60) + after))));

    [Fact]
    public void What_is_just_short_enough_is_fine() => Assert.Empty(Violations(
        new RepositoryFile("src/Long.cs", Lines(300)), new("src/long.sql", Lines(200)), new("src/A.cs", "class A { void Run() {" + Lines(59) + "} }")));

    [Fact]
    public void An_exception_with_a_reason_lets_a_long_file_pass() => Assert.Empty(
        Sizes.Violations([new("src/Long.cs", 301, 300)], ["# comment", "", "src/Long.cs | a table of 280 rows"]));

    [Fact]
    public void An_exception_without_a_reason_is_found() => Assert.Contains(
        "gives no reason for src/Long.cs", Assert.Single(Sizes.Violations([new("src/Long.cs", 301, 300)], ["src/Long.cs"])));

    [Fact]
    public void A_stale_exception_is_found() => Assert.Contains(
        "names src/Short.cs, which is not too long", Assert.Single(Sizes.Violations([new("src/Short.cs", 3, 300)], ["src/Short.cs | was long once"])));

    private static IReadOnlyList<string> Violations(params RepositoryFile[] files) => Sizes.Violations(Sizes.Measure(files), []);

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("\n", count));
}
