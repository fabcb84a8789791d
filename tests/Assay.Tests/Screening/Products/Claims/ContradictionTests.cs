using Assay.Screening.Products.Claims;
using Assay.Screening.Products.Pairs;
using Xunit;

namespace Assay.Tests.Screening.Products.Claims;

public sealed class ContradictionTests
{
    private static readonly RegisteredProduct s_stick = Registered("p1", "Norvelo Drift 64 GB flash drive", "NV-1064", "4006381333931", """{"colour": "black", "weight_g": 12, "interface": "USB 3.2"}""");

    private static readonly BrandKnowledge s_brand = new(
        [s_stick, Registered("p2", "Norvelo Drift 128 GB flash drive", "NV-1128", "", null), .. Enumerable.Range(1, 9).Select(i => Registered($"q{i}", $"Norvelo Aster {i} reader", $"NV-20{i}0", "", null))],
        [new Tell("never_made", "rose gold"), new Tell("never_made", "2TB", "p1"), new Tell("specification", "interface=USB 3.2", "p1"), new Tell("packaging", "paper sleeve")]);

    [Theory]
    [InlineData("Norvelo Drift 64GB stick", "", "", "", "")]
    [InlineData("Norvelo Drift 64 go", "4006381333931", "nv 1064", "Interface: USB 3.2, weight 12 g", "")]
    [InlineData("Norvelo Drift 64GB", "4006381333932", "", "", "gtin_check_digit")]
    [InlineData("Norvelo Drift 64GB", "5901234123457", "", "", "gtin_not_the_products")]
    [InlineData("Norvelo Drift 64GB", "", "X817", "", "part_number_grammar")]
    [InlineData("Norvelo Drift 64GB", "", "NV-1128", "", "part_number_not_the_products")]
    [InlineData("Norvelo Drift 64GB rose gold", "", "", "", "never_made")]
    [InlineData("Norvelo Drift golden rose 64GB", "", "", "", "")]
    [InlineData("Norvelo Drift 512 GB", "", "", "", "amount_never_made")]
    [InlineData("Norvelo Drift 2 TB", "", "", "", "never_made amount_never_made")]
    [InlineData("Norvelo Drift 128 GB", "", "", "", "amount_not_the_products")]
    [InlineData("Norvelo Drift 64000 MB", "", "", "", "")]
    [InlineData("Norvelo Drift 64GB", "", "", "Colour: red. Fast.", "specification")]
    [InlineData("Norvelo Drift 64GB", "", "", "interface = USB 2.0; cheap", "specification")]
    [InlineData("Norvelo Drift 64GB", "", "", "The colour is nice: buy", "")]
    public void What_cannot_be_so_of_the_product_is_told_by_its_check(string title, string gtin, string number, string description, string expected)
    {
        var found = FindContradictions.Of(new Product("l", title) { Gtin = gtin, PartNumber = number, Description = description }, s_stick, s_brand);
        Assert.Equal(expected, string.Join(' ', found.Select(c => c.Code)));
        Assert.All(found, c => Assert.True(c.Found.Length > 0 && c.Expected.Length > 0));
    }

    [Fact]
    public void A_listing_that_names_the_brand_alone_is_held_against_what_the_whole_brand_is_known_for()
    {
        var found = FindContradictions.OfBrand(new Product("l", "Norvelo 2TB rose gold") { PartNumber = "X817" }, s_brand);
        Assert.Equal(["part_number_grammar", "never_made"], found.Select(c => c.Code));
    }

    [Theory]
    [InlineData("4006381333931", true)]
    [InlineData("04006381333931", true)]
    [InlineData("96385074", true)]
    [InlineData("036000291452", true)]
    [InlineData("4006381333930", false)]
    [InlineData("40063813339", false)]
    [InlineData("40063813339３1", false)]
    [InlineData("", false)]
    public void A_GTIN_holds_by_its_check_digit(string gtin, bool holds) => Assert.Equal(holds, Gtin.Holds(gtin));

    [Fact]
    public void A_single_wrong_digit_never_holds()
    {
        for (var at = 0; at < 13; at++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var changed = "4006381333931".ToCharArray();
                changed[at] = digit;
                Assert.Equal(digit == "4006381333931"[at], Gtin.Holds(changed));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[1, 2]")]
    [InlineData("{\"a\": {\"b\": 1}}")]
    [InlineData("{\"a\": ")]
    public void Specifications_that_are_no_plain_object_are_none(string? json) => Assert.Empty(RegisteredProduct.ReadAttributes(json));

    private static RegisteredProduct Registered(string id, string title, string number, string gtin, string? attributes) =>
        new(id, "b1", new Product(id, title) { PartNumber = number, Gtin = gtin }, RegisteredProduct.ReadAttributes(attributes));
}
