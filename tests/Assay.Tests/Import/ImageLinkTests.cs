using Assay.Import;
using Xunit;

namespace Assay.Tests.Import;

/// <summary>A path of an image stays in the feed's folder, also by way of a link.</summary>
public sealed class ImageLinkTests : IDisposable
{
    private readonly TestFolder folder = new();

    public ImageLinkTests()
    {
        folder.Write("feeds/photos/good.jpg", "");
        folder.Write("feeds/photos/linked.jpg.jpg", "");
        folder.Write("outside/secret.jpg", "");
        File.CreateSymbolicLink(folder["feeds/photos/linked.jpg"], folder["outside/secret.jpg"]);
        File.CreateSymbolicLink(folder["feeds/a,b.jpg"], folder["outside/secret.jpg"]);
        File.CreateSymbolicLink(folder["feeds/it's \"quoted\".jpg"], folder["outside/secret.jpg"]);
        Directory.CreateSymbolicLink(folder["feeds/far"], folder["outside"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("photos/good.jpg", true)]
    [InlineData("photos/linked.jpg.jpg", true)]
    [InlineData("photos/not-there.jpg", true)]
    [InlineData("farther/x.jpg", true)]
    [InlineData("https://shop.example/far/x.jpg", true)]
    [InlineData("photos/linked.jpg", false)]
    [InlineData("./photos//linked.jpg", false)]
    [InlineData(".//.//photos/././linked.jpg", false)]
    [InlineData("far/secret.jpg", false)]
    [InlineData("far", false)]
    [InlineData("a,b.jpg", false)]
    [InlineData("it's \"quoted\".jpg", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("photos/../../outside/secret.jpg", false)]
    [InlineData("..", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("photos\\good.jpg", false)]
    public void One_image(string path, bool isFine) => Check("image_link", path, isFine);

    [Theory]
    [InlineData("photos/good.jpg,https://shop.example/a.jpg", true)]
    [InlineData("photos/good.jpg, photos/linked.jpg", false)]
    [InlineData("https://shop.example/a.jpg,./far/secret.jpg", false)]
    [InlineData("photos/good.jpg,a%2Cb.jpg", false)]
    [InlineData("photos/good.jpg,../x.jpg", false)]
    public void Several_images(string paths, bool isFine) => Check("additional_image_link", paths, isFine);

    [Fact]
    public void The_links_are_found_without_being_followed()
    {
        Directory.CreateSymbolicLink(folder["feeds/round"], folder["feeds"]);
        var deep = "feeds";
        for (var i = 0; i <= LinksBelow.Deepest + 3; i++)
        {
            deep = $"{deep}/d";
        }

        Directory.CreateDirectory(folder[deep]);
        var links = new LinksBelow().In(folder["feeds"], TestContext.Current.CancellationToken).Require();
        Assert.Contains("\"round\"", links, StringComparison.Ordinal);
        Assert.DoesNotContain("round/", links, StringComparison.Ordinal);
        Assert.Contains("\"d/d", links, StringComparison.Ordinal);
    }

    private void Check(string column, string value, bool isFine)
    {
        var outcome = folder.ImportOne("listings.jsonl", System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["id"] = "1",
            ["seller_id"] = "s",
            ["title"] = "t",
            ["price"] = "1 USD",
            ["created_at"] = "2026-01-01",
            [column] = value,
        }));
        Assert.Null(outcome.Refused);
        Assert.Equal(isFine ? 1 : 0, outcome.Imported);
        if (!isFine)
        {
            var reject = Assert.Single(outcome.Rejects());
            Assert.Equal((column, 1), (reject.Column, reject.Line));
            Assert.Contains("inside the feed's folder", reject.Expected, StringComparison.Ordinal);
        }
    }
}
