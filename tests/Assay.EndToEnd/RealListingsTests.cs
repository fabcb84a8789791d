using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>Offers of real shops go in as they are.</summary>
public sealed class RealListingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Offers_without_a_price_or_with_a_currency_that_is_none_are_rejected_and_all_others_land()
    {
        SkipWithoutThem();
        var offers = RealListings.Write(Feeds);
        var ran = await App.Run("import", Feeds, "--data", Data, "--json");

        Assert.True(ran.ExitCode == 3, ran.Error);
        var files = JsonDocument.Parse(ran.Output).RootElement.GetProperty("files").EnumerateArray().Where(f => f.GetProperty("feed").GetString() == "listings").ToList();
        foreach (var source in offers.GroupBy(o => o.Source))
        {
            var file = files.Single(f => f.GetProperty("file").GetString() == $"listings/{source.Key}.csv");
            TestContext.Current.TestOutputHelper?.WriteLine($"{source.Key}: {file.GetProperty("read")} read, {file.GetProperty("imported")} imported, {file.GetProperty("rejected")} rejected");
            Assert.Equal(source.Count(), file.GetProperty("read").GetInt64());
            Assert.Equal(source.Count(o => o.HasPrice), file.GetProperty("imported").GetInt64());
            Assert.Equal(source.Count(o => !o.HasPrice), file.GetProperty("rejected").GetInt64());
        }

        var rejects = files.Select(f => f.GetProperty("rejected_path").GetString()).OfType<string>().SelectMany(File.ReadLines).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.All(rejects, r => Assert.Equal("price", r.GetProperty("column").GetString()));
        Assert.Equal(
            offers.Where(o => !o.HasPrice).GroupBy(o => o.Price.Length == 0 ? "nothing" : o.Price.Split(' ')[^1]).ToDictionary(g => g.Key, g => g.Count()),
            rejects.GroupBy(r => r.GetProperty("got").GetString()!.Split(' ')[^1]).ToDictionary(g => g.Key, g => g.Count()));
    }

    [Fact]
    public async Task Every_title_comes_out_letter_by_letter_as_it_went_in()
    {
        SkipWithoutThem();
        var offers = RealListings.Write(Feeds, Unpriced.AtZero).Where(o => o.HasPrice).ToDictionary(o => o.Id);
        var ran = await App.Run("import", Feeds, "--data", Data);
        Assert.True(ran.ExitCode == 3, ran.Error);

        var rows = (await App.Sql(Data, "SELECT id, title, coalesce(description, '') AS description, coalesce(brand, '') AS brand, price::DOUBLE AS price FROM listings")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(offers.Count, rows.Length);
        foreach (var row in rows.Select(r => JsonDocument.Parse(r).RootElement))
        {
            var offer = offers[row.GetProperty("id").GetString()!];
            Assert.Equal(offer.Title, row.GetProperty("title").GetString());
            Assert.Equal(offer.Description, row.GetProperty("description").GetString());
            Assert.Equal(offer.Brand, row.GetProperty("brand").GetString());
            Assert.Equal(double.Parse(offer.Price), double.Parse(row.GetProperty("price").GetString()!), 4);
        }
    }

    [Fact]
    public async Task Offers_with_prices_land_without_a_remark_and_again_change_nothing()
    {
        SkipWithoutThem();
        var offers = RealListings.Write(Feeds, Unpriced.LeftOut);
        Assert.Equal(0, (await App.Run("import", Feeds, "--data", Data)).ExitCode);
        var again = await App.Run("import", Feeds, "--data", Data, "--json");
        var files = JsonDocument.Parse(again.Output).RootElement.GetProperty("files").EnumerateArray().Where(f => f.GetProperty("feed").GetString() == "listings");
        Assert.Equal(offers.Count, files.Sum(f => f.GetProperty("unchanged").GetInt64()));
    }

    private string Feeds => Path.Combine(folder, "feeds");

    private string Data => Path.Combine(folder, "data");

    private static void SkipWithoutThem()
    {
        if (!RealListings.AreThere)
        {
            Assert.Skip("Real product offers are not beside the repository (../shared/data/product_matching).");
        }
    }
}
