using System.Text.Json;
using System.Xml.Linq;
using Assay.Tracing.Maps;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Tracing;

public sealed class MapTests
{
    [Theory]
    [InlineData(31.3, 120.58, true)]
    [InlineData(22.31, 114.23, true)]
    [InlineData(51.37, -0.1, true)]
    [InlineData(43.24, 76.89, true)]
    [InlineData(-33.9, 18.4, true)]
    [InlineData(30.0, -40.0, false)]
    [InlineData(0.0, -150.0, false)]
    [InlineData(-45.0, 90.0, false)]
    public void A_place_in_the_sea_has_no_land_near(double lat, double lon, bool hasLand) => Assert.Equal(hasLand, new LandNear().At(lat, lon));

    [Fact]
    public void Outlines_are_closed_rings_on_the_globe()
    {
        var rings = ReadOutlines.Run();
        Assert.True(rings.Count > 100);
        Assert.All(rings, ring =>
        {
            Assert.True(ring.Count >= 4);
            Assert.Equal(ring[0].Lon, ring[^1].Lon, 6);
            Assert.Equal(ring[0].Lat, ring[^1].Lat, 6);
            Assert.All(ring, p => Assert.True(p.Lon is >= -180.001 and <= 180.001 && p.Lat is >= -90 and <= 90));
        });
    }

    [Fact]
    public void A_page_opens_offline_and_runs_nothing_that_a_feed_says()
    {
        using var folder = Sources("<script>alert(1)</script>\" onload=\"x");
        using var data = folder.Open();
        var page = Write(data, folder["map.html"]);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("class=\"production\" cx=\"1193.6\"", page, StringComparison.Ordinal);
        var svg = XDocument.Parse(page[page.IndexOf("<svg", StringComparison.Ordinal)..(page.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);
        Assert.Single(svg.Descendants("circle"));
    }

    [Fact]
    public void GeoJson_has_sources_and_regions_longitude_first()
    {
        using var folder = Sources("site-1");
        using var data = folder.Open();
        using var json = JsonDocument.Parse(Write(data, folder["map.geojson"]));
        var features = json.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal("FeatureCollection", json.RootElement.GetProperty("type").GetString());
        Assert.Equal(["source", "region"], features.Select(f => f.GetProperty("properties").GetProperty("of").GetString()));
        Assert.Equal([118.4, 24.6], features[0].GetProperty("geometry").GetProperty("coordinates").EnumerateArray().Select(c => c.GetDouble()));
        Assert.Equal(1200, features[1].GetProperty("properties").GetProperty("by_category").GetProperty("Watches").GetDouble());
    }

    [Fact]
    public void A_map_before_any_trace_says_what_to_do()
    {
        using var folder = new TestFolder();
        using var data = folder.Open();
        Assert.Contains("assay trace", new MapSources(data.Warehouse).Run(folder["map.html"]).Failure!.Do, StringComparison.Ordinal);
    }

    private static string Write(DataFolder data, string path)
    {
        var map = new MapSources(data.Warehouse).Run(path).Require();
        Assert.Equal((1, 1), (map.Sources, map.Unplaced));
        return File.ReadAllText(path);
    }

    private static TestFolder Sources(string id)
    {
        var folder = new TestFolder();
        using var data = folder.Open();
        data.Warehouse.Run(new Sql("moment", "INSERT INTO source_moments VALUES (TIMESTAMP '2026-06-30', 1, 'test')"));
        data.Warehouse.Run(
            new Sql("source", "INSERT INTO sources (source_id, kind, lat, lon, radius_km, country, region, google_product_categories, score, value, currency) VALUES ($1, 'production', 24.6, 118.4, 1, 'CN', 'CN-FJ', 'Watches', 50, 1200, 'USD')"), id);
        data.Warehouse.Run(new Sql("source without a position", "INSERT INTO sources (source_id, kind, score, value, currency) VALUES ('nowhere', 'warehouse', 20, 10, 'USD')"));
        return folder;
    }
}
