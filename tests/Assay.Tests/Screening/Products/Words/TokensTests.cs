using Assay.Screening.Products.Words;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Screening.Products.Words;

public sealed class TokensTests
{
    [Theory]
    [InlineData("Sony 24\" TV", "sony 24in tv")]
    [InlineData("16 GB and 16GB, 4 go", "16gb and 16gb 4gb")]
    [InlineData("Office v5.0 / 5", "office 5 5")]
    [InlineData("60,000 hours 8,1 mp", "60000 hours 8.1mp")]
    [InlineData("KX-TG1032S", "kx tg1032s")]
    [InlineData("Chaussure Noire été", "chaussure noire ete")]
    [InlineData("\"Scarpe\"@it \"Zapatos\"@es-MX", "scarpe zapatos")]
    [InlineData("ＣＡＮＯＮ　Ｇ７", "canon g7")]
    [InlineData("相机 A7", "相 机 a7")]
    public void Words_numbers_and_units_have_one_form(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Tokenise.Run(FoldText.Of(text)).Select(t => t.Text)));

    [Theory]
    [InlineData("panasonic kx-tg1032s phone", "kxtg1032s")]
    [InlineData("vgn-fz240e/b", "vgnfz240eb")]
    [InlineData("a dvd-rom in all", "")]
    public void Part_numbers_are_joined_where_hyphens_cut_them(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Tokenise.Compounds(text)));

    [Theory]
    [InlineData("dscw120", "Code")]
    [InlineData("301239", "Code")]
    [InlineData("2007", "Number")]
    [InlineData("1gb", "Quantity")]
    [InlineData("camera", "Word")]
    public void What_looks_like_a_part_number_is_told_from_numbers_and_amounts(string text, string kind) => Assert.Equal(kind, Assert.Single(Tokenise.Run(text)).Kind.ToString());

    [Fact]
    public void Any_text_is_read_in_bounds() => Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
    {
        var tokens = Tokenise.Run(FoldText.Of(text ?? ""));
        return tokens.Count <= Tokenise.Most && tokens.TrueForAll(t => t.Text.Length > 0) && Tokenise.Compounds(FoldText.Of(text ?? "")).Count <= Tokenise.Most;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_colour_is_the_same_trait_in_all_languages()
    {
        var colours = new[] { "black", "noir", "nero", "schwarz", "czarny" }.Select(w => Traits.Of(Tokenise.Run(w))[(int)TraitKind.Colour]).Distinct().ToList();
        Assert.NotEqual(0u, Assert.Single(colours));
        Assert.NotEqual(colours[0], Traits.Of(Tokenise.Run("weiss"))[(int)TraitKind.Colour]);
    }
}
