using Assay.Metrics;
using Xunit;

namespace Assay.Tests.Metrics.Store;

/// <summary>The streams' SQL beside oracles that walk through lists, on a market whose rows have versions and come late.</summary>
[Collection(RevisedMarket.Name)]
public sealed class StreamsTests(RevisedMarket market)
{
    public static TheoryData<string> Streams => [.. MarketStreams.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_says_what_its_oracle_says(string name)
    {
        var stream = MarketStreams.All.Single(s => s.Name == name);
        var expected = market.Expected(name).Where(e => e.IsEvent).ToList();
        var actual = market.Stored.Rows(stream, reading => Expected.LineSql(reading, stream, expected));
        Assert.True(expected.Count > 100, $"{expected.Count} events are too few to tell.");
        Assert.Contains(expected, e => e.Until != long.MaxValue);
        var lines = expected.Select(e => e.Line(stream)).Order(StringComparer.Ordinal).ToList();
        Assert.Equal([], lines.Except(actual).Take(5));
        Assert.Equal([], actual.Except(lines).Take(5));
        Assert.Equal(lines.Count, actual.Count);
    }
}
