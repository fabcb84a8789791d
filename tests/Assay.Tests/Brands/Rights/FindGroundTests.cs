using Assay.Brands.Rights;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Brands.Rights;

public sealed class FindGroundTests
{
    private const string Shoes = "Apparel & Accessories > Shoes";

    private static readonly DateTime s_now = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);
    private static readonly RightKind[] s_marks = [RightKind.WordMark, RightKind.FigurativeMark];

    [Fact]
    public void A_mark_that_holds_here_for_such_goods_is_the_ground()
    {
        var ground = Of([Mark("a", "DE", "25")], In("DE", Shoes));
        Assert.Equal(GroundKind.RightHolds, ground.Kind);
        Assert.True(ground.MayInfringe);
        Assert.Equal("Word mark R-a (DE) holds where it is offered", ground.Sentence);
    }

    [Fact]
    public void A_mark_that_ended_is_no_infringement_and_says_when_it_ended()
    {
        var ground = Of([Mark("a", "DE", "25", until: new(2025, 9, 23))], In("DE", Shoes));
        Assert.False(ground.MayInfringe);
        Assert.Equal("Word mark R-a (DE) ended on 2025-09-23: no infringement since", ground.Sentence);
    }

    [Fact]
    public void The_moment_of_its_end_is_no_longer_within_it() =>
        Assert.Equal((GroundKind.Expired, GroundKind.RightHolds), (Of([Mark("a", "DE", until: s_now)], In("DE")).Kind, Of([Mark("a", "DE", until: s_now.AddTicks(10))], In("DE")).Kind));

    [Fact]
    public void A_mark_that_begins_later_is_none_yet() => Assert.Equal(GroundKind.NotYet, Of([Mark("a", "DE", from: s_now.AddDays(1))], In("DE")).Kind);

    [Fact]
    public void A_mark_of_another_country_is_no_infringement_and_says_so()
    {
        var ground = Of([Mark("a", "JP")], In("DE"));
        Assert.Equal((GroundKind.Foreign, false), (ground.Kind, ground.MayInfringe));
        Assert.Contains("no infringement there", ground.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_offer_in_two_countries_touches_a_mark_of_either() => Assert.Equal(GroundKind.RightHolds, Of([Mark("a", "DE")], new Offer("s", ["CN", "DE"], [], null, s_now)).Kind);

    [Fact]
    public void A_mark_of_the_country_that_goods_are_sent_from_is_touched_though_they_are_offered_elsewhere() =>
        Assert.Equal(GroundKind.RightHolds, Of([Mark("a", "CN")], new Offer("s", ["DE"], ["CN"], null, s_now)).Kind);

    [Theory]
    [InlineData("EM", "FR", true)]
    [InlineData("EU", "FR", true)]
    [InlineData("EM", "GB", false)]
    [InlineData("EM", "CH", false)]
    [InlineData("BX", "LU", true)]
    [InlineData("OA", "SN", true)]
    [InlineData("EA", "KZ", true)]
    [InlineData("uk", "GB", true)]
    [InlineData("CN", "HK", false)]
    public void Letters_of_offices_stand_for_their_countries(string code, string country, bool covers) => Assert.Equal(covers, Jurisdiction.Parse(code).Covers(country, s_now));

    [Fact]
    public void A_mark_of_the_Union_held_in_the_United_Kingdom_until_the_end_of_2020() => Assert.True(Jurisdiction.Parse("EM").Covers("GB", new DateTime(2020, 12, 31, 23, 59, 59, DateTimeKind.Utc)));

    [Fact]
    public void An_international_registration_leaves_the_place_to_a_person() => Assert.Equal((GroundKind.PlaceUnknown, true), (Of([Mark("a", "WO")], In("DE")).Kind, Of([Mark("a", "WO")], In("DE")).MayInfringe));

    [Fact]
    public void Where_nobody_knows_where_it_is_offered_a_person_has_to_find_out() => Assert.Equal(GroundKind.PlaceUnknown, Of([Mark("a", "JP")], new Offer("s", [], ["CN"], null, s_now)).Kind);

    [Fact]
    public void A_mark_for_other_goods_says_for_which() =>
        Assert.Equal("Word mark R-a (DE) holds where it is offered, for goods of other classes (9;12)", Of([Mark("a", "DE", "12; 9")], In("DE", Shoes)).Sentence);

    [Fact]
    public void Unknown_categories_and_marks_without_classes_are_not_held_to_be_other_goods()
    {
        Assert.Equal(GroundKind.RightHolds, Of([Mark("a", "DE", "9")], In("DE", "Something > Else")).Kind);
        Assert.Equal(GroundKind.RightHolds, Of([Mark("a", "DE", null)], In("DE", Shoes)).Kind);
    }

    [Fact]
    public void A_name_touches_marks_and_no_patent() => Assert.Equal(GroundKind.NoRight, Of([Mark("a", "DE") with { Kind = RightKind.Patent }], In("DE")).Kind);

    [Fact]
    public void An_authorised_seller_infringes_nothing()
    {
        var ground = FindGround.Run([Mark("a", "DE")], [Leave()], s_marks, In("DE"));
        Assert.Equal((GroundKind.Authorised, false), (ground.Kind, ground.MayInfringe));
    }

    [Theory]
    [InlineData("DE,FR", null, "DE", Shoes, true)]
    [InlineData("FR", null, "DE", Shoes, false)]
    [InlineData("EU", null, "DE", Shoes, true)]
    [InlineData(null, "Apparel & Accessories", "DE", Shoes, true)]
    [InlineData(null, "Apparel & Accessories > Shoes|Luggage & Bags", "DE", Shoes, true)]
    [InlineData(null, "Apparel & Accessories > Sho", "DE", Shoes, false)]
    [InlineData(null, "Luggage & Bags", "DE", Shoes, false)]
    [InlineData(null, "Luggage & Bags", "DE", null, true)]
    public void An_authorisation_counts_within_its_territory_and_categories(string? countries, string? categories, string place, string? category, bool isCovered) =>
        Assert.Equal(isCovered, Leave(countries: countries, categories: categories).Covers(In(place, category)));

    [Fact]
    public void An_authorisation_counts_from_its_beginning_to_before_its_end()
    {
        Assert.False(Leave(from: s_now.AddTicks(10)).Covers(In("DE")));
        Assert.True(Leave(from: s_now).Covers(In("DE")));
        Assert.False(Leave(until: s_now).Covers(In("DE")));
    }

    [Fact]
    public void The_order_of_a_feed_decides_nothing()
    {
        var right = from id in Gen.Elements("a", "b", "c", "d")
                    from place in Gen.Elements("DE", "JP", "EM", "WO")
                    from classes in Gen.Elements("25", "9", "")
                    from days in Gen.Choose(-2, 2)
                    from kind in Gen.Elements(RightKind.WordMark, RightKind.Copyright)
                    select Mark(id, place, classes, until: s_now.AddDays(days)) with { Kind = kind };
        Prop.ForAll(right.ArrayOf().ToArbitrary(), rights =>
        {
            var distinct = rights.DistinctBy(r => r.RightId).ToList();
            Assert.Equal(Of(distinct, In("DE", Shoes)), Of([.. distinct.AsEnumerable().Reverse()], In("DE", Shoes)));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("18;25", "18;25")]
    [InlineData("Classes 009, 35", "9;35")]
    [InlineData("Class 25 since 1999", "25")]
    [InlineData("0 46 1000000000000000000000", "")]
    [InlineData(null, "")]
    public void Classes_are_read_out_of_a_registers_text(string? text, string classes) => Assert.Equal(classes, NiceClasses.Parse(text).ToString());

    [Theory]
    [InlineData("Apparel & Accessories > Jewelry > Watches", "14")]
    [InlineData("apparel & accessories > shoes > Boots", "25")]
    [InlineData("187", "")]
    [InlineData(null, "")]
    public void A_category_has_the_classes_of_the_longest_path_that_fits(string? category, string classes) => Assert.Equal(classes, CategoryClasses.Of(category).ToString());

    private static Ground Of(IReadOnlyList<Right> rights, Offer offer) => FindGround.Run(rights, [], s_marks, offer);

    private static Offer In(string place, string? category = null) => new("s", [place], [place], category, s_now);

    private static Right Mark(string id, string jurisdiction, string? classes = "25", DateTime? from = null, DateTime? until = null) =>
        new(id, "b", RightKind.WordMark, $"R-{id}", Jurisdiction.Parse(jurisdiction), NiceClasses.Parse(classes), from, until);

    private static Authorisation Leave(string? countries = null, string? categories = null, DateTime? from = null, DateTime? until = null) =>
        Authorisation.Of("b", "s", from ?? s_now.AddYears(-1), until, countries, categories);
}
