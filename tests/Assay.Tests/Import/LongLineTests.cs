using Xunit;
using static Assay.Tests.Import.Feeds;

namespace Assay.Tests.Import;

/// <summary>One line of 300 MB among good ones: rejected by itself, in bounded memory.</summary>
public sealed class LongLineTests : IDisposable
{
    private const long Bytes = 300L << 20;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("orders.csv", "o2,l1,s1,", ",1,5,USD,2026-06-01")]
    [InlineData("orders.csv", "o2,l1,s1,\"", "\",1,5,USD,2026-06-01")]
    [InlineData("orders.jsonl", "{\"order_id\":\"", "\"}")]
    public void It_is_rejected_and_its_neighbours_are_taken(string name, string before, string after)
    {
        var isJson = name.EndsWith(".jsonl", StringComparison.Ordinal);
        var path = folder.Write($"feeds/{name}", (isJson ? JsonOrder("o1") : OrdersHeader + Order("o1")) + "\n" + before);
        using (var more = new FileStream(path, FileMode.Append))
        {
            var block = new byte[1 << 20];
            block.AsSpan().Fill((byte)'x');
            for (long written = 0; written < Bytes; written += block.Length)
            {
                more.Write(block);
            }

            more.Write(System.Text.Encoding.UTF8.GetBytes($"{after}\n{(isJson ? JsonOrder("o3") : Order("o3", amount: "5") + "\n" + Order("o4", amount: "x"))}\n"));
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var outcome = folder.ImportFeeds().Files.Single();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 64 << 20);
        Assert.Equal((2, isJson ? 1 : 2), (outcome.Imported, outcome.Rejected));
        var reject = outcome.Rejects()[0];
        Assert.Equal("a line of at most 2 MB", reject.Expected);
        Assert.InRange(reject.Got.Length, 100, 300);
        Assert.Contains($"({Bytes + before.Length + after.Length} characters)", reject.Got, StringComparison.Ordinal);
        Assert.Equal(isJson ? [2] : [3, 5], outcome.Rejects().Select(r => r.Line));
        Assert.Equal(["o1", "o3"], folder.Rows("SELECT order_id FROM orders ORDER BY ALL"));
    }

    [Fact]
    public void A_line_of_just_under_2_MB_is_taken_with_and_without_a_repair()
    {
        var header = OrdersHeader.TrimEnd() + ",note\n";
        var rows = $"{Order("o1")},{new string('x', 1_999_900)}\n{Order("o2")},\n";
        Assert.Equal(2, folder.ImportOne("orders.csv", header + rows).Imported);
        Assert.Equal(2, folder.ImportOne("orders.csv", header + rows + "broken\n").Unchanged);
    }
}
