using Assay.Screening.Text;
using Xunit;

namespace Assay.Tests.Screening.Text;

public sealed class ReadMentionsTests
{
    private static readonly TextRules Rules = new(
        [new("apple", "EUTM 000181131", "Apple"), new("iphone", null, "iPhone"), new("samsung", null, "Samsung"), new("gucci", "EUTM 000121947", "Gucci"), new("rolex", null, "Rolex"), new("lv", null, "Louis Vuitton"), new("nike", null, "耐克")],
        WordLists.BuiltIn);

    [Theory]
    [InlineData("Gucci belt", MentionContext.Claims)]
    [InlineData("organic apple juice", MentionContext.OrdinaryWord)]
    [InlineData("Apple iPhone 15", MentionContext.Claims)]
    [InlineData("leather strap for the new Apple Watch", MentionContext.Compatible)]
    [InlineData("watch similar to Rolex", MentionContext.Comparison)]
    [InlineData("used Rolex with papers", MentionContext.SecondHand)]
    [InlineData("适用苹果 case for Apple", MentionContext.Compatible)]
    public void A_name_is_read_in_its_context(string title, MentionContext context) => Assert.Equal(context, Read(title).Mentions[0].Context);

    [Fact]
    public void A_list_of_names_shares_what_stands_before_it() =>
        Assert.All(Read("cable for iPhone 15 / Samsung S24").Mentions, m => Assert.Equal(MentionContext.Compatible, m.Context));

    [Fact]
    public void Weak_slang_counts_beside_a_claimed_brand_alone()
    {
        Assert.Empty(Read("picture frame 1:1 square").Slang);
        Assert.Empty(Read("1:1 case for iPhone").Slang);
        Assert.Single(Read("Gucci bag 1:1 with box").Slang);
    }

    [Fact]
    public void Initials_are_believed_beside_slang_alone()
    {
        Assert.Empty(Read("LV bag").Mentions);
        Assert.Equal(NameForm.Initials, Assert.Single(Read("LV bag mirror quality").Mentions).Form);
    }

    [Fact]
    public void Sentences_for_reviewers_say_span_reading_right_and_context() => Golden.Matches(
        string.Concat(
            new[] { "Gu\u200Bccі belt", "G * U * C * C * I", "R0lex replica", "naike男鞋", "case for iPhone", "apple pie", "Луи Rоlex часы" }
                .Select(t => Read(t)).SelectMany(r => r.Mentions.Select(SayMentions.ToReviewer).Concat(r.Slang.Select(SayMentions.ToReviewer))).Select(s => s + "\n")),
        "reviewer-sentences.txt");

    [Fact]
    public void The_same_names_in_another_order_are_read_alike()
    {
        ProtectedName[] names = [new("a", null, "Nike"), new("b", null, "NIKE"), new("c", null, "Nіke"), new("d", null, "Air Nike")];
        var one = new ReadMentions(new TextRules(names, WordLists.BuiltIn)).Run("air N1ke and Nike");
        var other = new ReadMentions(new TextRules(names.Reverse(), WordLists.BuiltIn)).Run("air N1ke and Nike");
        Assert.Equal(one.Mentions.Select(m => (m.Name.BrandId, m.Start)).Order(), other.Mentions.Select(m => (m.Name.BrandId, m.Start)).Order());
    }

    private static TextMentions Read(string title) => new ReadMentions(Rules).Run(title);
}
