using System.Net;
using System.Net.Sockets;
using System.Text;
using Assay.Monitor.Gate;
using Xunit;

namespace Assay.Tests.Monitor.Gate;

/// <summary>A picture is fetched from a host that was named, at the address that was looked at, and nothing else is.</summary>
public sealed class FetchPictureTests : IDisposable
{
    private readonly TcpListener server = new(IPAddress.Loopback, 0);
    private readonly List<string> asked = [];

    public FetchPictureTests() => server.Start();

    private int Port => ((IPEndPoint)server.LocalEndpoint).Port;

    private string Host => $"pictures.example:{Port}";

    [Fact]
    public async Task A_picture_of_an_allowed_host_comes_whole()
    {
        using var fetch = Fetch(_ => true);
        var got = await Get(fetch, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Type: image/png\r\n\r\n\u0001\u0002\u0003\u0004");

        Assert.Null(got.Why);
        Assert.Equal([1, 2, 3, 4], got.Bytes.ToArray());
        Assert.Equal(["pictures.example"], asked);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var fetch = Fetch(_ => true);
        var got = await Get(fetch, $"HTTP/1.1 302 Found\r\nLocation: http://{Host}/other\r\nContent-Length: 0\r\n\r\n");

        Assert.Equal("its host sends elsewhere, where nobody follows", got.Why);
        Assert.False(server.Pending());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nENDLESS")]
    public async Task More_bytes_than_allowed_are_not_taken(string answer)
    {
        using var fetch = Fetch(_ => true);
        var got = await Get(fetch, answer);

        Assert.Equal("it has more than 10 MiB", got.Why);
    }

    [Fact]
    public async Task A_name_that_leads_to_an_address_that_is_not_public_is_not_connected_to()
    {
        using var fetch = new FetchPicture([Host], Resolve, PublicAddress.Is);
        var got = await fetch.Run($"http://{Host}/a.png", TestContext.Current.CancellationToken);

        Assert.Equal("its host has an address that is not public", got.Why);
        Assert.False(server.Pending());
    }

    [Fact]
    public async Task One_address_among_others_that_is_not_public_refuses_them_all()
    {
        using var fetch = new FetchPicture([Host], (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]), PublicAddress.Is);
        Assert.Equal("its host has an address that is not public", (await fetch.Run($"http://{Host}/a.png", TestContext.Current.CancellationToken)).Why);
    }

    [Theory]
    [InlineData("ftp://pictures.example/a.png", "it is no address of http or https")]
    [InlineData("file:///etc/passwd", "it is no address of http or https")]
    [InlineData("pictures/a.png", "it is no address of http or https")]
    [InlineData("http://me:secret@pictures.example/a.png", "its address carries a name or a password")]
    [InlineData("http://pictures.example:22/a.png", "its host is not allowed")]
    [InlineData("http://pictures.example.evil.example/a.png", "its host is not allowed")]
    [InlineData("http://evil.example/pictures.example", "its host is not allowed")]
    [InlineData("http://127.0.0.1/a.png", "its host is not allowed")]
    [InlineData("http://2130706433/a.png", "its host is not allowed")]
    [InlineData("http://[::ffff:127.0.0.1]/a.png", "its host is not allowed")]
    public async Task What_was_not_named_is_not_fetched(string link, string why)
    {
        using var fetch = new FetchPicture(["pictures.example"], Resolve, _ => true);

        Assert.Equal(why, (await fetch.Run(link, TestContext.Current.CancellationToken)).Why);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task A_name_is_resolved_once_and_not_again_for_the_connection()
    {
        using var fetch = Fetch(a => a.Equals(IPAddress.Loopback));
        Assert.Null((await Get(fetch, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")).Why);
        Assert.Single(asked);
    }

    [Theory]
    [InlineData("data:image/png;base64,AQID", new byte[] { 1, 2, 3 })]
    [InlineData("DATA:image/jpeg;charset=x;base64,AQ==", new byte[] { 1 })]
    public void A_picture_in_the_place_of_its_address_is_read(string text, byte[] bytes) => Assert.Equal(bytes, PictureUri.Read(text));

    [Theory]
    [InlineData("data:image/png,AQID")]
    [InlineData("data:text/html;base64,AQID")]
    [InlineData("data:image/png;base64,=!")]
    public void What_is_no_picture_in_base64_is_not(string text) => Assert.Null(PictureUri.Read(text));

    public void Dispose() => server.Dispose();

    private FetchPicture Fetch(Func<IPAddress, bool> isAllowed) => new([Host], Resolve, isAllowed);

    private Task<IPAddress[]> Resolve(string host, CancellationToken stop)
    {
        asked.Add(host);
        return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }

    private async Task<FetchedPicture> Get(FetchPicture fetch, string answer)
    {
        var stop = TestContext.Current.CancellationToken;
        var fetching = fetch.Run($"http://{Host}/a.png", stop);
        using var client = await server.AcceptTcpClientAsync(stop);
        await using var stream = client.GetStream();
        _ = await stream.ReadAsync(new byte[4096], stop);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Replace("ENDLESS", "", StringComparison.Ordinal)), stop);
            while (answer.Contains("ENDLESS", StringComparison.Ordinal) && !fetching.IsCompleted)
            {
                await stream.WriteAsync(new byte[1 << 16], stop);
            }
        }
        catch (IOException)
        {
            // It hung up, which is what is wanted.
        }

        return await fetching;
    }
}
