using Assay.Tests.Screening.Images;
using Xunit;

namespace Assay.EndToEnd;

/// <summary><c>assay images</c> from files to a decision: a photo of a counterfeit that somebody saved anew, and one that is not there.</summary>
public sealed class ImagesCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public ImagesCommandTests()
    {
        Directory.CreateDirectory(folder["feeds/photos"]);
        File.WriteAllText(folder["feeds/sellers.csv"], "seller_id,registered_at,shop_name,country\ns1,2026-01-01,One,DE\ns2,2026-01-01,Two,DE\n");
        File.WriteAllText(folder["feeds/listings.csv"], "id,seller_id,title,price,created_at,image_link\nl1,s1,Lamp,20 EUR,2026-06-01,photos/copy.jpg\nl2,s2,Vase,20 EUR,2026-06-01,photos/vase.png\nl3,s2,Jug,20 EUR,2026-06-01,photos/gone.png\n");
        File.WriteAllText(folder["feeds/brands.csv"], "brand_id,name,holder,country\nb1,Lorvin,Lorvin AG,DE\n");
        File.WriteAllText(folder["feeds/images.csv"], "image_id,brand_id,use,image_link\ni1,b1,counterfeit,photos/fake.png\n");
        File.WriteAllBytes(folder["feeds/photos/fake.png"], MakeImage.Png(Picture(1), 320, 300, 3));
        File.WriteAllBytes(folder["feeds/photos/copy.jpg"], MakeImage.Jpeg(Picture(1), 320, 300, 3, quality: 60));
        File.WriteAllBytes(folder["feeds/photos/vase.png"], MakeImage.Png(Picture(2), 320, 300, 3));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_photo_of_the_counterfeit_bank_is_found_and_counts_in_the_scan_until_its_bank_wants_it_nearer()
    {
        await Works("import", "feeds", "--data", "data");
        var looked = await Works("images", "feeds", "--data", "data");
        Assert.Contains("images: 4 named, 3 hashed, 0 as before, 1 not in the folder", looked, StringComparison.Ordinal);
        Assert.Contains("counterfeit: photo of a counterfeit: 1 listings of 1 sellers", looked, StringComparison.Ordinal);
        Assert.Contains("0 hashed, 3 as before", await Works("images", "feeds", "--data", "data"), StringComparison.Ordinal);

        await Works("scan", "--data", "data");
        Assert.Contains("photo_in_counterfeit_bank", await Works("explain", "l1", "--data", "data"), StringComparison.Ordinal);
        Assert.DoesNotContain("photo_in", await Works("explain", "l2", "--data", "data"), StringComparison.Ordinal);

        Assert.Contains("no entry is in quarantine", await Works("images", "quarantine", "--data", "data"), StringComparison.Ordinal);
        await Works("images", "distance", "counterfeit", "0", "--data", "data");
        await Works("scan", "--data", "data");
        Assert.DoesNotContain("photo_in", await Works("explain", "l1", "--data", "data"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No entry 'i1' is in quarantine", "images", "release", "i1")]
    [InlineData("There is no bank 'real'", "images", "distance", "real", "3")]
    [InlineData("32 bits came", "images", "distance", "official", "32")]
    [InlineData("There is no folder nowhere", "images", "nowhere")]
    public async Task What_cannot_be_done_is_said(string says, params string[] command)
    {
        await Works("import", "feeds", "--data", "data");
        var ran = await folder.Run([.. command, "--data", "data"]);
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains(says, ran.Error, StringComparison.Ordinal);
    }

    private async Task<string> Works(params string[] command)
    {
        var ran = await folder.Run(command);
        Assert.True(ran.ExitCode == 0, ran.ToString());
        return ran.Output;
    }

    // Shapes one upon another: no two pictures are alike.
    private static byte[] Picture(int seed)
    {
        var random = new Random(seed);
        var pixels = new byte[320 * 300 * 3];
        for (var shape = 0; shape < 40; shape++)
        {
            var (left, top, shade) = (random.Next(320), random.Next(300), (byte)random.Next(256));
            for (var at = 0; at < pixels.Length; at += 3)
            {
                var (x, y) = (at / 3 % 320, at / 3 / 320);
                if (x >= left && x < left + 90 && y >= top && y < top + 70)
                {
                    pixels.AsSpan(at, 3).Fill(shade);
                }
            }
        }

        return pixels;
    }
}
