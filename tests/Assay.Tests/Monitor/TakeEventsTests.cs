using System.Text;
using Assay.Monitor;
using Xunit;

namespace Assay.Tests.Monitor;

public sealed class TakeEventsTests
{
    [Theory]
    [InlineData("""{"feed":"orders","row":{"order_id":"o1"}}""", "orders")]
    [InlineData("""  { "row" : {"a":[{"row":1}]} , "sent_at":"now", "feed" : "views" }  """, "views")]
    [InlineData("""{"feed":"\u006frders","row":{}}""", "orders")]
    public void A_line_of_an_event_is_taken(string line, string feed)
    {
        var read = EventLine.Read(Encoding.UTF8.GetBytes(line.Trim()));
        Assert.Equal(feed, read.Feed?.Name);
        Assert.Equal((byte)'{', read.Row[0]);
        Assert.Equal((byte)'}', read.Row[^1]);
    }

    [Theory]
    [InlineData("nonsense", "expected a line")]
    [InlineData("""{"feed":"orders","row":{}""", "expected a line")]
    [InlineData("""{"feed":"orders","row":{}} {}""", "expected a line")]
    [InlineData("""[{"feed":"orders","row":{}}]""", "expected a line")]
    [InlineData("""{"feed":"gossip","row":{}}""", "got gossip, expected a feed: one of sellers,")]
    [InlineData("""{"feed":7,"row":{}}""", "got a feed that is no text")]
    [InlineData("""{"feed":"orders","row":[1]}""", "got a row that is no object")]
    [InlineData("""{"feed":"orders"}""", "got no 'row'")]
    [InlineData("""{"row":{}}""", "got no 'feed'")]
    [InlineData("""{"feed":"orders","row":{},"row":{}}""", "got 'row' twice")]
    public void A_line_that_is_no_event_is_refused_and_says_why(string line, string said)
    {
        var read = EventLine.Read(Encoding.UTF8.GetBytes(line));
        Assert.Null(read.Feed);
        Assert.Contains(said, $"got {read.Got}, expected {read.Expected}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_line_is_masked_since_nobody_knows_what_it_holds() =>
        Assert.DoesNotContain("DE89370400440532013000", EventLine.Read("{\"feed\":\"payments\",\"row\":{\"to_account\":\"DE89370400440532013000\""u8).Got, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1 << 16)]
    public async Task Lines_are_counted_and_kept_however_the_input_is_cut(int step)
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        var text = $"{Lines.Order(1)}\r\n\n{{broken\n  {Lines.Order(2)}\n{Lines.Review(3)}";
        var take = new TakeEvents(log, "test");

        Assert.Null(await take.Run(new Trickle(Encoding.UTF8.GetBytes(text), step), TestContext.Current.CancellationToken));

        Assert.Equal(new Settled(5, 1), take.Settled);
        var kept = Lines.Read(log.Seal());
        Assert.Equal([Lines.Order(1), Lines.Order(2), Lines.Review(3)], kept.Where(l => l[0] == '{'));
        Assert.Contains("\"Line\":3", Assert.Single(kept, l => l[0] == '!'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventLine.Longest, 0)]
    [InlineData(EventLine.Longest + 1, 1)]
    [InlineData(5 * EventLine.Longest, 1)]
    public async Task A_line_that_is_too_long_is_refused_and_the_next_one_taken(int length, int rejected)
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        const string head = """{"feed":"reviews","row":{"text":"x""";
        const string end = "\"}}";
        var text = $"{head}{new string('x', length - head.Length - end.Length)}{end}\n{Lines.Order(2)}\n";
        var take = new TakeEvents(log, "test");

        Assert.Null(await take.Run(new Trickle(Encoding.UTF8.GetBytes(text), 100_000), TestContext.Current.CancellationToken));

        Assert.Equal(new Settled(2, rejected), take.Settled);
        Assert.Contains(Lines.Order(2), Lines.Read(log.Seal()));
    }

    [Fact]
    public async Task Many_short_refused_lines_need_no_more_memory_than_a_batch()
    {
        using var folder = new TestFolder();
        using var log = EventLog.Open(folder["data"], FixedClock.Default).Require();
        var largest = 0L;
        var before = 0L;
        var take = new TakeEvents(log, "test") { Told = s => (largest, before) = (Math.Max(largest, s.Acked - before), s.Acked) };

        Assert.Null(await take.Run(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("x\n", 100_000)))), TestContext.Current.CancellationToken));

        Assert.Equal(new Settled(100_000, 100_000), take.Settled);
        Assert.InRange(largest, 1, 20_000);
    }

    // Hands out so many bytes at a time.
    private sealed class Trickle(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
