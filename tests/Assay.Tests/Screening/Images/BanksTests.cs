using Assay.Monitor.Gate;
using Assay.Policy;
using Assay.Screening.Images;
using Assay.Screening.Images.Banks;
using Assay.Screening.Images.Pdq;
using Assay.Screening.Listings;
using Assay.Tests.Import;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Screening.Images;

public sealed class BanksTests : IDisposable
{
    private const int Width = 300, Height = 280;

    private static readonly DateTime Now = new(2026, 6, 30, 0, 0, 0, DateTimeKind.Utc);

    private readonly TestFolder folder = new();

    public BanksTests() => Pictures.NeedLibraries();

    [Fact]
    public void A_photo_says_what_its_bank_and_the_sellers_authorisation_make_of_it()
    {
        Market();
        using var data = folder.Open();
        Assert.Equal(7, Hash(data).Hashed);
        Match(data);
        Assert.Equal(
            [
                "l1|s1|shop/a.jpg|i_fake|counterfeit|none|photo of a counterfeit|true",
                "l2|s2|shop/b.png|i_official|official|none|official photo, seller is not authorised|true",
                "l3|s3|shop/b.png|i_official|official|none|seller is authorised|false",
                "l4|s1|shop/c.png|i_licensed|licensed|none|licensed|false",
            ],
            Said(data));
    }

    [Fact]
    public void An_authorisation_counts_only_while_it_lasts()
    {
        Market();
        using var data = folder.Open();
        Hash(data);
        Match(data);
        Assert.Equal(["official photo, seller is not authorised"], data.Rows("SELECT says FROM image_matches($1) WHERE listing_id = 'l3'", Now.AddDays(200)));
    }

    [Fact]
    public void A_mirrored_copy_is_found_in_its_turn()
    {
        Market();
        var (pixels, width, height) = Pictures.Turned(Picture(1), Width, Height, 3, Turn.FlipY);
        Image("shop/a.jpg", MakeImage.Jpeg(pixels, width, height, 3));
        using var data = folder.Open();
        Hash(data);
        Match(data);
        Assert.Equal(["l1|flipy"], data.Rows("SELECT listing_id, turn FROM image_matches($1) WHERE image_id = 'i_fake'", Now));
    }

    [Fact]
    public void A_photo_that_is_licensed_as_well_is_no_evidence()
    {
        Market(images: "i_also,b1,licensed,bank/fake.png\n");
        using var data = folder.Open();
        Hash(data);
        Match(data);
        Assert.Equal(
            ["i_also|licensed|false", "i_fake|licensed photo is as near|false"],
            data.Rows("SELECT image_id, says, is_evidence FROM image_matches($1) WHERE listing_id = 'l1' ORDER BY 1", Now));
    }

    [Fact]
    public void A_new_entry_finds_what_was_listed_before_and_a_new_photo_finds_what_the_banks_hold()
    {
        Market();
        using var data = folder.Open();
        Hash(data);
        Assert.Equal(new MatchedImages(4, 3, 3), Match(data));
        Assert.Equal(new MatchedImages(0, 0, 0), Match(data));

        folder.Write("more/images.csv", "image_id,brand_id,use,image_link\ni_late,b1,counterfeit,bank/late.png\n");
        folder.Write("more/listings.csv", $"id,seller_id,title,price,created_at,image_link\nl9,s2,late,5 USD,2026-06-02T00:00:00Z,shop/late.jpg\n");
        Image("bank/late.png", MakeImage.Png(Picture(4), Width, Height, 3), "more");
        Image("shop/late.jpg", MakeImage.Jpeg(Picture(1), Width, Height, 3, quality: 12), "more");
        Take(data, folder["more"]);
        Hash(data, "more");
        Assert.Equal(new MatchedImages(1, 1, 2), Match(data));
        Assert.Equal(["l5|i_late", "l9|i_fake"], data.Rows("SELECT listing_id, image_id FROM image_matches($1) WHERE listing_id IN ('l5', 'l9') ORDER BY 1", Now));
    }

    [Fact]
    public void A_threshold_of_a_bank_holds_at_once()
    {
        Market();
        Image("shop/a.jpg", MakeImage.Jpeg(Picture(1), Width, Height, 3, quality: 12));
        using var data = folder.Open();
        Hash(data);
        Match(data);
        var distance = data.Rows("SELECT distance FROM image_matches($1) WHERE listing_id = 'l1'", Now).Single();
        Assert.InRange(int.Parse(distance), 1, 31);
        Assert.Null(new KeepBanks(data.Warehouse, FixedClock.Default).SetDistance("counterfeit", int.Parse(distance) - 1));
        Assert.Empty(data.Rows("SELECT distance FROM image_matches($1) WHERE listing_id = 'l1'", Now));
    }

    [Fact]
    public void An_entry_that_suddenly_matches_too_much_is_quarantined_until_a_person_releases_it()
    {
        Market(listings: string.Concat(Enumerable.Range(100, 40).Select(i => $"l{i},s2,copy,5 USD,2026-06-01T00:00:00Z,shop/{i}.jpg\n")));
        for (var i = 0; i < 40; i++)
        {
            Image($"shop/{100 + i}.jpg", MakeImage.Jpeg(Picture(1), Width, Height, 3, quality: 3 + i));
        }

        using var data = folder.Open();
        Hash(data);
        Match(data, flood: 5);
        Assert.Equal(["i_fake"], data.Rows("SELECT image_id FROM bank_entries WHERE quarantined_at IS NOT NULL"));
        Assert.Empty(data.Rows("SELECT listing_id FROM image_matches($1) WHERE image_id = 'i_fake'", Now));
        var keep = new KeepBanks(data.Warehouse, FixedClock.Default);
        Assert.Equal(["i_fake|b1|counterfeit"], keep.InQuarantine().Select(e => $"{e.ImageId}|{e.BrandId}|{e.Bank}"));
        Assert.Null(keep.Release("i_fake"));
        Assert.Empty(keep.InQuarantine());
        Assert.NotNull(keep.Release("i_fake"));
        Assert.True(data.Rows("SELECT listing_id FROM image_matches($1) WHERE image_id = 'i_fake'", Now).Count > 30);
        Match(data, flood: 5);
        Assert.True(data.Rows("SELECT listing_id FROM image_matches($1) WHERE image_id = 'i_fake'", Now).Count > 30);
    }

    [Fact]
    public void A_photo_of_many_unrelated_sellers_is_told_also_where_each_saved_it_anew()
    {
        Market(
            listings: string.Concat(Enumerable.Range(0, 8).Select(i => $"l{100 + i},t{i},copy,5 USD,2026-06-01T00:00:00Z,shop/{100 + i}.jpg\n")),
            sellers: string.Concat(Enumerable.Range(0, 8).Select(i => $"t{i},2026-01-01T00:00:00Z,shop,US,{(i < 3 ? "one-hand" : $"account-{i}")}\n")));
        for (var i = 0; i < 8; i++)
        {
            Image($"shop/{100 + i}.jpg", MakeImage.Jpeg(Picture(9), Width, Height, 3, quality: 40 + (5 * i)));
        }

        using var data = folder.Open();
        Hash(data);
        Match(data);
        Assert.Equal(["8|8|6"], data.Rows("SELECT listings, sellers, hands FROM shared_pictures($1) WHERE listings > 2", Now));
    }

    [Fact]
    public async Task The_scan_counts_with_the_banks_and_the_gate_finds_the_same_in_what_is_uploaded()
    {
        Market();
        using var data = folder.Open();
        Hash(data);
        Match(data);
        new ScanMarket(data.Warehouse, FixedClock.Default).Run(Now, null, default);
        Assert.Equal(
            ["l1|1|0", "l2|0|1"],
            data.Rows("SELECT listing_id, photo_in_counterfeit_bank, official_photo_unauthorised FROM bank_facts ORDER BY 1"));

        var knowledge = new LoadKnowledge(data.Warehouse, new LoadTextRules()).Run(default);
        using var hash = new HashOffered(ImageLimits.Default, ImageCodecs.Installed);
        var screen = new ScreenListing([new LookAtPictures(null, hash.Run).Check], TimeProvider.System);
        var (mirrored, width, height) = Pictures.Turned(Picture(1), Width, Height, 3, Turn.FlipX);
        Assert.Equal("photo_in_counterfeit_bank", await Says("s1", Stored("shop/a.jpg")));
        Assert.Equal("photo_in_counterfeit_bank", await Says("s2", MakeImage.Jpeg(mirrored, width, height, 3)));
        Assert.Equal("official_photo_unauthorised", await Says("s2", Stored("shop/b.png")));
        Assert.Equal("", await Says("s3", Stored("shop/b.png")));
        Assert.Equal("", await Says("s1", Stored("shop/c.png")));
        Assert.Equal("", await Says("s2", Stored("shop/d.png")));
        Assert.Equal("not looked at: a picture was not looked at: The image is an SVG or another text of markup", await Says("s2", "<svg/>"u8.ToArray()));

        byte[] Stored(string path) => File.ReadAllBytes(folder[$"feeds/{path}"]);

        async Task<string> Says(string seller, byte[] picture)
        {
            var verdict = await screen.Run(new OfferedListing("new", seller, "lamp", 50_000, "USD"), new OfferedPictures([picture]), knowledge, long.MaxValue, default);
            var not = verdict.NotLookedAt.Where(n => n.Check == "image").Select(n => $"not looked at: {n.Why}");
            return string.Join(' ', verdict.Reasons.Select(r => r.Signal.Code).Where(c => c.Contains("photo", StringComparison.Ordinal)).Concat(not));
        }
    }

    [Fact]
    public void Pictures_are_the_same_in_whatever_order_photos_come()
    {
        var random = new Random(3);
        var hashes = Enumerable.Range(0, 200).Select(_ => new PdqHash((ulong)random.Next(8), 0, 0, (ulong)random.Next(8))).Distinct().ToArray();
        var pairs = Enumerable.Range(0, 30).Select(_ => (A: random.Next(hashes.Length), B: random.Next(hashes.Length))).ToArray();
        Assert.Equal(PicturesOf(hashes, pairs), PicturesOf(hashes, [.. pairs.Reverse()]));

        static string[] PicturesOf(PdqHash[] hashes, (int A, int B)[] pairs)
        {
            var groups = new PhotoGroups();
            Array.ForEach(hashes, h => groups.Add(h));
            Array.ForEach(pairs, p => groups.Join(p.A, p.B));
            return [.. Enumerable.Range(0, hashes.Length).Select(i => groups.PictureOf(i).ToString())];
        }
    }

    [Fact]
    public void Hashing_goes_on_where_it_was_stopped_and_reads_again_only_what_changed()
    {
        Market();
        using var data = folder.Open();
        Hash(data);
        var second = Hash(data);
        Assert.Equal((0, 7), (second.Hashed, second.Unchanged));
        Image("shop/a.jpg", MakeImage.Jpeg(Picture(7), Width, Height, 3));
        var again = Hash(data);
        Assert.Equal((1, 6), (again.Hashed, again.Unchanged));
    }

    [Fact]
    public void An_image_behind_a_link_a_pipe_and_what_is_no_image_are_not_read_as_one()
    {
        Market();
        File.WriteAllText(folder["secret.png"], "secret");
        File.Delete(folder["feeds/shop/a.jpg"]);
        File.CreateSymbolicLink(folder["feeds/shop/a.jpg"], folder["secret.png"]);
        File.Delete(folder["feeds/shop/b.png"]);
        using (var pipe = System.Diagnostics.Process.Start("mkfifo", folder["feeds/shop/b.png"]))
        {
            pipe.WaitForExit();
        }

        File.WriteAllText(folder["feeds/shop/c.png"], "<svg/>");
        using var data = folder.Open();
        var hashed = Hash(data);
        Assert.Equal((2, 3, 2), (hashed.Hashed, hashed.Absent, hashed.Refused["The image is an SVG or another text of markup"]));
    }

    [Fact]
    public async Task Work_on_new_entries_waits_while_it_is_held()
    {
        Market();
        using var data = folder.Open();
        Hash(data);
        var gaveWay = 0;
        using var pace = new Pace(() => gaveWay++);
        using var stop = new CancellationTokenSource();
        pace.Pause();
        var matching = Task.Run(() => new MatchImages(data.Warehouse, pace, 1).Run(Now, told: null, stop.Token));
        SpinWait.SpinUntil(() => Volatile.Read(ref gaveWay) == 1);
        Assert.False(matching.IsCompleted);
        pace.Resume();
        Assert.Equal(3, (await matching).Entries);
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Picture(int seed) => Pictures.Shapes(seed, Width, Height, 3);

    private void Market(string listings = "", string images = "", string sellers = "")
    {
        folder.Write("feeds/sellers.csv", $"seller_id,registered_at,shop_name,country,payout_account\n{string.Concat(Enumerable.Range(1, 3).Select(i => $"s{i},2026-01-01T00:00:00Z,shop,US,\n"))}{sellers}");
        folder.Write("feeds/listings.csv", $"""
            id,seller_id,title,price,created_at,image_link
            l1,s1,fake,5 USD,2026-06-01T00:00:00Z,shop/a.jpg
            l2,s2,taken,5 USD,2026-06-01T00:00:00Z,shop/b.png
            l3,s3,authorised,5 USD,2026-06-01T00:00:00Z,shop/b.png
            l4,s1,stock,5 USD,2026-06-01T00:00:00Z,shop/c.png
            l5,s2,own,5 USD,2026-06-01T00:00:00Z,shop/d.png
            l6,s2,elsewhere,5 USD,2026-06-01T00:00:00Z,https://127.0.0.1/never.jpg
            {listings}
            """);
        folder.Write("feeds/brands.csv", "brand_id,name,holder,country\nb1,Lorvin,Lorvin AG,DE\n");
        folder.Write("feeds/authorisations.csv", "brand_id,seller_id,valid_from,valid_until\nb1,s3,2026-01-01T00:00:00Z,2026-12-31T00:00:00Z\n");
        folder.Write("feeds/images.csv", $"image_id,brand_id,use,image_link\ni_fake,b1,counterfeit,bank/fake.png\ni_official,b1,official,shop/b.png\ni_licensed,b1,licensed,shop/c.png\n{images}");
        Image("shop/a.jpg", MakeImage.Jpeg(Picture(1), Width, Height, 3));
        Image("shop/b.png", MakeImage.Png(Picture(2), Width, Height, 3));
        Image("shop/c.png", MakeImage.Png(Picture(3), Width, Height, 3));
        Image("shop/d.png", MakeImage.Png(Picture(4), Width, Height, 3));
        Image("bank/fake.png", MakeImage.Png(Picture(1), Width, Height, 3));
        folder.ImportFeeds();
    }

    private void Image(string path, byte[] file, string feeds = "feeds")
    {
        var at = folder[$"{feeds}/{path}"];
        Directory.CreateDirectory(Path.GetDirectoryName(at)!);
        File.WriteAllBytes(at, file);
    }

    private static void Take(DataFolder data, string from)
    {
        var found = Assay.Import.FindFeeds.In(from, Assay.Import.FeedMap.None).Require();
        new Assay.Import.ImportFeeds(data, FixedClock.Default).Run(found, Assay.Import.FeedMap.None, told: null, default);
    }

    private HashedImages Hash(DataFolder data, string feeds = "feeds") =>
        new HashImages(data.Warehouse, ImageLimits.Default, ImageCodecs.Installed).Run(folder[feeds], 2, told: null, default);

    private static MatchedImages Match(DataFolder data, int flood = 500)
    {
        using var pace = new Pace();
        return new MatchImages(data.Warehouse, pace, 2) { Flood = flood }.Run(Now, told: null, default);
    }

    private static List<string> Said(DataFolder data) =>
        data.Rows("SELECT listing_id, seller_id, photo, image_id, bank, turn, says, is_evidence FROM image_matches($1) ORDER BY ALL", Now);
}
