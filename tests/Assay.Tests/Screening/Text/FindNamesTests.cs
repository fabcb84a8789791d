using Assay.Screening.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Screening.Text;

public sealed class FindNamesTests
{
    private static readonly string[] Names = ["Nike", "Air Jordan", "LV", "3M", "Gucci", "McCoy", "Boss", "Hugo Boss", "耐克", "ナイキ", "Hermès", "New Balance", "aa", "LL Bean"];

    private static readonly Gen<string> Texts =
        from parts in Gen.ArrayOf(Gen.Elements("Nike", "nike", "air", "AIR", "jordan", " ", " ", " ", "-", "LV", "lv", "3m", "gucci", "mccoy", "McCoy", "Boss", "hugo", "耐", "克", "ナイキ", "hermès", "new balance", "aa", "a", "ll", "bean", "é", "x"))
        select string.Concat(parts);

    [Fact]
    public void Plain_names_are_those_that_a_slow_search_of_whole_words_finds()
    {
        var index = new NameIndex(Names.Select((n, i) => new SoughtName(n, i, NameForm.Given)));
        var find = new FindNames(index);
        Prop.ForAll(Arb.From(Texts), text =>
        {
            var found = new List<NameMatch>();
            find.RunPlain(text, found);
            Assert.Equal(Slowly(text), found.Select(m => (index[m.Name].Text, m.Start)).Order());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_found_plainly_is_found_through_disguise_too()
    {
        var index = new NameIndex(Names.Select((n, i) => new SoughtName(n, i, NameForm.Given)));
        var find = new FindNames(index);
        Prop.ForAll(Arb.From(Texts), text =>
        {
            List<NameMatch> plain = [], all = [];
            find.RunPlain(text, plain);
            find.Run(text, all);
            Assert.Subset(all.Select(m => (m.Name, m.Start, m.End)).ToHashSet(), plain.Select(m => (m.Name, m.Start, m.End)).ToHashSet());
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("Nіke shoes", ReadAs.Lookalike)]
    [InlineData("N i k e shoes", ReadAs.Spaced)]
    [InlineData("N*i*k*e shoes", ReadAs.Punctuated)]
    [InlineData("N1ke shoes", ReadAs.Leet)]
    [InlineData("n!ke shoes", ReadAs.Leet)]
    [InlineData("Ｎｉｋｅ shoes", ReadAs.Width)]
    [InlineData("Nìkë shoes", ReadAs.Marks)]
    [InlineData("Ni\u200Bke shoes", ReadAs.Invisible)]
    [InlineData("Nikeee shoes", ReadAs.Repeated)]
    [InlineData("NlKE shoes", ReadAs.SameStroke)]
    [InlineData("NikeShoes", ReadAs.Glued)]
    [InlineData("耐 克 鞋", ReadAs.Spaced)]
    public void A_disguise_is_named(string text, ReadAs how)
    {
        var index = new NameIndex(Names.Select((n, i) => new SoughtName(n, i, NameForm.Given)));
        var found = new List<NameMatch>();
        new FindNames(index).Run(text, found);
        Assert.Contains(found, m => m.How == how && index[m.Name].Text is "Nike" or "耐克");
    }

    [Theory]
    [InlineData("Nice shoes")]
    [InlineData("Channel islands")]
    [InlineData("part no. B055")]
    [InlineData("C * D")]
    public void Words_that_are_no_name_are_left_alone(string text)
    {
        var found = new List<NameMatch>();
        new FindNames(new NameIndex(Names.Select((n, i) => new SoughtName(n, i, NameForm.Given)))).Run(text, found);
        Assert.DoesNotContain(found, m => m.Certainty == Certainty.Sure);
    }

    [Fact]
    public void Names_without_letters_or_of_endless_ones_are_passed_over()
    {
        var index = new NameIndex([new SoughtName("***", 0, NameForm.Given), new SoughtName("", 1, NameForm.Given), new SoughtName(string.Concat(Enumerable.Repeat("ab", 100)), 2, NameForm.Given), new SoughtName("Nike", 3, NameForm.Given)]);
        Assert.Equal([0, 1, 2], index.PassedOver.Select(n => n.Brand));
        Assert.Equal(1, index.Count);
    }

    public static TheoryData<string> Hostile => new(
        new string('a', 1 << 20),
        string.Concat(Enumerable.Repeat("L * V ", 175_000)),
        string.Concat(Enumerable.Repeat("n i k e ", 131_000)),
        new string('\u0301', 1 << 20),
        new string('\uD800', 1 << 20),
        "nike" + new string('\u200B', 1 << 20) + "shoe",
        string.Concat(Enumerable.Repeat("\u202Eekin\u202C ", 150_000)),
        new string('@', 1 << 20),
        string.Concat(Enumerable.Repeat("耐克", 524_288)),
        string.Concat(Enumerable.Repeat("nike ", 2_000_000)));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Huge_and_broken_texts_get_a_bounded_answer(string text)
    {
        var find = new FindNames(new NameIndex(Names.Select((n, i) => new SoughtName(n, i, NameForm.Given))));
        var found = new List<NameMatch>();
        find.Run(text, found);
        Assert.True(found.Count <= 4 * FindNames.MostCandidates);
        Assert.Equal(text.Length > FindNames.MostCharacters || found.Count >= FindNames.MostCandidates / 4, find.WasCut || found.Count >= FindNames.MostCandidates / 4);
    }

    [Fact]
    public void An_unpaired_surrogate_ends_a_word_and_nothing_else()
    {
        var index = new NameIndex([new SoughtName("Nike", 0, NameForm.Given)]);
        var found = new List<NameMatch>();
        new FindNames(index).Run("\uDC00Nike\uD83D", found);
        Assert.Equal((1, 5), (Assert.Single(found).Start, found[0].End));
    }

    private static IEnumerable<(string Name, int Start)> Slowly(string text) =>
        (from name in Names
         from start in Enumerable.Range(0, text.Length)
         where string.Compare(text, start, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
         where start + name.Length <= text.Length
         where !Joins(text, start - 1, start) && !Joins(text, start + name.Length - 1, start + name.Length)
         select (name, start)).Order();

    private static bool Joins(string text, int left, int right) =>
        left >= 0 && right < text.Length && char.IsLetterOrDigit(text[left]) && char.IsLetterOrDigit(text[right])
        && (text[left] < 0x2E80 && text[right] < 0x2E80 || (text[left] is >= '\u30A1' and <= '\u30FC' && text[right] is >= '\u30A1' and <= '\u30FC'));
}
