using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Warehouse;

public sealed class SessionTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly DataFolder data;

    public SessionTests() => data = folder.Open();

    public void Dispose()
    {
        data.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("it's \"quoted\"; DROP TABLE orders --")]
    [InlineData("nul\0inside\0")]
    [InlineData("\0")]
    [InlineData("ö, 日本, 😀")]
    [InlineData("\r\n\t")]
    public void A_text_comes_back_as_it_went_in(string text)
    {
        using var rows = data.Warehouse.Query(new Sql("test", "SELECT $1::VARCHAR, strlen($1)"), text);
        Assert.True(rows.Next());
        Assert.False(rows.IsNull(0, 0));
        Assert.Equal(text, rows.String(0, 0));
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text), rows.Values<long>(1)[0]);
    }

    [Fact]
    public void Numbers_moments_and_nulls_come_back_as_they_went_in()
    {
        var moment = new DateTime(2026, 6, 30, 12, 34, 56, DateTimeKind.Utc).AddTicks(1_234_560);
        using var rows = data.Warehouse.Query(
            new Sql("test", "SELECT $1::BIGINT, $2::BIGINT, $3::DOUBLE, $4::DOUBLE, $5::TIMESTAMP, $6::VARCHAR, $7::BIGINT"),
            long.MinValue + 1, long.MaxValue, double.Epsilon, double.NegativeInfinity, moment, (string?)null, SqlValue.Null);
        Assert.True(rows.Next());
        Assert.Equal((long.MinValue + 1, long.MaxValue), (rows.Values<long>(0)[0], rows.Values<long>(1)[0]));
        Assert.Equal((double.Epsilon, double.NegativeInfinity), (rows.Values<double>(2)[0], rows.Values<double>(3)[0]));
        Assert.Equal(moment, Moments.FromMicros(rows.Values<long>(4)[0]));
        Assert.True(rows.IsNull(5, 0) && rows.IsNull(6, 0));
        Assert.Null(rows.Display(5, 0));
        Assert.Equal(0, rows.Text(5, 0).Length);
    }

    [Fact]
    public void A_moment_that_is_not_in_UTC_is_refused() => Assert.Throws<ArgumentException>(() => (SqlValue)new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local));

    [Theory]
    [InlineData("true", "true")]
    [InlineData("(-128)::TINYINT", "-128")]
    [InlineData("255::UTINYINT", "255")]
    [InlineData("(-32768)::SMALLINT", "-32768")]
    [InlineData("65535::USMALLINT", "65535")]
    [InlineData("(-2147483648)::INTEGER", "-2147483648")]
    [InlineData("4294967295::UINTEGER", "4294967295")]
    [InlineData("9223372036854775807::BIGINT", "9223372036854775807")]
    [InlineData("18446744073709551615::UBIGINT", "18446744073709551615")]
    [InlineData("170141183460469231731687303715884105727::HUGEINT", "170141183460469231731687303715884105727")]
    [InlineData("1.5::FLOAT", "1.5")]
    [InlineData("0.1::DOUBLE", "0.1")]
    [InlineData("(-0.05)::DECIMAL(4, 2)", "-0.05")]
    [InlineData("12.3400::DECIMAL(9, 4)", "12.3400")]
    [InlineData("99999999999999.9999::DECIMAL(18, 4)", "99999999999999.9999")]
    [InlineData("(-1.00)::DECIMAL(38, 2)", "-1.00")]
    [InlineData("7::DECIMAL(5, 0)", "7")]
    [InlineData("DATE '0001-01-01'", "0001-01-01")]
    [InlineData("DATE '2026-06-30'", "2026-06-30")]
    [InlineData("DATE 'infinity'", "infinity")]
    [InlineData("TIMESTAMP '2026-06-30 12:00:00'", "2026-06-30T12:00:00Z")]
    [InlineData("TIMESTAMP '2026-06-30 12:00:00.000001'", "2026-06-30T12:00:00.000001Z")]
    [InlineData("TIMESTAMPTZ '2026-06-30 12:00:00+02'", "2026-06-30T10:00:00Z")]
    [InlineData("TIMESTAMP '-infinity'", "-infinity")]
    [InlineData("TIMESTAMP '20000-01-01'", "568971820800000000 µs after 1970")]
    [InlineData("'USD'::currency", "USD")]
    [InlineData("'short'", "short")]
    [InlineData("'a text of more than twelve bytes'", "a text of more than twelve bytes")]
    [InlineData("'abc'::BLOB", "abc")]
    public void Every_type_is_shown_as_people_read_it(string sql, string shown) =>
        Assert.Equal(shown, data.Warehouse.Word(new Sql("test", $"SELECT {sql}")));

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("{'a': 1}")]
    [InlineData("uuid()")]
    [InlineData("INTERVAL 1 DAY")]
    [InlineData("TIME '12:00:00'")]
    public void A_type_that_is_read_as_text_only_says_so(string sql) =>
        Assert.Contains("CAST(", Assert.Throws<InvalidOperationException>(() => data.Warehouse.Word(new Sql("test", $"SELECT {sql} AS x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_span_of_the_wrong_width_is_refused()
    {
        using var rows = data.Warehouse.Query(new Sql("test", "SELECT 1::INTEGER AS narrow"));
        Assert.True(rows.Next());
        Assert.Equal(1, rows.Values<int>(0)[0]);
        Assert.Equal(1f, BitConverter.Int32BitsToSingle(rows.Values<int>(0)[0]) * 0 + 1);
        var refused = Assert.Throws<InvalidOperationException>(() => rows.Values<long>(0).Length);
        Assert.Contains("'narrow' holds Integer of 4 bytes; a span of 8 bytes was asked for", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => rows.Text(0, 0).Length);
    }

    [Fact]
    public void Chunks_come_in_order_and_whole()
    {
        using var rows = data.Warehouse.Query(new Sql("test", "SELECT range, CASE WHEN range % 3 > 0 THEN 'text ' || range END FROM range(100000)"));
        long at = 0;
        while (rows.Next())
        {
            for (var row = 0; row < rows.Count; row++, at++)
            {
                Assert.Equal(at, rows.Values<long>(0)[row]);
                Assert.Equal(at % 3 > 0 ? $"text {at}" : null, rows.String(1, row));
            }
        }

        Assert.Equal(100_000, at);
        Assert.False(rows.Next());
    }

    [Fact]
    public void What_the_engine_refuses_carries_the_name_of_the_SQL()
    {
        var wrong = Assert.Throws<WarehouseException>(() => data.Warehouse.Run(new Sql("Scoring/wrong.sql", "SELEC 1")));
        Assert.StartsWith("Scoring/wrong.sql: Parser Error", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("Scoring/bind.sql", Assert.Throws<WarehouseException>(() => data.Warehouse.Run(new Sql("Scoring/bind.sql", "SELECT nothing"))).SqlName);
        Assert.Equal("Scoring/run.sql", Assert.Throws<WarehouseException>(() => data.Warehouse.Number(new Sql("Scoring/run.sql", "SELECT 'x'::INTEGER"))).SqlName);
        Assert.Contains("1 values came for a statement with 2", Assert.Throws<WarehouseException>(() => data.Warehouse.Number(new Sql("few", "SELECT $1 + $2"), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("2 statements came", Assert.Throws<WarehouseException>(() => data.Warehouse.Number(new Sql("many", "SELECT 1; SELECT 2"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_the_middle_of_a_streamed_result_is_thrown()
    {
        Assert.Equal("late", Assert.Throws<WarehouseException>(() =>
        {
            using var rows = data.Warehouse.Query(new Sql("late", "SELECT CASE WHEN range = 9000000 THEN 'x' ELSE '1' END::INTEGER FROM range(10000000)"));
            while (rows.Next())
            {
            }
        }).SqlName);
    }

    [Fact]
    public void A_stop_from_another_thread_cancels_the_running_statement()
    {
        using var stop = new CancellationTokenSource();
        using var stopping = data.Warehouse.StopOn(stop.Token);
        stop.CancelAfter(40);
        Assert.ThrowsAny<OperationCanceledException>(() => data.Warehouse.Number(new Sql("test", "SELECT count(*) FROM range(3000000) a, range(3000000) b WHERE (a.range * b.range) % 7 = 3")));
    }

    [Fact]
    public void A_stop_between_statements_is_noticed_by_the_next_and_by_rows_and_commits_and_hinders_no_rollback()
    {
        var count = new Sql("test", "SELECT count(*) FROM decision_versions");
        using var stop = new CancellationTokenSource();
        using (data.Warehouse.StopOn(stop.Token))
        {
            using var transaction = data.Warehouse.Begin();
            data.Warehouse.Run(new Sql("test", "INSERT INTO decision_versions VALUES (1, 'orders')"));
            using var rows = data.Warehouse.Collect(new Sql("test", "SELECT * FROM range(100000)"));
            Assert.True(rows.Next());
            stop.Cancel();
            Assert.Throws<OperationCanceledException>(() => rows.Next());
            Assert.Throws<OperationCanceledException>(() => data.Warehouse.Number(count));
            Assert.Throws<OperationCanceledException>(transaction.Commit);
            data.Warehouse.Run(new Sql("test", "SET preserve_insertion_order = true"));
        }

        Assert.Equal(0, data.Warehouse.Number(count));
    }

    [Fact]
    public void A_stop_within_a_stop_ends_with_the_inner_one()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        using (data.Warehouse.StopOn(CancellationToken.None))
        {
            using (data.Warehouse.StopOn(stop.Token))
            {
                Assert.Throws<OperationCanceledException>(() => data.Warehouse.Number(new Sql("test", "SELECT 1")));
            }

            Assert.Equal(1, data.Warehouse.Number(new Sql("test", "SELECT 1")));
        }
    }

    [Fact]
    public void A_transaction_without_its_commit_leaves_nothing()
    {
        var count = new Sql("test", "SELECT count(*) FROM decision_versions");
        var add = new Sql("test", "INSERT INTO decision_versions VALUES (1, 'orders')");
        using (data.Warehouse.Begin())
        {
            data.Warehouse.Run(add);
            Assert.Equal(1, data.Warehouse.Number(count));
        }

        Assert.Equal(0, data.Warehouse.Number(count));
        using (var kept = data.Warehouse.Begin())
        {
            data.Warehouse.Run(add);
            using var second = data.Warehouse.Connect();
            Assert.Equal(0, second.Number(count));
            kept.Commit();
            Assert.Equal(1, second.Number(count));
        }

        Assert.Throws<WarehouseException>(() =>
        {
            using var broken = data.Warehouse.Begin();
            data.Warehouse.Run(add);
            data.Warehouse.Run(new Sql("test", "SELECT 'x'::INTEGER"));
        });
        Assert.Equal(1, data.Warehouse.Number(count));
    }
}
