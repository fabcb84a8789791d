using System.Net;
using System.Text.Json;
using Assay.App.Api;
using Assay.Import;
using Assay.Market;
using Assay.Monitor;
using Assay.Monitor.Gate;
using Assay.Policy;
using Assay.Screening.Images;
using Assay.Tests.Screening.Images;
using Assay.Warehouse;

namespace Assay.Bench.Gate;

/// <summary>
/// Listings screened over HTTP, text checks alone, beside an empty POST of the same bodies to Kestrel with the same settings. Client and server share the machine on both
/// sides, in turns. Answers are compared with what the gate says without HTTP before any time is taken.
/// </summary>
internal sealed class GateBench : IBench
{
    private const int Connections = 16;
    private const int Edge = 512;

    private static readonly Lazy<string> Picture = new(() =>
    {
        var random = new Random(1);
        var pixels = new byte[Edge * Edge * 3];
        for (var shape = 0; shape < 60; shape++)
        {
            var (left, top, shade) = (random.Next(Edge), random.Next(Edge), (byte)random.Next(256));
            for (var row = top; row < Math.Min(Edge, top + 120); row++)
            {
                pixels.AsSpan(((row * Edge) + left) * 3, Math.Min(140, Edge - left) * 3).Fill(shade);
            }
        }

        return Convert.ToBase64String(MakeImage.Jpeg(pixels, Edge, Edge, 3));
    });

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => "gate";

    public string About => "listings screened over HTTP; beside an empty POST of the same bodies to Kestrel";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = $"{Connections} connections in a closed loop from the same process; live listings of the small sample market; half load is half of what the gate answered";
        RunAsync(run, result).GetAwaiter().GetResult();
    }

    private static async Task RunAsync(BenchRun run, BenchResult result)
    {
        new MakeMarket(new MarketOptions(MarketSize.Small, 1)).Run(run["feeds"], run["truth"], null, default);
        using var data = DataFolder.Open(run["data"], "bench", TimeProvider.System).Require();
        new ImportFeeds(data, TimeProvider.System).Run(FindFeeds.In(run["feeds"], FeedMap.None).Require(), FeedMap.None, null, default);
        new ScanMarket(data.Warehouse, TimeProvider.System).Run(ScanMarket.NewestMoment(data.Warehouse)!.Value, null, default);
        using var log = EventLog.Open(run["data"], TimeProvider.System).Require();
        using var hash = new HashOffered(ImageLimits.Default, ImageCodecs.Installed);
        await using var gate = OpenGate.Open(run["data"], [new LookAtPictures(null, hash.Run).Check], TimeProvider.System).Require();
        gate.Refresh(data, default);
        var key = ApiKey.Of(run["data"]).Require();
        await using var server = (await ApiServer.Start(new IPEndPoint(IPAddress.Loopback, 0), key, log, gate, default)).Require();
        await using var empty = await EmptyKestrel.Start();

        var bodies = Bodies(data.Warehouse);
        result.Measure("bytes_a_listing", bodies.Average(b => (double)b.Length));
        var secret = (await File.ReadAllTextAsync(key.Path)).Trim();
        var requests = bodies.Select(b => PostingClient.Request("/v1/listings:screen", secret, b)).ToList();
        var ours = new PostingClient(IPEndPoint.Parse(new Uri(server.Address).Authority), requests, Connections);
        var its = new PostingClient(empty.At, requests, Connections);
        await Compare(gate, server, secret, bodies);
        new GateSteps(gate, bodies).Run(run, result);
        Measure(run, result, ours, its);
        Pictured(run, result, new PostingClient(IPEndPoint.Parse(new Uri(server.Address).Authority), [.. bodies.Select(b => PostingClient.Request("/v1/listings:screen", secret, WithPicture(b)))], Connections));
        gate.Fold(data, default);
    }

    private static void Measure(BenchRun run, BenchResult result, PostingClient ours, PostingClient its)
    {
        var time = TimeSpan.FromSeconds(run.Quick ? 1 : 6);
        ours.Run(time);
        its.Run(time);
        var (seen, seenEmpty) = (new List<Seen>(), new List<Seen>());
        run.Interleave(() => Timed(ours, time, seen), () => Timed(its, time, seenEmpty));
        var (rate, rateEmpty) = (BenchRun.Median(seen.Select(s => s.Rate)), BenchRun.Median(seenEmpty.Select(s => s.Rate)));
        result.Compare("screened", "listings/s", rate, "kestrel_empty", rateEmpty);
        result.Measure("failed", seen.Sum(s => s.Failed) + seenEmpty.Sum(s => s.Failed));

        var (half, halfEmpty) = (new List<Seen>(), new List<Seen>());
        run.Interleave(() => Timed(ours, time, half, rate / 2), () => Timed(its, time, halfEmpty, rate / 2));
        result.Measure("half_load_listings_per_s", BenchRun.Median(half.Select(s => s.Rate)));
        result.Measure("half_load_ms/median", BenchRun.Median(half.Select(s => s.Median)));
        result.Measure("half_load_ms/p99", BenchRun.Median(half.Select(s => s.P99)));
        result.Measure("half_load_ms/median/kestrel_empty", BenchRun.Median(halfEmpty.Select(s => s.Median)));
        result.Measure("half_load_ms/p99/kestrel_empty", BenchRun.Median(halfEmpty.Select(s => s.P99)));
    }

    // Each with a JPEG of 512 x 512 written out in the place of its address, which is decoded, hashed in all orientations and compared.
    private static void Pictured(BenchRun run, BenchResult result, PostingClient pictured)
    {
        var time = TimeSpan.FromSeconds(run.Quick ? 1 : 6);
        pictured.Run(time);
        var whole = Enumerable.Range(0, 3).Select(_ => pictured.Run(time)).ToList();
        var rate = BenchRun.Median(whole.Select(s => s.Rate));
        var half = pictured.Run(time, rate / 2);
        result.Measure("with_picture_listings_per_s", rate);
        result.Measure("with_picture_failed", whole.Sum(s => s.Failed) + half.Failed);
        result.Measure("with_picture_half_load_ms/median", half.Median);
        result.Measure("with_picture_half_load_ms/p99", half.P99);
    }

    private static string WithPicture(string body) => $"{body[..^1]},\"image_link\":\"data:image/jpeg;base64,{Picture.Value}\"}}";

    private static Timing Timed(PostingClient client, TimeSpan time, List<Seen> seen, double rate = double.PositiveInfinity) =>
        BenchRun.Time(() => seen.Add(client.Run(time, rate)));

    // What comes over HTTP is what the gate says, signal by signal.
    private static async Task Compare(OpenGate gate, ApiServer server, string key, IReadOnlyList<string> bodies)
    {
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        var read = new ReadListing(ContractCodes.BuiltIn, DateTime.UtcNow.AddDays(1));
        foreach (var body in bodies.Take(500))
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync("/v1/listings:screen", content);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var verdict = await gate.Screen.Run(read.Run(System.Text.Encoding.UTF8.GetBytes(body)).Require(), OfferedPictures.None, gate.Knowledge, long.MaxValue, default);
            if (json.RootElement.GetProperty("margin").GetDouble() != verdict.Risk.Margin || json.RootElement.GetProperty("listing_id").GetString() != verdict.Offer.Id)
            {
                throw new InvalidOperationException($"The answer differs for {body}: {json.RootElement}");
            }
        }
    }

    private static List<string> Bodies(IWarehouse warehouse)
    {
        // Without the links of pictures: text checks alone.
        var names = Contract.Find("listings")!.Columns.Select(c => c.Name).Where(n => !n.Contains("image", StringComparison.Ordinal)).ToList();
        var rows = warehouse.Table(new Sql("bodies", $"SELECT {string.Join(", ", names.Select(n => Sql.Quote(n)))} FROM listings WHERE removed_at IS NULL ORDER BY hash(id) LIMIT 4000"));
        return [.. rows.Select(r => JsonSerializer.Serialize(names.Index().Where(n => r[n.Index] is not null).ToDictionary(n => n.Item, n => r[n.Index], StringComparer.Ordinal), Plain))];
    }
}
