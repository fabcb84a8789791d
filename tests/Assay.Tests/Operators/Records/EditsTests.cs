using Assay.Operators.Records;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Operators.Records;

public sealed class EditsTests
{
    [Theory]
    [InlineData("smith", "smiht", 1)]
    [InlineData("scholz", "schloz", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("Vukić", "Vučić", 1)]
    public void A_swap_of_neighbours_is_one_edit(string a, string b, int expected) => Assert.Equal(expected, Edits.Between(a, b));

    [Fact]
    public void Edits_are_those_of_the_definition() => Prop.ForAll(
        Gen.Choose(0, 9).SelectMany(n => Gen.Elements("abc".ToCharArray()).ArrayOf(n)).Two().ToArbitrary(),
        pair => Edits.Between(pair.Item1, pair.Item2) == Slow(pair.Item1, pair.Item2)).QuickCheckThrowOnFailure();

    [Fact]
    public void Long_texts_are_compared_by_their_first_letters()
    {
        var text = new string('a', 63) + "b" + new string('x', 500);
        Assert.Equal(0, Edits.Between(text, text + "more"));
        Assert.Equal(1, Edits.Between(text, new string('a', 64)));
        Assert.Equal(64, Edits.Between(new string('a', 64), new string('b', 64)));
    }

    [Theory]
    [InlineData("amelia", "lmeai", 0.909)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("", "", 1)]
    public void Letters_are_shared_in_any_order(string a, string b, double expected) =>
        Assert.Equal(expected, Edits.Shared(string.Concat(a.Order()), string.Concat(b.Order())), 3);

    // The recurrence of optimal string alignment, with nothing clever.
    private static int Slow(char[] a, char[] b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
