using System.Text;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Warehouse;

public sealed class TableWriterTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly DataFolder data;

    public TableWriterTests()
    {
        data = folder.Open();
        data.Warehouse.Run(new Sql("test", "CREATE TABLE written (n BIGINT, small SMALLINT, real DOUBLE, money DECIMAL(18, 4), moment TIMESTAMP, currency currency, words VARCHAR)"));
    }

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(70_000)]
    public void Rows_are_read_back_as_they_were_written(int rows)
    {
        using (var writer = data.Warehouse.Append("written"))
        {
            for (var from = 0; from < rows; from += writer.Capacity)
            {
                var count = Math.Min(writer.Capacity, rows - from);
                for (var row = 0; row < count; row++)
                {
                    Fill(writer, row, from + row);
                }

                writer.Write(count);
            }

            writer.Finish();
        }

        using var read = data.Warehouse.Query(new Sql("test", "SELECT * FROM written ORDER BY n"));
        long at = 0;
        while (read.Next())
        {
            for (var row = 0; row < read.Count; row++, at++)
            {
                Compare(read, row, at);
            }
        }

        Assert.Equal(rows, at);
    }

    [Fact]
    public void A_writer_that_is_given_up_writes_nothing()
    {
        using (var writer = data.Warehouse.Append("written"))
        {
            for (var batch = 0; batch < 200; batch++)
            {
                writer.Values<long>(0).Fill(batch);
                writer.Write(writer.Capacity);
            }
        }

        Assert.Equal(0, data.Warehouse.Number(new Sql("test", "SELECT count(*) FROM written")));
    }

    [Fact]
    public void A_text_that_nobody_sets_is_empty()
    {
        using (var writer = data.Warehouse.Append("written"))
        {
            for (var batch = 0; batch < 2; batch++)
            {
                for (var column = 0; column < 6; column++)
                {
                    writer.SetNull(column, 0);
                }

                writer.Write(1);
            }

            writer.Finish();
        }

        Assert.Equal(2, data.Warehouse.Number(new Sql("test", "SELECT count(*) FROM written WHERE words = '' AND n IS NULL")));
    }

    [Fact]
    public void A_table_that_is_not_there_and_a_span_of_the_wrong_width_are_refused()
    {
        Assert.Equal("append to nowhere", Assert.Throws<WarehouseException>(() => data.Warehouse.Append("nowhere")).SqlName);
        using var writer = data.Warehouse.Append("written");
        Assert.Throws<InvalidOperationException>(() => writer.Values<int>(0).Length);
        Assert.Throws<InvalidOperationException>(() => writer.Values<int>(6).Length);
    }

    private static void Fill(ITableWriter writer, int row, long n)
    {
        writer.Values<long>(0)[row] = n;
        writer.Values<short>(1)[row] = (short)n;
        writer.Values<double>(2)[row] = n / 8.0;
        writer.Values<long>(3)[row] = n * 100;
        writer.Values<long>(4)[row] = n * 1_000_000;
        writer.Values<byte>(5)[row] = (byte)(n % 100);
        writer.SetText(6, row, Encoding.UTF8.GetBytes(Words(n)));
        if (n % 5 == 4)
        {
            for (var column = 1; column < 7; column++)
            {
                writer.SetNull(column, row);
            }
        }
    }

    private static void Compare(IRows read, int row, long n)
    {
        Assert.Equal(n, read.Values<long>(0)[row]);
        for (var column = 1; column < 7; column++)
        {
            Assert.Equal(n % 5 == 4, read.IsNull(column, row));
        }

        if (n % 5 != 4)
        {
            Assert.Equal(((short)n, n / 8.0, n * 100, n * 1_000_000), (read.Values<short>(1)[row], read.Values<double>(2)[row], read.Values<long>(3)[row], read.Values<long>(4)[row]));
            Assert.Equal((byte)(n % 100), read.Values<byte>(5)[row]);
            Assert.Equal(Words(n), read.String(6, row));
        }
    }

    private static string Words(long n) => (n % 4) switch
    {
        0 => "",
        1 => $"short {n % 100}",
        2 => $"a text that is longer than twelve bytes {n} with a \0 in it",
        _ => n % 1000 == 3 ? new string('ö', 100_000) : "日本",
    };
}
