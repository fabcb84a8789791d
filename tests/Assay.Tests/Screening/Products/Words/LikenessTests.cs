using Assay.Screening.Products.Words;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Screening.Products.Words;

public sealed class LikenessTests
{
    // Winkler's own examples.
    [Theory]
    [InlineData("martha", "marhta", 0.9611)]
    [InlineData("dixon", "dicksonx", 0.8133)]
    [InlineData("jones", "johnson", 0.8324)]
    [InlineData("", "", 1.0)]
    [InlineData("a", "", 0.0)]
    public void The_likeness_of_names_is_that_of_Jaro_and_Winkler(string a, string b, double expected) => Assert.Equal(expected, Likeness.JaroWinkler(a, b), 4);

    [Fact]
    public void Edits_are_those_of_the_definition() => Prop.ForAll(
        Gen.Choose(0, 6).SelectMany(n => Gen.Elements("abc".ToCharArray()).ArrayOf(n)).Two().ToArbitrary(),
        pair => Likeness.Edits(pair.Item1, pair.Item2) == Slow(pair.Item1, pair.Item2)).QuickCheckThrowOnFailure();

    [Fact]
    public void Likeness_is_symmetric_and_between_0_and_1() => Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<string?>(), (a, b) =>
    {
        var one = Likeness.JaroWinkler(a ?? "", b ?? "");
        return one is >= 0 and <= 1.0000001 && Likeness.Edits(a ?? "", b ?? "") == Likeness.Edits(b ?? "", a ?? "");
    }).QuickCheckThrowOnFailure();

    private static int Slow(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.IsEmpty || b.IsEmpty ? a.Length + b.Length
        : Math.Min(Math.Min(Slow(a[1..], b), Slow(a, b[1..])) + 1, Slow(a[1..], b[1..]) + (a[0] == b[0] ? 0 : 1));
}
