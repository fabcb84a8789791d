using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>The gate over HTTP on a sample market, as a marketplace meets it.</summary>
public sealed class GateTests(DemoFolder demo) : IClassFixture<DemoFolder>
{
    private const int Patience = 180_000;

    // Slang, and Cyrillic letters in a Latin word.
    private const string Suspect = "Gu\u0441\u0441i bag 1:1 mirror quality";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = Patience)]
    public async Task A_gate_answers_as_its_document_says_and_commands_work_beside_it()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        using var gate = await GateServer.Start(folder["demo-data"], Stop);
        using var document = JsonDocument.Parse(await gate.Client.GetStringAsync("/v1/openapi.json", Stop));

        var verdict = await Json(await gate.Post(GateServer.Listing("new-1", Suspect), stop: Stop));
        AssertFollows(document.RootElement, "Verdict", verdict);
        Assert.Equal(("new-1", "review"), (Text(verdict, "listing_id"), Text(verdict, "verdict")));
        Assert.Contains(verdict.GetProperty("reasons").EnumerateArray(), r => Text(r, "code") == "replica_slang");
        Assert.Contains(verdict.GetProperty("not_looked_at").EnumerateArray(), n => Text(n, "check") == "seller");
        Assert.False(verdict.GetProperty("durable").GetBoolean());

        var seller = await Json(await gate.Post(GateServer.Listing("new-1", Suspect), "?audience=seller", stop: Stop));
        AssertFollows(document.RootElement, "SellerVerdict", seller);
        Assert.Equal(["The listing describes the article as a replica."], seller.GetProperty("facts").EnumerateArray().Select(f => f.GetString()));

        await Held(gate, folder);
        await Batch(gate, document.RootElement);
        await Keys(gate);
        await Refusals(gate);
        await Routes(gate, document.RootElement);
        Assert.Equal(0, (await folder.Run("doctor", "--data", "demo-data")).ExitCode);
        await Landed(folder, "new-1");
    }

    [Fact(Timeout = Patience)]
    public async Task Who_signs_up_is_compared_with_shops_that_were_closed_and_hears_nothing_of_them()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        var closed = await App.Sql(folder["demo-data"], "SELECT identity_hash AS papers, payout_account AS account FROM market_closed JOIN sellers USING (seller_id) WHERE identity_hash IS NOT NULL ORDER BY seller_id LIMIT 1");
        using var row = JsonDocument.Parse(closed);
        var again = $$"""{"seller_id":"again","identity_hash":"{{Text(row.RootElement, "papers")}}","payout_account":"{{Text(row.RootElement, "account")}}"}""";
        using var gate = await GateServer.Start(folder["demo-data"], Stop);
        using var document = JsonDocument.Parse(await gate.Client.GetStringAsync("/v1/openapi.json", Stop));

        var verdict = await Json(await SignUp(gate, again));
        AssertFollows(document.RootElement, "SignUpVerdict", verdict);
        Assert.Equal("hold", Text(verdict, "verdict"));
        Assert.True(verdict.GetProperty("matches")[0].GetProperty("same_hand").GetBoolean());

        var told = await (await SignUp(gate, again, "?audience=seller")).Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("matches", told, StringComparison.Ordinal);
        Assert.DoesNotContain("score", told, StringComparison.Ordinal);
        Assert.Equal("allow", Text(await Json(await SignUp(gate, """{"seller_id":"nobody","sessions":[{"ip":"10.9.9.9"}]}""")), "verdict"));
        await Refused(HttpStatusCode.BadRequest, SignUp(gate, """{"seller_id":"x","identity_hash":"A passport number"}"""));
        await Refused(HttpStatusCode.BadRequest, SignUp(gate, """{"seller_id":"x","payout_account":"DE44 5001 0517 5407 3249 31"}"""));
        await Refused(HttpStatusCode.BadRequest, SignUp(gate, "[]"));
        await Refused(HttpStatusCode.BadRequest, SignUp(gate, again, "?deadline_ms=0"));
    }

    private static Task<HttpResponseMessage> SignUp(GateServer gate, string body, string query = "") =>
        gate.Client.PostAsync($"/v1/sellers:screen{query}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Stop);

    [Fact(Timeout = Patience)]
    public async Task A_file_of_listings_is_screened_on_the_command_line_and_beside_a_gate()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        await File.WriteAllLinesAsync(folder["new.jsonl"], [GateServer.Listing("new-1", Suspect), "", "nonsense", GateServer.Listing("new-2"), new string('x', 3 << 20), GateServer.Listing("new-3")], Stop);

        var ran = await folder.Run("screen", "new.jsonl", "--json", "--data", "demo-data");

        Assert.True(ran.ExitCode == 3, ran.ToString());
        var lines = ran.Output.TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["new-1", "3", "new-2", "5", "new-3"], lines.Select(l => l.TryGetProperty("line", out var n) ? n.ToString() : Text(l, "listing_id")));
        await Landed(folder, "new-3");

        using var gate = await GateServer.Start(folder["demo-data"], Stop);
        var beside = await folder.Run("screen", "new.jsonl", "--data", "demo-data");
        Assert.Equal(3, beside.ExitCode);
        Assert.Contains("review", beside.Output, StringComparison.Ordinal);
        Assert.Contains("3 listings: allow 2, review 1, hold 0; 2 lines refused", beside.Output, StringComparison.Ordinal);
        Assert.True((await gate.Post(GateServer.Listing("new-4"), stop: Stop)).IsSuccessStatusCode);
    }

    [Fact(Timeout = Patience)]
    public async Task What_the_document_asks_over_HTTP_is_answered_as_it_says()
    {
        using var folder = new TestFolder();
        demo.CopyTo(folder.Path);
        using var gate = await GateServer.Start(folder["demo-data"], Stop);
        var shown = "";
        foreach (var block in Document.All.Single(d => d.Path == "docs/gate.md").Blocks)
        {
            if (block.File.Length > 0)
            {
                await File.WriteAllLinesAsync(folder[block.File], block.Lines, Stop);
            }
            else if (block.Kind == "curl")
            {
                var typed = block.Lines.Single().Replace("http://127.0.0.1:8080", gate.Client.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal).Replace("data/api-key", "demo-data/api-key", StringComparison.Ordinal);
                shown = (await App.Finish(folder.Start("/bin/bash", "-c", typed))).Output;
                Assert.NotEqual("", shown);
            }
            else if (block.Kind == "text" && shown.Length > 0)
            {
                Assert.All(block.Lines, line => Assert.Contains(line, shown, StringComparison.Ordinal));
                shown = "";
            }
        }
    }

    // A listing that is held in the market is held at the gate when its seller offers it again.
    private static async Task Held(GateServer gate, TestFolder folder)
    {
        var found = await folder.Run("sql", "SELECT l.id, l.seller_id, l.title, l.price::VARCHAR AS price, l.currency::VARCHAR AS currency, l.brand, l.gtin, l.mpn, l.pdq, l.google_product_category, l.product_type, l.condition, l.sale_price::VARCHAR AS sale_price, l.description FROM listings AS l JOIN decisions AS d ON d.listing_id = l.id WHERE d.action = 'hold' AND NOT contains(d.reasons, 'notices') AND NOT contains(d.reasons, 'listing_re') AND NOT contains(d.reasons, 'found_') ORDER BY l.id LIMIT 1", "--json", "--data", "demo-data");
        var row = JsonDocument.Parse(found.Output).RootElement.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.Ordinal);
        row["id"] = "again";
        row["created_at"] = "2026-06-30";
        var verdict = await Json(await gate.Post(JsonSerializer.Serialize(row), stop: Stop));
        Assert.Equal("hold", Text(verdict, "verdict"));
    }

    private static async Task Batch(GateServer gate, JsonElement document)
    {
        var body = string.Concat(Enumerable.Range(0, 300).Select(i => i % 100 == 50 ? "nonsense\n" : $"{GateServer.Listing($"b{i}")}\n")).TrimEnd();
        using var answer = await gate.Post(body, type: "application/x-ndjson", durable: true, stop: Stop);
        Assert.Equal("durable", answer.Headers.GetValues("Preference-Applied").Single());
        var lines = (await answer.Content.ReadAsStringAsync(Stop)).TrimEnd().Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(300, lines.Count);
        Assert.Equal("b299", Text(lines[299], "listing_id"));
        AssertFollows(document, "RefusedLine", lines[50]);
        Assert.Equal(51, lines[50].GetProperty("line").GetInt32());
        Assert.All(lines.Where(l => l.TryGetProperty("id", out _)), l => Assert.True(l.GetProperty("durable").GetBoolean()));
    }

    private static async Task Keys(GateServer gate)
    {
        using var first = await gate.Post(GateServer.Listing("k1"), key: "k1", stop: Stop);
        using var again = await gate.Post(GateServer.Listing("k1"), key: "k1", stop: Stop);
        using var other = await gate.Post(GateServer.Listing("k2"), key: "k1", stop: Stop);
        using var seller = await gate.Post(GateServer.Listing("k1"), "?audience=seller", key: "k1", stop: Stop);
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await again.Content.ReadAsStringAsync(Stop));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (other.StatusCode, seller.StatusCode));
    }

    private static async Task Refusals(GateServer gate)
    {
        await Refused(HttpStatusCode.BadRequest, gate.Post("{}", stop: Stop));
        await Refused(HttpStatusCode.BadRequest, gate.Post("{", stop: Stop));
        await Refused(HttpStatusCode.BadRequest, gate.Post(GateServer.Listing("x"), "?deadline_ms=0", stop: Stop));
        await Refused(HttpStatusCode.BadRequest, gate.Post(GateServer.Listing("x"), "?audience=public", stop: Stop));
        await Refused(HttpStatusCode.BadRequest, gate.Post(GateServer.Listing("x"), key: new string('k', 256), stop: Stop));
        await Refused(HttpStatusCode.BadRequest, gate.Post(GateServer.Listing("x"), type: "application/x-ndjson", key: "k", stop: Stop));
        await Refused(HttpStatusCode.UnsupportedMediaType, gate.Post("x", type: "text/plain", stop: Stop));
        await Refused(HttpStatusCode.RequestEntityTooLarge, gate.Post(GateServer.Listing("x", new string('x', 2 << 20)), stop: Stop));
        await Refused(HttpStatusCode.BadRequest, gate.Post("x", type: "multipart/form-data; boundary=b", stop: Stop));
        await Refused(HttpStatusCode.BadRequest, gate.Post("--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nx\r\n--b--\r\n", type: "multipart/form-data; boundary=b", stop: Stop));
        await Refused(HttpStatusCode.Forbidden, With(gate, r => r.Headers.Add("Origin", "http://evil.example")));
        await Refused(HttpStatusCode.MisdirectedRequest, With(gate, r => r.Headers.Host = "evil.example"));
        await Refused(HttpStatusCode.UnsupportedMediaType, With(gate, r => r.Content!.Headers.ContentEncoding.Add("gzip")));
        await Refused(HttpStatusCode.Unauthorized, With(gate, r => r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new string('0', 64))));

        var title = new string('x', 1_000_000);
        var verdict = await Json(await gate.Post(GateServer.Listing("long", title), stop: Stop));
        Assert.Equal("long", Text(verdict, "listing_id"));
        var pictured = await Json(await gate.Post($"--b\r\nContent-Disposition: form-data; name=\"listing\"\r\n\r\n{GateServer.Listing("p1")}\r\n--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nx\r\n--b--\r\n", type: "multipart/form-data; boundary=b", stop: Stop));
        Assert.Contains(pictured.GetProperty("not_looked_at").EnumerateArray(), n => Text(n, "check") == "image");
    }

    private static Task<HttpResponseMessage> With(GateServer gate, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, GateServer.Path) { Content = new StringContent(GateServer.Listing("x"), Encoding.UTF8, "application/json") };
        change(request);
        return gate.Client.SendAsync(request, Stop);
    }

    // What is documented is there, and what is not is not.
    private static async Task Routes(GateServer gate, JsonElement document)
    {
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject())
            {
                using var request = new HttpRequestMessage(new HttpMethod(method.Name.ToUpperInvariant()), path.Name);
                using var answer = await gate.Client.SendAsync(request, Stop);
                Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
                Assert.True(method.Value.GetProperty("responses").TryGetProperty($"{(int)answer.StatusCode}", out _), $"{path.Name} answered {answer.StatusCode}");
            }
        }

        using var none = await gate.Client.GetAsync("/v1/nothing", Stop);
        var detail = Text(JsonDocument.Parse(await none.Content.ReadAsStringAsync(Stop)).RootElement, "detail");
        Assert.All(document.GetProperty("paths").EnumerateObject(), p => Assert.Contains($"{p.Value.EnumerateObject().Single().Name.ToUpperInvariant()} {p.Name}", detail, StringComparison.Ordinal));
    }

    private static void AssertFollows(JsonElement document, string name, JsonElement answer)
    {
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty(name);
        var known = schema.GetProperty("properties");
        Assert.All(answer.EnumerateObject(), p => Assert.True(known.TryGetProperty(p.Name, out _), $"{name} has no {p.Name}"));
        Assert.All(schema.GetProperty("required").EnumerateArray(), r => Assert.True(answer.TryGetProperty(r.GetString()!, out _), $"{name} lacks {r}"));
        foreach (var (property, part) in new[] { ("reasons", "Reason"), ("not_looked_at", "NotLookedAt") })
        {
            if (answer.TryGetProperty(property, out var parts))
            {
                Assert.All(parts.EnumerateArray(), p => AssertFollows(document, part, p));
            }
        }

        if (answer.TryGetProperty("versions", out var versions))
        {
            AssertFollows(document, "Versions", versions);
        }
    }

    private static async Task Refused(HttpStatusCode expected, Task<HttpResponseMessage> answering)
    {
        using var answer = await answering;
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode} rather than {expected}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal((int)expected, JsonDocument.Parse(text).RootElement.GetProperty("status").GetInt32());
    }

    private static async Task Landed(TestFolder folder, string listing)
    {
        string counted;
        do
        {
            counted = await App.Sql(folder["demo-data"], $"SELECT count(*) > 0 AS n FROM screenings WHERE listing_id = '{listing}'");
        }
        while (!counted.Contains("true", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True(answer.IsSuccessStatusCode, text);
            return JsonDocument.Parse(text).RootElement;
        }
    }

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;
}
