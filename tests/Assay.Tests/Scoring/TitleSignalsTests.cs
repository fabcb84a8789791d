using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Scoring;

/// <summary>What titles say: examples of replica sellers, and titles of real honest shops that once were taken for theirs.</summary>
public sealed class TitleSignalsTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly DataFolder data;

    public TitleSignalsTests()
    {
        data = folder.Open();
        data.Warehouse.Run(Sql.Load("Metrics/Streams/words.sql"));
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Nike Air 1:1", true)]
    [InlineData("耐克 1：1 高仿", true)]
    [InlineData("réplica 1:1", true)]
    [InlineData("Rolex replica", true)]
    [InlineData("replicas of bags", true)]
    [InlineData("1:1 Qualität", true)]
    [InlineData("Snap Enterprise Data Replicator license", false)]
    [InlineData("unprecedented power to replicate traditional art media", false)]
    [InlineData("authentic replications playable on your home computer", false)]
    [InlineData("McAfee VirusScan Plus sub 1:1 3u MB", false)]
    [InlineData("StarTech.com 1:1 Drive Duplicator and Eraser", false)]
    [InlineData("make 1:1 copies of your favorite films", false)]
    [InlineData("scale 1:1", false)]
    [InlineData("масштаб 1:1", false)]
    [InlineData("1:1 exchange within 30 days", false)]
    [InlineData("1:1 实物拍摄", false)]
    [InlineData("1:1 实物拍摄 高仿", true)]
    public void Slang_of_replica_sellers_is_told_from_the_words_of_software_and_scales(string text, bool expected) => Assert.Equal(expected, Is("slang", text));

    [Theory]
    [InlineData("Case for iPhone 15", true)]
    [InlineData("Funda de silicona para Galaxy S9", true)]
    [InlineData("Coque souple pour iPhone", true)]
    [InlineData("Чехол для iPhone", true)]
    [InlineData("BATTERIE RECHARGEABLE NiMH POUR ALPHA 50", true)]
    [InlineData("compatible con Nespresso", true)]
    [InlineData("Nike Air Zoom chaussures pour homme noir", false)]
    [InlineData("Zapatillas Puma para mujer", false)]
    [InlineData("Крем для лица", false)]
    [InlineData("Peachtree compatible continuous checks", false)]
    public void A_part_for_an_article_is_told_from_an_article_for_people(string text, bool expected) => Assert.Equal(expected, Is("accessory", text));

    [Theory]
    [InlineData("Nіke Air", true)] // Cyrillic і
    [InlineData("Сanon EOS", true)] // Cyrillic С
    [InlineData("Αdidas", true)] // Greek Α
    [InlineData("Ni\u200Bke", true)]
    [InlineData("ＮＩＫＥ Air", true)]
    [InlineData("Cheap \u200BAir Jordan 13", false)]
    [InlineData("\uFEFFSony Turntable", false)]
    [InlineData("Kodak 35 мм Черный, Cеребряный", false)] // Latin C, the same key
    [InlineData("Resistor 10kΩ, 4.7μF", false)]
    [InlineData("ＳＯＮＹ ヘッドホン", false)]
    [InlineData("Bose® QuietComfort™ 35 II – noir, 3½″", false)]
    [InlineData("USB-кабель для iPhone", false)]
    public void A_disguised_word_is_told_from_units_typing_slips_and_other_alphabets(string text, bool expected) => Assert.Equal(expected, Is("disguised", text));

    private bool Is(string macro, string text) => data.Warehouse.Number(new Sql("test", $"SELECT is_{macro}($1)::INTEGER"), text) == 1;
}
