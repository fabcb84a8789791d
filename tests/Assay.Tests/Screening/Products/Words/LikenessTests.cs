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

    // Any stretch of a longer text, so that what stands behind it is read and does not count.
    [Fact]
    public void Letters_are_found_at_their_places_by_vector_as_one_by_one() => Prop.ForAll(
        Gen.Choose(0, 64).Two().SelectMany(two => Gen.Elements("abä€".ToCharArray()).ArrayOf(two.Item1 + two.Item2 + 3).Select(text => (Text: text, Start: two.Item1, Length: two.Item2))).ToArbitrary(),
        given =>
        {
            var part = given.Text.AsSpan(given.Start, given.Length);
            var places = new LetterPlaces(part);
            var (vector, scalar) = (0UL, 0UL);
            foreach (var letter in "abä€x\0")
            {
                vector = (vector * 31) + places[letter];
                scalar = (scalar * 31) + LetterPlaces.Scalar(part, letter);
            }

            return vector == scalar;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("abcvwxyz", "cabvwxyz", 0.9583)]
    [InlineData("aaaazzzz", "aabbbbbb", 0.5)]
    public void Winklers_own_program_halves_transpositions_whole_and_leaves_unlike_names_their_prefix(string a, string b, double expected) => Assert.Equal(expected, Likeness.JaroWinkler(a, b), 4);

    private static int Slow(ReadOnlySpan<char> a, ReadOnlySpan<char> b) =>
        a.IsEmpty || b.IsEmpty ? a.Length + b.Length
        : Math.Min(Math.Min(Slow(a[1..], b), Slow(a, b[1..])) + 1, Slow(a[1..], b[1..]) + (a[0] == b[0] ? 0 : 1));
}
