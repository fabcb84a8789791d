using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>
/// The stories of the sample market, from the feeds to the trace, by the commands that people type. One seed, in which every place is found; docs/tracing.md says how many are in others.
/// </summary>
public sealed class StoriesTests(StoryFolder stories) : IClassFixture<StoryFolder>
{
    [Fact]
    public async Task Three_stores_of_memory_modules_took_a_million_yuan_in_three_months_and_lead_to_thirteen_places()
    {
        var stores = stories.Sellers("memory_modules", "store");
        var taken = await App.Sql(stories.Data, $"SELECT sum(amount) AS taken, max(ordered_at) - min(ordered_at) < INTERVAL 100 DAY AS in_time FROM orders JOIN listings ON id = listing_id WHERE orders.seller_id IN ({Quoted(stores)}) AND google_product_category LIKE '%RAM'");
        using var sum = JsonDocument.Parse(taken);
        Assert.InRange(double.Parse(sum.RootElement.GetProperty("taken").GetString()!), 850_000, 1_150_000);
        Assert.Equal("true", sum.RootElement.GetProperty("in_time").GetString());

        var places = stories.Places("memory_modules");
        Assert.Equal(13, places.Count);
        Assert.All(places, p => Assert.Equal(p.Kind, stories.Source(p.Site).GetProperty("kind").GetString()));
        Assert.All(places.Where(p => p.Kind == "production"), p => Assert.True(Named(p.Site).Intersect(stores).Count() >= 2));
    }

    [Fact]
    public void Two_watch_vendors_of_one_city_are_two_people_and_one_workshop_feeds_both()
    {
        var vendors = stories.Sellers("watch_vendors", "store");
        var workshop = Assert.Single(stories.Places("watch_vendors"), p => p.Kind == "production");
        Assert.Equal(2, vendors.Count);
        Assert.Superset(vendors.ToHashSet(), Named(workshop.Site).ToHashSet());
        Assert.NotEqual(stories.OperatorOf(vendors[0]) ?? "nobody", stories.OperatorOf(vendors[1]));
        Assert.Equal(stories.CityOf("watch_vendors", "production"), stories.CityOf("watch_vendors", "warehouse"));
    }

    [Fact]
    public void The_warehouse_of_the_cigarettes_is_found_with_shops_of_both_gangs_and_without_its_honest_tenant()
    {
        var warehouse = Assert.Single(stories.Places("cigarette_warehouse"), p => p.Kind == "warehouse");
        var gangs = stories.Sellers("cigarette_warehouse", "store").ToDictionary(s => s, stories.TrueOperatorOf);
        var named = Named(warehouse.Site);
        Assert.Equal("warehouse", stories.Source(warehouse.Site).GetProperty("kind").GetString());
        Assert.Equal(2, named.Where(gangs.ContainsKey).Select(s => gangs[s]).Distinct().Count());
        Assert.DoesNotContain(named, s => stories.Sellers("cigarette_warehouse", "bystander").Contains(s));
    }

    [Fact]
    public async Task Pesticides_declared_as_washing_powder_are_suspect_and_those_declared_as_what_they_are_are_not()
    {
        var maker = Assert.Single(stories.Places("pesticide_export"), p => p.Kind == "production");
        var rows = await App.Sql(stories.Data, $"SELECT reasons FROM suspect_shipments JOIN shipments USING (shipment_id) WHERE from_site = '{maker.Site}'");
        Assert.Contains("It is declared under heading 3402, what is sold of it goes under 3808", rows, StringComparison.Ordinal);
        var honest = await App.Sql(stories.Data, $"SELECT count(*) AS n FROM suspect_shipments JOIN shipments USING (shipment_id) WHERE seller_id IN ({Quoted(stories.Sellers("pesticide_export", "bystander"))}) AND score >= 80");
        Assert.Equal("{\"n\":\"0\"}\n", honest);
    }

    [Theory]
    [InlineData("flash_sale", "store")]
    [InlineData("notice_campaign", "victim")]
    [InlineData("memory_modules", "bystander")]
    [InlineData("watch_vendors", "bystander")]
    [InlineData("cigarette_warehouse", "bystander")]
    [InlineData("pesticide_export", "bystander")]
    public async Task Who_did_nothing_comes_out_clean(string scenario, string part)
    {
        var innocent = stories.Sellers(scenario, part);
        Assert.NotEmpty(innocent);
        var judged = await App.Sql(stories.Data, $"SELECT seller_id FROM seller_risk WHERE seller_id IN ({Quoted(innocent)}) AND (action <> 'none' OR listings_flagged > 0)");
        Assert.Equal("", judged);
        Assert.All(innocent, s => Assert.Null(stories.OperatorOf(s)));
        Assert.DoesNotContain(stories.Sources, source => source.GetProperty("sellers").EnumerateArray().Any(s => innocent.Contains(s.GetString()!)));
    }

    private static string Quoted(IEnumerable<string> ids) => string.Join(", ", ids.Select(i => $"'{i}'"));

    private List<string> Named(string site) => [.. stories.Source(site).GetProperty("sellers").EnumerateArray().Select(s => s.GetString()!)];
}

/// <summary>A demo with another seed, its trace, and who plays which part.</summary>
public sealed class StoryFolder : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<string[]> parts;
    private readonly Dictionary<string, string> operators;
    private readonly Dictionary<string, string> trueOperators;

    public StoryFolder()
    {
        Must(folder.Run("demo", "--seed", "6"));
        Sources = [.. JsonDocument.Parse(Must(folder.Run("trace", "list", "--data", "demo-data", "--json"))).RootElement.EnumerateArray()];
        parts = Rows("scenarios.csv");
        trueOperators = Rows("sellers.csv").ToDictionary(r => r[0], r => r[4].Split(',')[0]);
        operators = App.Sql(Data, "SELECT seller_id, operator_id FROM operators").GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(r => r.GetProperty("seller_id").GetString()!, r => r.GetProperty("operator_id").GetString()!);
    }

    public string Data => folder["demo-data"];

    /// <summary>What the trace suspects.</summary>
    public IReadOnlyList<JsonElement> Sources { get; }

    public List<string> Sellers(string scenario, string part) => [.. parts.Where(p => p[0] == scenario && p[1] == part && p[2] == "seller").Select(p => p[3])];

    public List<(string Site, string Kind)> Places(string scenario) => [.. parts.Where(p => p[0] == scenario && p[2] == "site").Select(p => (p[3], p[1]))];

    /// <summary>The city of a part's place, which its note begins with.</summary>
    public string CityOf(string scenario, string part) => parts.First(p => p[0] == scenario && p[1] == part && p[2] == "site")[4].Trim('"').Split(',')[0];

    public JsonElement Source(string site) => Sources.First(s => s.GetProperty("id").GetString() == site);

    public string? OperatorOf(string seller) => operators.GetValueOrDefault(seller);

    public string TrueOperatorOf(string seller) => trueOperators[seller];

    public void Dispose() => folder.Dispose();

    private static string Must(Task<Ran> running)
    {
        var ran = running.GetAwaiter().GetResult();
        return ran.ExitCode == 0 ? ran.Output : throw new InvalidOperationException(ran.ToString());
    }

    // A note may hold commas; nothing before it does.
    private List<string[]> Rows(string file) => [.. File.ReadLines(Path.Combine(Data, "truth", file)).Skip(1).Select(line => line.Split(',', 5))];
}
