using Assay.Screening.Products.Tables;
using Xunit;

namespace Assay.Tests.Screening.Products.Tables;

public sealed class ReadingTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("$1,234.50", 1234.5)]
    [InlineData("1.234,50 €", 1234.5)]
    [InlineData("129.95 USD", 129.95)]
    [InlineData("1 299,00 zł", 1299.0)]
    [InlineData("12,90", 12.9)]
    [InlineData("1,200", 1200.0)]
    [InlineData("1.000.000", 1000000.0)]
    [InlineData("0", 0.0)]
    [InlineData("-5", null)]
    [InlineData("call us", null)]
    [InlineData("model 5 of the year", null)]
    [InlineData("", null)]
    public void Prices_are_read_as_people_write_them(string text, double? expected) => Assert.Equal(expected, ParsePrice.Run(text));

    [Fact]
    public void A_table_without_telling_names_is_read_by_what_stands_in_it()
    {
        var rows = Enumerable.Range(1, 30).Select(i => $"k{i}|Brand{i % 3} drill number {i} with case|{WithCheckDigit(400_000_000_000 + (i * 7919L))}");
        var table = ProductTable.Read(folder.Write("t.csv", "c1|c2|c3\n" + string.Join('\n', rows) + "\n"), default).Require();

        Assert.Equal(("c2", "c3"), (table.Roles.Title, table.Roles.Gtin));
        Assert.Equal("k1", table.Rows[0].Id);
    }

    [Fact]
    public void JSON_lines_and_quoted_values_are_read()
    {
        var json = folder.Write("t.jsonl", "{\"id\": 7, \"title\": \"Canon G7\", \"tags\": [1, 2]}\n{\"id\": 8, \"title\": \"Nikon D90\", \"price\": 12.5}\n");
        var table = ProductTable.Read(json, default).Require();
        Assert.Equal(["7", "8"], table.Rows.Select(r => r.Id));
        Assert.Equal(12.5, table.Rows[1].Price);
        var quoted = ProductTable.Read(folder.Write("q.csv", "id,title\n1,\"a \"\"fine\"\", old chair\"\n2,\"two\nlines here\"\n"), default).Require();
        Assert.Equal("a \"fine\", old chair", quoted.Rows[0].Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("id,title\n")]
    [InlineData("\0\0\0\0\0")]
    [InlineData("COL a VAL b")]
    public void What_is_no_table_is_refused(string text) => Assert.False(ProductTable.Read(folder.Write("x.csv", text), default).Ok);

    [Fact]
    public void A_folder_and_a_file_that_is_not_there_are_refused()
    {
        Assert.False(ProductTable.Read(folder.Path, default).Ok);
        Assert.False(ProductTable.Read(folder["none.csv"], default).Ok);
    }

    [Fact]
    public void Pairs_are_read_by_the_names_of_their_columns_in_any_order()
    {
        var table = ProductTable.Read(folder.Write("t.csv", "id,title\nx,red chair one\ny,blue chair two\n"), default).Require();
        var pairs = ReadPairs.Run(folder.Write("p.csv", "_id,label,rtable_id,ltable_id\n0,1,y,x\n1,0,x,y\n2,?,x,y\n"), table, table, default).Require();

        Assert.Equal([new PairLine(0, 1, true), new PairLine(1, 0, false)], pairs.Pairs);
        Assert.Equal(1, pairs.Rejected);
    }

    private static string WithCheckDigit(long digits) => Enumerable.Range(0, 10).Select(d => $"{digits}{d}").First(g => Assay.Screening.Products.Claims.Gtin.Holds(g));
}
