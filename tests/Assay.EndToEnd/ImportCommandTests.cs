using Xunit;

namespace Assay.EndToEnd;

/// <summary>Exit codes and sentences of <c>assay import</c>.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private const string Header = "buyer_id,registered_at,phone_hash";

    private readonly FeedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_rows_taken_is_0_and_again_is_0()
    {
        folder.Write("feeds/buyers.csv", Header, 3, i => $"b{i},2026-01-01,");
        Assert.Equal(0, (await Import()).ExitCode);
        Assert.Equal(0, (await Import()).ExitCode);
    }

    [Fact]
    public async Task A_header_alone_is_1_and_says_so()
    {
        folder.Write("feeds/buyers.csv", Header, 0, _ => "");
        var ran = await Import();
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("buyers.csv holds a header and no rows", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_command_line_is_2()
    {
        Assert.Equal(2, (await App.Run("import")).ExitCode);
        Assert.Equal(2, (await App.Run("improt", "feeds")).ExitCode);
    }

    [Fact]
    public async Task A_gzip_file_that_was_cut_short_beside_a_good_one_is_3()
    {
        folder.Write("feeds/buyers.csv", Header, 3, i => $"b{i},2026-01-01,");
        folder.Write("whole/sellers.csv", "seller_id,registered_at,shop_name,country", 10_000, i => $"s{i},2026-01-01,shop {i},DE");
        using (var packed = new MemoryStream())
        {
            using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            {
                gzip.Write(await File.ReadAllBytesAsync(folder["whole/sellers.csv"], TestContext.Current.CancellationToken));
            }

            await File.WriteAllBytesAsync(folder["feeds/sellers.csv.gz"], packed.ToArray()[..^40], TestContext.Current.CancellationToken);
        }

        var ran = await Import();
        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("sellers.csv.gz is damaged", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_feeds_or_that_is_not_there_is_1()
    {
        Assert.Contains("is not a folder", (await Import()).Error, StringComparison.Ordinal);
        Directory.CreateDirectory(folder.Feeds);
        var ran = await Import();
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("holds no feed", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b1,2026-01-01,+86 138 0013 8000", "0013 8000")]
    [InlineData("b1,2026-01-01,+8613800138000,more", "13800138000")]
    [InlineData("b1,\"2026-01-01,13800138000", "13800138000")]
    [InlineData("+8613800138000,DE89370400440532013000,", "0440532013000")]
    [InlineData("b1,4111 1111 1111 1111,", "1111 1111")]
    [InlineData("b1,00:1A:2B:3C:4D:5E,", "3C:4D")]
    public async Task Somebodys_number_is_neither_printed_nor_kept(string row, string secret)
    {
        folder.Write("feeds/buyers.csv", Header, 1, _ => row);
        foreach (var json in new string[][] { [], ["--json"] })
        {
            var ran = await App.Run(["import", folder.Feeds, "--data", folder["data"], .. json]);
            Assert.Equal(1, ran.ExitCode);
            Assert.DoesNotContain(secret, ran.Output + ran.Error, StringComparison.OrdinalIgnoreCase);
        }

        var kept = Directory.GetFiles(folder["data/rejected"]);
        Assert.Equal(2, kept.Length);
        Assert.All(kept, f => Assert.DoesNotContain(secret, File.ReadAllText(f), StringComparison.OrdinalIgnoreCase));
        Assert.All(kept, f => Assert.Contains("masked", File.ReadAllText(f), StringComparison.Ordinal));
    }

    private Task<Ran> Import() => App.Run("import", folder.Feeds, "--data", folder["data"]);
}
