using Assay.Screening.Listings;
using Assay.Screening.Text;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Screening.Listings;

public sealed class ReadListingWordsTests
{
    private static readonly TextRules s_rules = new(
        [new("gucci", null, "Gucci"), new("gucci", null, "古驰"), new("apple", null, "Apple"), new("apple", null, "iPhone"), new("spigen", null, "Spigen"), new("dyson", null, "Dyson")],
        WordLists.BuiltIn);

    [Fact]
    public void The_column_for_the_brand_says_what_the_listing_is_about_before_the_title_does()
    {
        Assert.Equal(("gucci", NamedIn.Brand), About(Read("GUCCI", "Belt like the one of Dyson")));
        Assert.Equal(("dyson", NamedIn.Title), About(Read("no name", "Dyson V11 vacuum cleaner")));
        Assert.Equal(("dyson", NamedIn.Title), About(Read(null, "Dyson V11 vacuum cleaner")));
        Assert.Null(Read("no name", "Vacuum cleaner").BrandId);
    }

    [Fact]
    public void A_name_that_claims_stands_before_one_that_only_refers() => Assert.Equal("spigen", Read(null, "Case for iPhone 15 by Spigen").BrandId);

    [Theory]
    [InlineData(null, "Silicone case for iPhone 15", true)]
    [InlineData("Apple", "Silicone case for iPhone 15", true)]
    [InlineData("Spigen", "Spigen case for iPhone 15", false)]
    [InlineData(null, "Apple iPhone 15, fits in every pocket", false)]
    [InlineData(null, "Bag inspired by Gucci", true)]
    [InlineData(null, "Replacement filter, suitable for all models", true)]
    [InlineData("compatible with Apple", "Silicone case, black", true)]
    [InlineData(null, "Vacuum cleaner", false)]
    public void A_part_for_the_brands_article_is_not_the_article(string? brand, string title, bool isAccessory) => Assert.Equal(isAccessory, Read(brand, title).IsAccessory);

    [Fact]
    public void Used_is_what_the_title_calls_used_and_not_what_a_description_says_of_use()
    {
        Assert.True(Read(null, "Gucci belt, pre-owned").IsSecondHand);
        Assert.False(Read(null, "Gucci belt", "Can be used with any dress").IsSecondHand);
    }

    [Fact]
    public void Slang_counts_in_title_and_description_and_weak_slang_where_a_brand_is_offered()
    {
        Assert.True(Read(null, "Belt, mirror quality").IsSlang);
        Assert.True(Read(null, "Gucci belt", "高仿 with box").IsSlang);
        Assert.True(Read(null, "Gucci belt", "1:1").IsSlang);
        Assert.True(Read("Gucci", "Belt 1:1").IsSlang);
        Assert.False(Read(null, "Belt", "1:1").IsSlang);
    }

    [Theory]
    [InlineData("Air 1:1", true)]
    [InlineData("1：1 高仿", true)]
    [InlineData("réplica 1:1", true)]
    [InlineData("replicas of bags", true)]
    [InlineData("1:1 Qualität", true)]
    [InlineData("1:1 实物拍摄 高仿", true)]
    [InlineData("Snap Enterprise Data Replicator license", false)]
    [InlineData("unprecedented power to replicate traditional art media", false)]
    [InlineData("authentic replications playable on your home computer", false)]
    [InlineData("VirusScan Plus sub 1:1 3u MB", false)]
    [InlineData("1:1 Drive Duplicator and Eraser", false)]
    [InlineData("make 1:1 copies of your favorite films", false)]
    [InlineData("scale 1:1", false)]
    [InlineData("масштаб 1:1", false)]
    [InlineData("1:1 exchange within 30 days", false)]
    [InlineData("1:1 实物拍摄", false)]
    public void Slang_of_replica_sellers_is_told_from_the_words_of_software_and_scales_beside_a_brand(string title, bool isSlang) =>
        Assert.Equal(isSlang, Read("Gucci", title).IsSlang);

    [Fact]
    public void A_brand_in_the_description_alone_counts_where_it_speaks_of_replicas()
    {
        Assert.Equal(("gucci", NamedIn.Description), About(Read(null, "Luxury belt", "Guссi, mirror quality")));
        Assert.True(Read(null, "Luxury belt", "Guссi, mirror quality").IsDisguised);
        Assert.Null(Read(null, "Luxury belt", "Goes well with a Gucci bag").BrandId);
    }

    [Fact]
    public void Weak_slang_does_not_count_in_prose()
    {
        var prose = string.Concat(Enumerable.Repeat("Retouch a whole folder in a batch, or clone a part of it. ", 8));
        Assert.False(Read(null, "Gucci photo studio", prose).IsSlang);
        Assert.True(Read(null, "Gucci belt", prose + "Mirror quality.").IsSlang);
    }

    [Theory]
    [InlineData("Gucci 1：1", true)]
    [InlineData("Gucci world version 1.1", false)]
    [InlineData("Gucci final result 1-1", false)]
    public void Numbers_and_signs_are_slang_as_they_are_written_alone(string title, bool isSlang) => Assert.Equal(isSlang, Read(null, title).IsSlang);

    [Theory]
    [InlineData("A p p l e watch", true)]
    [InlineData("Apple watch", false)]
    [InlineData("Spigen", false)]
    public void A_name_cut_into_pieces_is_hidden(string title, bool isDisguised) => Assert.Equal((isDisguised, true), (Read(null, title).IsDisguised, Read(null, title).BrandId is not null));

    [Fact]
    public void Two_words_for_a_name_of_one_hide_nothing()
    {
        var rules = new TextRules([new("makemusic", null, "MakeMusic")], WordLists.BuiltIn);
        var reading = new ReadListingWords(rules).Run(null, "Make music allegro", null);
        Assert.False(reading.IsDisguised);
    }

    [Fact]
    public void A_hidden_name_is_the_brand_and_is_told_to_reviewers_as_it_was_read()
    {
        var reading = Read(null, "Gu\u0441\u0441i belt");
        Assert.Equal(("gucci", true, false), (reading.BrandId, reading.IsDisguised, reading.IsAccessory));
        Assert.Equal("'Guссi' at 0 is Gucci (look-alike letters): offered as the brand's.", Assert.Single(reading.Evidence));
    }

    [Fact]
    public void Places_count_within_the_column_the_title_or_the_description()
    {
        Assert.Equal(["'Gucci' at 0 is Gucci: offered as the brand's.", "'高仿' at 5 is '高仿' of the list replica slang, Chinese."], Read("Gucci", "Belt 高仿").Evidence);
        Assert.Equal(["'Gucci' at 5 is Gucci: offered as the brand's.", "'高仿' at 4 is '高仿' of the list replica slang, Chinese."], Read("none", "Belt Gucci", "New 高仿").Evidence);
    }

    [Fact]
    public void Mixed_letters_are_disguise_though_the_name_is_not_registered() => Assert.True(Read(null, "Rоlex watch").IsDisguised);

    [Fact]
    public void A_name_does_not_go_on_from_the_brand_column_into_the_title()
    {
        var reading = Read("Guc", "ci belt");
        Assert.Equal((null, false), (reading.BrandId, reading.IsDisguised));
        Assert.Equal(("gucci", NamedIn.Title), About(Read("Guc", "ci belt, Gucci")));
    }

    [Fact]
    public void Words_of_one_line_say_nothing_of_names_in_another() => Assert.False(Read("made for", "Gucci belt").IsAccessory);

    [Fact]
    public void A_reader_keeps_nothing_of_one_listing_for_the_next()
    {
        string?[] texts = [null, "Gucci", "case for iPhone", "Belt 1:1", "高仿", "Gu\u0441\u0441i", "used Dyson", "made for"];
        var listing = from brand in Gen.Elements(texts) from title in Gen.Elements(texts) from description in Gen.Elements(texts) select (brand, title ?? "", description);
        var kept = new ReadListingWords(s_rules);
        Prop.ForAll(listing.ToArbitrary(), l => Same(kept.Run(l.brand, l.Item2, l.description), Read(l.brand, l.Item2, l.description))).QuickCheckThrowOnFailure();
    }

    private static ListingReading Read(string? brand, string title, string? description = null) => new ReadListingWords(s_rules).Run(brand, title, description);

    private static (string?, NamedIn) About(ListingReading reading) => (reading.BrandId, reading.Place);

    private static bool Same(ListingReading one, ListingReading other) =>
        (one.Named, one.Place, one.IsAccessory, one.IsSecondHand, one.Hidden, one.IsDisguised) == (other.Named, other.Place, other.IsAccessory, other.IsSecondHand, other.Hidden, other.IsDisguised)
        && one.Evidence.SequenceEqual(other.Evidence);
}
