using System.Runtime.InteropServices;
using Assay.Metrics;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Metrics.Store;

public sealed class SortRowsTests
{
    private static readonly (string, int)[] Columns = [("at", 8), ("tie", 8), ("known_from", 8), ("code", 1), ("amount", 8), ("place", 4)];

    [Theory]
    [InlineData(1L << 30)]
    [InlineData(2000)]
    [InlineData(1)]
    public void Rows_come_in_stored_order_however_little_memory_there_is(long memory)
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var warehouse = database.Connect();
        var rows = Gen.Choose(1, 12).SelectMany(subject => Gen.Choose(-3, 3).SelectMany(at => Gen.Choose(0, 1).SelectMany(tie => Gen.Choose(-2, 2).Select(from => new Row((uint)subject, at, tie == 0 ? 1 : ulong.MaxValue, from)))));
        Prop.ForAll(rows.ArrayOf().ToArbitrary(), given => Assert.Equal(Oracle(warehouse, given), Sorted(warehouse, memory))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_subject_with_more_rows_than_a_batch_and_than_the_memory_is_sorted_whole()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var warehouse = database.Connect();
        warehouse.Run(new Sql("test", """
            CREATE TABLE unsorted AS SELECT CAST(CASE WHEN i % 10 = 0 THEN 70000 - i ELSE 5 END AS UINTEGER) AS subject, CAST(hash(i) % 1000 AS BIGINT) AS "at", hash(i, 1) AS tie,
              CAST(i % 7 AS BIGINT) AS known_from, CAST(i % 250 AS UTINYINT) AS code, i AS amount, CAST(i AS UINTEGER) AS place FROM range(60000) AS r(i)
            """));
        Assert.Equal(InOrder(warehouse), Sorted(warehouse, 100_000));
    }

    [Fact]
    public void A_column_is_refused_as_something_of_another_width()
    {
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var warehouse = database.Connect();
        Fill(warehouse, [new Row(1, 2, 3, 4)]);
        using var sort = new SortRows(warehouse, "unsorted", Columns, 1000);
        Assert.Single(sort.Batches());
        Assert.Throws<InvalidOperationException>(() => sort.Values<int>(SortRows.At).Length);
    }

    private static List<string> Oracle(IWarehouse warehouse, Row[] given)
    {
        // Rows that are alike in everything that orders them would come in any order.
        Fill(warehouse, [.. given.Distinct()]);
        return InOrder(warehouse);
    }

    private static void Fill(IWarehouse warehouse, Row[] rows)
    {
        warehouse.Run(new Sql("test", "CREATE OR REPLACE TABLE unsorted (subject UINTEGER, \"at\" BIGINT, tie UBIGINT, known_from BIGINT, code UTINYINT, amount BIGINT, place UINTEGER)"));
        using var writer = warehouse.Append("unsorted");
        foreach (var (i, row) in rows.Index())
        {
            writer.Values<uint>(0)[i] = row.Subject;
            writer.Values<long>(1)[i] = row.At;
            writer.Values<ulong>(2)[i] = row.Tie;
            writer.Values<long>(3)[i] = row.From;
            writer.Values<byte>(4)[i] = (byte)i;
            writer.Values<long>(5)[i] = -i;
            writer.Values<uint>(6)[i] = (uint)(3 * i);
        }

        writer.Write(rows.Length);
        writer.Finish();
    }

    private static List<string> InOrder(IWarehouse warehouse) =>
        [.. warehouse.Table(new Sql("test", "FROM unsorted ORDER BY subject, \"at\" DESC, tie, known_from")).Select(r => string.Join('|', r))];

    private static List<string> Sorted(IWarehouse warehouse, long memory)
    {
        var all = new List<string>();
        using var sort = new SortRows(warehouse, "unsorted", Columns, memory);
        foreach (var batch in sort.Batches())
        {
            for (var i = 0; i < batch.Count; i++)
            {
                all.Add($"{batch.Values<uint>(0)[i]}|{batch.Values<long>(1)[i]}|{batch.Values<ulong>(2)[i]}|{batch.Values<long>(3)[i]}|{batch.Values<byte>(4)[i]}|{batch.Values<long>(5)[i]}|{batch.Values<uint>(6)[i]}");
            }
        }

        return all;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Row(uint Subject, long At, ulong Tie, long From);
}
