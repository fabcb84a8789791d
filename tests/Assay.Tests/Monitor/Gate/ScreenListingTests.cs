using System.Buffers;
using System.Text;
using System.Text.Json;
using Assay.Monitor.Gate;
using Assay.Policy;
using Assay.Scoring;
using Assay.Screening.Listings;
using Assay.Screening.Text;
using Xunit;

namespace Assay.Tests.Monitor.Gate;

public sealed class ScreenListingTests
{
    private static readonly OfferedListing Lamp = new("l1", "s1", "A lamp", 99_000, "USD");

    private static long Far => TimeProvider.System.GetTimestamp() + (60 * TimeProvider.System.TimestampFrequency);

    [Fact]
    public async Task What_could_not_be_looked_at_is_named_with_its_reason()
    {
        var verdict = await Screen([], Lamp, Far);

        Assert.Equal(["text", "numbers"], verdict.LookedAt);
        Assert.Equal(["rights: nothing was imported yet", "tells: nothing was imported yet", "prices: nothing was scanned yet", "known_photo: nothing was scanned yet", "seller: nothing was scanned yet"], verdict.NotLookedAt.Select(n => $"{n.Check}: {n.Why}"));
        Assert.Equal(ListingAction.Allow, verdict.Action);
    }

    [Fact]
    public async Task A_verdict_whose_deadline_passed_before_its_checks_is_at_least_review()
    {
        var verdict = await Screen([], Lamp, 0);

        Assert.Empty(verdict.LookedAt);
        Assert.All(verdict.NotLookedAt, n => Assert.Equal("the deadline had passed", n.Why));
        Assert.Equal((ListingAction.Review, "late-at-least-review"), (verdict.Action, verdict.Rule));
    }

    [Fact]
    public async Task A_picture_that_never_comes_leaves_the_verdict_as_it_is_and_is_named()
    {
        var never = new LateCheck("image", (_, _) => true, (_, _, _) => new TaskCompletionSource<LateFinding>().Task);
        var verdict = await Screen([never], Lamp, TimeProvider.System.GetTimestamp() + (TimeProvider.System.TimestampFrequency / 2));

        Assert.Equal(new NotLookedAt("image", "the deadline had passed"), verdict.NotLookedAt[^1]);
        Assert.Equal(ListingAction.Allow, verdict.Action);
        Assert.Contains("text", verdict.LookedAt);
    }

    [Fact]
    public async Task A_check_that_had_nothing_to_look_at_is_not_spoken_of()
    {
        var pictures = new LookAtPictures(null, null).Check;

        Assert.DoesNotContain((await Screen([pictures], Lamp, Far)).NotLookedAt, n => n.Check == "image");
        Assert.Contains(new NotLookedAt("image", "pictures are not compared here"), (await Screen([pictures], Lamp with { Images = ["https://a.example/1.png"] }, Far)).NotLookedAt);
    }

    [Fact]
    public async Task What_is_hashed_are_uploads_and_pictures_in_the_place_of_addresses_and_what_was_not_fetched_is_said()
    {
        var hashed = new List<string>();
        var look = new LookAtPictures(null, (_, pictures, _) =>
        {
            hashed.AddRange(pictures.Select(p => Convert.ToHexString(p.Span)));
            return Task.FromResult(LateFinding.Nothing(null));
        });
        var offer = Lamp with { Images = ["data:image/png;base64,AQID", "https://a.example/1.png"] };
        var verdict = await new ScreenListing([look.Check], TimeProvider.System).Run(offer, new OfferedPictures([new byte[] { 9 }]), GateKnowledge.None, Far, default);

        Assert.Equal(["09", "010203"], hashed);
        Assert.Equal("a picture was not looked at: its host is not allowed", verdict.NotLookedAt[^1].Why);
    }

    [Fact]
    public async Task A_seller_hears_sentences_and_the_remedy_and_nothing_else()
    {
        var verdict = await Screen([], Lamp with { Title = "Gu\u0441\u0441i bag, mirror quality" }, Far);
        var json = new ArrayBufferWriter<byte>();
        VerdictJson.Write(verdict, GateAudience.Seller, Durability.Soon, json);

        using var said = JsonDocument.Parse(json.WrittenMemory);
        Assert.Equal(["id", "listing_id", "verdict", "facts", "remedy", "durable"], said.RootElement.EnumerateObject().Select(p => p.Name));
        var text = Encoding.UTF8.GetString(json.WrittenSpan);
        Assert.All(ColdSignals.All, s => Assert.DoesNotContain(s.Code, text, StringComparison.Ordinal));
        Assert.All(said.RootElement.GetProperty("facts").EnumerateArray(), f => Assert.Contains(ColdSignals.All, s => s.ToSeller == f.GetString()));
    }

    [Theory]
    [InlineData("Gu\u0441\u0441i belt r\u00e9plica")]
    [InlineData("G.u.c.c.i belt re\u0440lica")]
    [InlineData("GUCC1 belt \u9ad8\u4eff")]
    public async Task A_seller_hears_the_same_however_a_name_and_slang_are_written(string title)
    {
        var readers = new ListingReaders(new TextRules([new("gucci", null, "Gucci")], WordLists.BuiltIn));
        var knowledge = GateKnowledge.None with { AsOf = DateTime.UnixEpoch, Readers = readers };
        Assert.Equal(await Facts("Gucci belt replica"), await Facts(title));

        async Task<string> Facts(string said)
        {
            var verdict = await new ScreenListing([], TimeProvider.System).Run(Lamp with { Title = said }, OfferedPictures.None, knowledge, Far, default);
            return string.Join('|', verdict.Reasons.Where(r => r.Weight > 0).Select(r => r.Signal.ToSeller).OfType<string>().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_hundred_thousand_sellers_take_some_120_bytes_each_and_are_found_with_what_they_were_kept_with()
    {
        const int Count = 100_000;
        var traits = ColdSignals.All.Where(s => s.Subject == SignalSubject.Seller).Take(5).ToList();
        var builder = new SellerStandings.Builder();
        for (var i = 0; i < Count; i++)
        {
            builder.Add(Encoding.UTF8.GetBytes($"s{i:D13}"), [.. traits.Take(i % 6).Select(t => new SellerTrait(t, t.Full + i, i % 2 == 0 ? double.NaN : i))], i % 3 == 0 ? default : "DE"u8);
        }

        var sellers = builder.Build();
        var found = new Reason[ColdSignals.All.Count];
        Assert.All(Enumerable.Range(0, Count), i =>
        {
            Assert.True(sellers.TryGet($"s{i:D13}", found, out var count));
            Assert.Equal(i % 6, count);
            Assert.All(Enumerable.Range(0, count), t => Assert.Equal((traits[t], traits[t].Full + i), (found[t].Signal, found[t].Value)));
        });
        Assert.Equal((null, "DE", null), (sellers.CountryOf("s0000000000000"), sellers.CountryOf("s0000000000001"), sellers.CountryOf("nobody")));
        Assert.False(sellers.TryGet("s", found, out _));
        Assert.False(sellers.TryGet(new string('s', 100), found, out _));
        Assert.InRange(sellers.Bytes / Count, 50, 120);
    }

    private static async Task<Verdict> Screen(IReadOnlyList<LateCheck> late, OfferedListing offer, long deadline) =>
        await new ScreenListing(late, TimeProvider.System).Run(offer, OfferedPictures.None, GateKnowledge.None, deadline, default);
}
