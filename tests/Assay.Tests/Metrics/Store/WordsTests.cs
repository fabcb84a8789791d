using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Metrics.Store;

/// <summary>What reviews say: examples in the languages of the sample market, and their negations.</summary>
public sealed class WordsTests : IDisposable
{
    private readonly StoredMarket market = new();

    public WordsTests() => market.Warehouse.Run(Sql.Load("Metrics/Streams/words.sql"));

    public void Dispose() => market.Dispose();

    [Theory]
    [InlineData("Cheaply made, broke after a day", true)]
    [InlineData("Not as nice as in the pictures.", true)]
    [InlineData("不是正品，做工差。", true)]
    [InlineData("Nicht original, Nähte schief.", true)]
    [InlineData("No es original, mala costura.", true)]
    [InlineData("Не оригинал, швы кривые.", true)]
    [InlineData("Great, as described.", false)]
    [InlineData("Not a bad quality at all", false)]
    [InlineData("Arrived late.", false)]
    public void Poor_quality_is_told_from_other_troubles(string text, bool says) => Assert.Equal(says, Says("says_poor", text));

    [Theory]
    [InlineData("Great, as described.", true)]
    [InlineData("Would buy again, my \"daily\" one now.", true)]
    [InlineData("质量不错，满意。", true)]
    [InlineData("Top Ware, schnelle Lieferung.", true)]
    [InlineData("Muy bien, como se describe.", true)]
    [InlineData("Отлично, как в описании.", true)]
    [InlineData("Not great.", false)]
    [InlineData("不好", false)]
    [InlineData("Wrong size sent.", false)]
    public void Praise_is_told_from_its_negation(string text, bool says) => Assert.Equal(says, Says("says_praise", text));

    private bool Says(string macro, string text) => market.Warehouse.Word(new Sql("test", $"SELECT {macro}(CAST($1 AS VARCHAR))"), text) == "true";
}
