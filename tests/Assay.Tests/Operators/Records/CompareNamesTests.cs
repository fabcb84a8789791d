using Assay.Operators.Records;
using Xunit;

namespace Assay.Tests.Operators.Records;

public sealed class CompareNamesTests
{
    [Theory]
    [InlineData("Samsung Electronics Co., Ltd.", "Samsung Electronics")]
    [InlineData("BMW Aktiengesellschaft", "BMW AG")]
    [InlineData("J.P. Morgan & Co.", "JP Morgan & Co.")]
    [InlineData("VladimirPutin", "Vladimir Putin")]
    [InlineData("Olaf Scholz", "Scholz, Olaf")]
    [InlineData("Sergey Viktorovich Lavrov", "Sergey Lavrov")]
    [InlineData("Friedrich Mertz", "Friedrich Merz")]
    [InlineData("J. Smith", "John Smith")]
    [InlineData("Владимир Путин", "Vladimir Putin")]
    [InlineData("深圳晨光电子有限公司", "深圳晨光电子")]
    public void The_same_name_is_known_through_spelling_and_form(string a, string b)
    {
        Assert.True(CompareNames.Run(a, b) >= CompareNames.Same, $"{CompareNames.Run(a, b)}");
        Assert.Equal(CompareNames.Run(a, b), CompareNames.Run(b, a), 12);
    }

    [Theory]
    [InlineData("China National Pipeline Corporation", "China National Petroleum Corporation")]
    [InlineData("Apollo Investment Fund VIII L.P.", "Apollo Investment Fund IX L.P.")]
    [InlineData("Bank of China (Hong Kong) Limited", "Bank of China (Singapore) Limited")]
    [InlineData("Roberto Fox", "Vicente Fox")]
    [InlineData("Anna Lind", "Bernd Okafor")]
    [InlineData("", "Anna Lind")]
    [InlineData("Unit 12 Trading", "Unit 13 Trading")]
    public void A_word_in_the_place_of_another_makes_another_name(string a, string b) => Assert.True(CompareNames.Run(a, b) < CompareNames.Same, $"{CompareNames.Run(a, b)}");

    [Fact]
    public void A_hostile_name_is_bounded()
    {
        var words = string.Join(' ', Enumerable.Range(0, 50_000).Select(n => $"w{n}"));
        Assert.InRange(CompareNames.Run(words, words + " more"), 0, 1);
        Assert.InRange(CompareNames.Run("\uD800\uDC00\uD83D lone \uDFFF", "\u202E\u200B"), 0, 1);
    }
}
