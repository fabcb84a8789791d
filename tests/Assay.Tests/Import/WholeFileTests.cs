using System.IO.Compression;
using System.Text;
using Assay.Import;
using Assay.Warehouse;
using Xunit;
using static Assay.Tests.Import.Feeds;

namespace Assay.Tests.Import;

/// <summary>Files that cannot be taken at all: each says why and what to do, and the other files of the import are taken.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string, string, string> Texts => new()
    {
        { "orders.csv", "", "orders.csv is empty; expected rows. Write it again, or leave it out." },
        { "orders.jsonl", "", "orders.jsonl is empty" },
        { "orders.parquet", "", "orders.parquet is empty" },
        { "orders.csv", OrdersHeader.Replace(',', ';') + Orders(1, 2).Replace(',', ';'), "orders.csv, line 1 is separated by semicolons; expected commas in a .csv file. Write it with commas." },
        { "orders.csv", OrdersHeader.Replace(',', '|'), "orders.csv, line 1 is separated by bars" },
        { "orders.csv", OrdersHeader.Replace(',', '\t'), "orders.csv, line 1 is separated by tabs; expected commas in a .csv file. Rename it to .tsv." },
        { "orders.tsv", OrdersHeader, "orders.tsv, line 1 is separated by commas; expected tabs in a .tsv file. Rename it to .csv." },
        { "orders.csv", "order_id,Order_ID,listing_id\n1,2,3\n", "orders.csv, line 1 names the column 'order_id' twice; expected each column once. Remove one of them." },
        { "orders.csv", "\"order_id,listing_id\n1,2\n", "orders.csv, line 1 has a quote that does not close" },
        { "orders.csv", OrdersHeader.Replace("amount", "amuont") + Orders(1, 2), "orders.csv has no column 'amount' (but 'amuont')" },
        { "orders.csv", new string('x', 3_000_000), "orders.csv, line 1 has no end in its first 1024 kB" },
        { "orders.jsonl", $"[{JsonOrder("o1")},\n{JsonOrder("o2")}]", "orders.jsonl is one JSON array; expected one JSON object a line. Convert it with: jq -c '.[]' orders.jsonl." },
        { "orders.parquet", "PAR1 and then nothing of the kind", "orders.parquet is damaged: " },
        { "orders.csv.gz", "this was never packed", "orders.csv.gz is damaged: " },
        { "orders.csv.zst", "this was never packed", "orders.csv.zst is damaged: " },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void It_says_what_is_wrong(string name, string text, string message) => Refused(name, Encoding.UTF8.GetBytes(text), message);

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void UTF_16_is_recognised_with_and_without_its_mark(bool bigEndian, bool mark)
    {
        var encoding = new UnicodeEncoding(bigEndian, mark);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(OrdersHeader + Orders(1, 3))];
        Refused("orders.csv", bytes, "orders.csv is UTF-16; expected UTF-8. Convert it with: iconv -f UTF-16 -t UTF-8 orders.csv.");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void A_gzip_file_that_was_cut_short_is_refused_whole(double share)
    {
        var whole = Gzip(OrdersHeader + Orders(1, 50_000));
        Refused("orders.csv.gz", whole[..(int)(whole.Length * share)], "orders.csv.gz is damaged: ");
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public void A_Zstandard_file_that_was_cut_short_is_refused_whole(double share)
    {
        var whole = Zstandard.Pack(Encoding.UTF8.GetBytes(OrdersHeader + Orders(1, 50_000)));
        Refused("orders.csv.zst", whole[..(int)(whole.Length * share)], "orders.csv.zst is damaged: ");
    }

    [Fact]
    public void A_Parquet_file_that_was_cut_short_is_refused()
    {
        var path = folder["whole.parquet"];
        using (var data = folder.Open())
        {
            data.Warehouse.Run(new Sql("test", $"COPY (SELECT range AS order_id FROM range(10000)) TO '{path}' (FORMAT parquet)"));
        }

        Refused("orders.parquet", File.ReadAllBytes(path)[..^100], "orders.parquet is damaged: ");
    }

    [Fact]
    public void A_gzip_bomb_is_refused_and_leaves_nothing_on_the_disk()
    {
        Refused("orders.csv.gz", Gzip(stream => Repeat(stream, 1L << 30)), "orders.csv.gz unpacks to more than 250 times its size; expected a feed that unpacks to something reasonable");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["data/spill"]));
    }

    [Fact]
    public void A_Zstandard_bomb_is_refused_and_leaves_nothing_on_the_disk()
    {
        var letters = new byte[200 << 20];
        letters.AsSpan().Fill((byte)'a');
        Refused("orders.csv.zst", Zstandard.Pack(letters), "orders.csv.zst unpacks to more than 250 times its size");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["data/spill"]));
    }

    [Fact]
    public void What_does_not_fit_on_the_disk_unpacked_is_refused_before_the_disk_is_full()
    {
        folder.WriteBytes("feeds/orders.csv.gz", Gzip(OrdersHeader + Orders(1, 10)));
        using var data = folder.Open();
        var import = new ImportFeeds(data, FixedClock.Default) { Limits = new UnpackLimits(FreeBytes: long.MaxValue / 2) };
        var outcome = import.Run(FindFeeds.In(folder["feeds"], FeedMap.None).Require(), FeedMap.None, null, TestContext.Current.CancellationToken).Files.Single();
        Assert.StartsWith("orders.csv.gz does not fit on the disk unpacked", outcome.Refused!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000)]
    [InlineData(300_000)]
    public void Packed_files_are_taken_whole(int rows)
    {
        var text = OrdersHeader + Orders(1, rows);
        folder.WriteBytes("feeds/orders.csv.gz", Gzip(text));
        folder.WriteBytes("other/orders.csv.zst", Zstandard.Pack(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(rows, folder.ImportFeeds().Files.Single().Imported);
        Assert.Equal(rows, folder.Import(folder["other"]).Files.Single().Unchanged);
    }

    [Fact]
    public void A_header_and_no_rows_is_no_failure_of_the_file_but_takes_nothing()
    {
        var outcome = folder.ImportOne("orders.csv", OrdersHeader);
        Assert.Null(outcome.Refused);
        Assert.Equal(0, outcome.Read);
        Assert.Equal(1, folder.ImportFeeds().ExitCode);
    }

    [Fact]
    public void A_folder_called_like_a_file_is_named()
    {
        Directory.CreateDirectory(folder["feeds/orders.csv"]);
        Beside("orders.csv is a folder; expected a file. Call a folder of files orders.");
    }

    [Fact]
    public void A_pipe_is_refused_at_once()
    {
        Directory.CreateDirectory(folder["feeds"]);
        using (var made = System.Diagnostics.Process.Start("mkfifo", folder["feeds/orders.csv"]))
        {
            made.WaitForExit();
        }

        Beside("orders.csv is no regular file but a pipe, a socket or a device");
    }

    [Fact]
    public void A_link_that_leads_nowhere_or_round_in_circles_is_refused()
    {
        Directory.CreateDirectory(folder["feeds"]);
        File.CreateSymbolicLink(folder["feeds/orders.csv"], folder["feeds/orders.csv"]);
        Beside("orders.csv cannot be opened: Too many levels of symbolic links");
        File.Delete(folder["feeds/orders.csv"]);
        File.CreateSymbolicLink(folder["feeds/orders.csv"], folder["nowhere"]);
        Beside("orders.csv cannot be opened: No such file or directory");
    }

    [Fact]
    public void A_link_to_a_file_is_as_good_as_the_file()
    {
        Directory.CreateDirectory(folder["feeds"]);
        File.CreateSymbolicLink(folder["feeds/orders.csv"], folder.Write("elsewhere.csv", OrdersHeader + Orders(1, 2)));
        Assert.Equal(2, folder.ImportFeeds().Files.Single().Imported);
    }

    [Fact]
    public void A_folder_without_feeds_and_one_that_is_not_there_say_so()
    {
        Assert.Contains("is not a folder; expected a folder with feeds", FindFeeds.In(folder["nowhere"], FeedMap.None).Failure!.ToString(), StringComparison.Ordinal);
        folder.Write("feeds/notes.txt", "nothing");
        Assert.Contains("holds no feed (but notes.txt); expected files such as sellers.csv", FindFeeds.In(folder["feeds"], FeedMap.None).Failure!.ToString(), StringComparison.Ordinal);
    }

    private static byte[] Gzip(string text) => Gzip(stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static byte[] Gzip(Action<Stream> write)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            write(stream);
        }

        return packed.ToArray();
    }

    private static void Repeat(Stream stream, long bytes)
    {
        var block = new byte[1 << 20];
        block.AsSpan().Fill((byte)'a');
        for (long written = 0; written < bytes; written += block.Length)
        {
            stream.Write(block);
        }
    }

    private void Refused(string name, byte[] bytes, string message)
    {
        folder.WriteBytes($"feeds/{name}", bytes);
        Beside(message);
    }

    private void Beside(string message)
    {
        folder.Write("feeds/buyers.csv", "buyer_id,registered_at\nb1,2026-01-01\n");
        var summary = folder.ImportFeeds();
        var refused = Assert.Single(summary.Files, f => f.Refused is not null);
        Assert.StartsWith(message, refused.Refused!.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, summary.ExitCode);
        Assert.Equal(1, summary.Files.Single(f => f.File.Feed.Name == "buyers") is var taken ? taken.Imported + taken.Unchanged : 0);
        Assert.Equal(["0"], folder.Rows("SELECT count(*) FROM orders"));
    }
}
