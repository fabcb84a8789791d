using System.Text;
using Xunit;
using static Assay.Tests.Import.Feeds;

namespace Assay.Tests.Import;

/// <summary>Delimited and JSON files that are not quite what they say they are: what can be read is taken.</summary>
public sealed class DamagedTextTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("\r\n", "\n")]
    [InlineData("\n", "\r\n")]
    [InlineData("\n", "\r")]
    [InlineData("\r", "\r")]
    [InlineData("\r", "\n")]
    [InlineData("\r\n", "\r")]
    public void A_file_with_any_mix_of_line_ends_is_taken_whole(string headerEnd, string rowEnd)
    {
        var text = OrdersHeader.Replace("\n", headerEnd, StringComparison.Ordinal)
            + Order("o1") + rowEnd + Order("o2") + headerEnd + Order("o3", amount: "free") + rowEnd + Order("o4");
        var outcome = folder.ImportOne("orders.csv", text);
        Assert.Equal((4, 3, 1), (outcome.Read, outcome.Imported, outcome.Rejected));
        Assert.Equal(4, Assert.Single(outcome.Rejects()).Line);
        Assert.Equal(["o1", "o2", "o4"], folder.Rows("SELECT order_id FROM orders ORDER BY ALL"));
    }

    [Theory]
    [InlineData("\r\n", "\n")]
    [InlineData("\n", "\r\n")]
    [InlineData("\r", "\n")]
    public void JSON_lines_with_any_mix_of_line_ends_are_taken_whole(string one, string other)
    {
        var outcome = folder.ImportOne("orders.jsonl", JsonOrder("o1") + one + JsonOrder("o2") + other + "{nonsense" + one + other + JsonOrder("o3") + one);
        Assert.Equal((4, 3, 1), (outcome.Read, outcome.Imported, outcome.Rejected));
        var reject = Assert.Single(outcome.Rejects());
        Assert.Equal((3, null, "{nonsense", "a JSON object on one line"), (reject.Line, reject.Column, reject.Got, reject.Expected));
    }

    [Fact]
    public void A_stray_quote_loses_its_own_line_and_nothing_else()
    {
        var outcome = folder.ImportOne("orders.csv", OrdersHeader + Orders(1, 998) + "o999,l1,\"s1,b1,1,5,USD,2026-06-01\n" + Orders(1000, 199_000) + Order("last", amount: "-1") + "\n");
        Assert.Equal((200_000, 199_998, 2), (outcome.Read, outcome.Imported, outcome.Rejected));
        var rejects = outcome.Rejects();
        Assert.Equal([1000, 200_001], rejects.Select(r => r.Line));
        Assert.Equal("quotes that open and close around a whole value", rejects[0].Expected);
        Assert.Equal("o999,l1,\"s1,b1,1,5,USD,2026-06-01", rejects[0].Got);
        Assert.Equal("amount", rejects[1].Column);
    }

    [Fact]
    public void Two_stray_quotes_do_not_hide_what_stands_between_them()
    {
        var outcome = folder.ImportOne("orders.csv", OrdersHeader + Order("\"o1") + "\n" + Orders(2, 3) + Order("\"o5") + "\n" + Orders(6, 2));
        Assert.Equal((7, 5, 2), (outcome.Read, outcome.Imported, outcome.Rejected));
        Assert.Equal([2, 6], outcome.Rejects().Select(r => r.Line));
    }

    [Fact]
    public void Quotes_that_close_keep_their_line_feeds_commas_and_quotes()
    {
        var outcome = folder.ImportOne("orders.csv", OrdersHeader + Order("\"o\"\"1,\r\nx\"") + "\n" + Order("o2") + "\n" + Order("5\" pipe") + "\n" + Order(" \"o4\" ") + "\n");
        Assert.Equal((4, 4), (outcome.Read, outcome.Imported));
        Assert.Equal(["5\" pipe", "o\"1,\r\nx", "o2", "o4"], folder.Rows("SELECT order_id FROM orders ORDER BY ALL"));
    }

    [Fact]
    public void The_repaired_file_reads_as_the_engine_reads_the_original()
    {
        var rows = Order("\"o\"\"1,\r\nx\"") + "\n\n" + Order("5\" pipe") + "\n" + Order(" \"o4\" ") + "\n" + Order("o5") + ",\n" + Order(" o6 ") + "\n" + Order("\"\"\"o7\"\"\"") + "\n";
        var plain = folder.ImportOne("orders.csv", OrdersHeader + rows);
        using var other = new TestFolder();
        var repaired = other.ImportOne("orders.csv", OrdersHeader + rows + "broken\n");
        Assert.Equal((plain.Imported, 1), (repaired.Imported, repaired.Rejected));
        const string sql = "SELECT order_id, length(order_id), buyer_id, amount, ordered_at FROM orders ORDER BY ALL";
        Assert.Equal(folder.Rows(sql), other.Rows(sql));
    }

    [Fact]
    public void Lines_are_counted_past_quoted_line_feeds_blank_lines_and_refused_lines()
    {
        var text = OrdersHeader.Replace("\n", "\r\n", StringComparison.Ordinal)
            + Order("\"o\n\n1\"") + "\r\n\r\n" + "too,short\r\n" + "\r\n" + Order("o2", amount: "x") + "\r\n" + "a,b\"\n\"\r\n" + Order("o3", amount: "y");
        var rejects = folder.ImportOne("orders.csv", text).Rejects().OrderBy(r => r.Line).ToList();
        Assert.Equal([6, 8, 9, 10, 11], rejects.Select(r => r.Line));
        Assert.Equal("8 columns, as in the header", rejects[0].Expected);
        Assert.Equal("amount", rejects[1].Column);
    }

    [Fact]
    public void Lines_are_counted_right_without_a_repair()
    {
        var text = OrdersHeader + Order("5\" pipe", buyer: "\"b\n1\"") + "\n\n\n" + Order("o2", amount: "x") + "\n" + Order("6\" pipe") + "\n" + Order("o4", amount: "y") + "\n";
        Assert.Equal([6, 8], folder.ImportOne("orders.csv", text).Rejects().Select(r => r.Line));
    }

    [Fact]
    public void A_row_that_is_not_UTF_8_is_rejected_and_its_neighbours_are_taken()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(OrdersHeader + Order("o1") + "\no2"), 0xFF, 0xC0, .. Encoding.UTF8.GetBytes(Order("")), (byte)'\n', .. Encoding.UTF8.GetBytes(Order("ö3") + "\n")];
        var outcome = folder.ImportOne("orders.csv", bytes);
        Assert.Equal((3, 2, 1), (outcome.Read, outcome.Imported, outcome.Rejected));
        var reject = Assert.Single(outcome.Rejects());
        Assert.Equal((3, "UTF-8"), (reject.Line, reject.Expected));
    }

    [Fact]
    public void A_JSON_line_that_is_not_UTF_8_is_rejected_and_its_neighbours_are_taken()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(JsonOrder("o1") + "\n{\"order_id\":\""), 0xFF, .. Encoding.UTF8.GetBytes("\"}\n" + JsonOrder("o2"))];
        var outcome = folder.ImportOne("orders.jsonl", bytes);
        Assert.Equal((3, 2, 2), (outcome.Read, outcome.Imported, Assert.Single(outcome.Rejects()).Line));
    }

    [Fact]
    public void A_byte_0_in_a_value_rejects_the_row()
    {
        var outcome = folder.ImportOne("orders.csv", OrdersHeader + Order("o1") + "\n" + Order("o\02") + "\n" + Order("o3") + "\n");
        Assert.Equal((3, 2, 1), (outcome.Read, outcome.Imported, outcome.Rejected));
        Assert.Equal((3, "order_id"), (outcome.Rejects()[0].Line, outcome.Rejects()[0].Column));
    }

    [Fact]
    public void An_escaped_byte_0_in_JSON_rejects_the_row()
    {
        var outcome = folder.ImportOne("orders.jsonl", JsonOrder("o1") + "\n" + JsonOrder("o\\u00002") + "\n");
        Assert.Equal((1, 1), (outcome.Imported, outcome.Rejected));
    }

    [Fact]
    public void Rows_with_too_few_and_too_many_columns_are_rejected()
    {
        var outcome = folder.ImportOne("orders.csv", OrdersHeader + Order("o1") + "\n" + Order("o2") + ",more,yet\n" + "o3,l1\n" + Order("o4"));
        Assert.Equal((4, 2, 2), (outcome.Read, outcome.Imported, outcome.Rejected));
        Assert.All(outcome.Rejects(), r => Assert.Equal("8 columns, as in the header", r.Expected));
        Assert.Equal([3, 4], outcome.Rejects().Select(r => r.Line));
    }

    [Fact]
    public void A_delimiter_at_the_end_of_header_and_rows_is_harmless()
    {
        var outcome = folder.ImportOne("orders.csv", OrdersHeader.TrimEnd() + ",\n" + Order("o1") + ",\n" + Order("o2") + ",\n");
        Assert.Equal((2, 0), (outcome.Imported, outcome.Rejected));
    }

    [Fact]
    public void Quoted_names_and_a_byte_order_mark_are_fine()
    {
        var header = string.Join(',', OrdersHeader.TrimEnd().Split(',').Select(n => $"\"{n}\""));
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes($"{header}\n{Order("o1")}\nbroken\n")];
        var outcome = folder.ImportOne("orders.csv", bytes);
        Assert.Equal((1, 1), (outcome.Imported, outcome.Rejected));
        Assert.Equal(3, outcome.Rejects()[0].Line);
    }

    [Fact]
    public void A_byte_order_mark_before_JSON_lines_is_fine()
    {
        Assert.Equal(1, folder.ImportOne("orders.jsonl", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(JsonOrder("o9"))]).Imported);
    }

    [Fact]
    public void A_formula_stays_the_text_that_it_is()
    {
        var outcome = folder.ImportOne("orders.csv", OrdersHeader + Order("=cmd|' /C calc'!A0") + "\n");
        Assert.Equal(1, outcome.Imported);
        Assert.Equal(["=cmd|' /C calc'!A0"], folder.Rows("SELECT order_id FROM orders"));
    }
}
