using System.Text;
using System.Text.Json;
using Assay.Import;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Import;

public sealed class EpcisTests
{
    private const string Observed = """
        {
          "type": "ObjectEvent", "eventID": "urn:uuid:1", "action": "OBSERVE", "bizStep": "urn:epcglobal:cbv:bizstep:shipping", "disposition": "in_transit",
          "epcList": ["urn:epc:id:sgtin:1.1.1", "urn:epc:id:sgtin:1.1.2"], "eventTime": "2026-01-01T01:00:00.5+01:00", "eventTimeZoneOffset": "+01:00",
          "recordTime": "2026-01-02T00:00:00Z", "readPoint": {"id": "urn:rp"}, "bizLocation": {"id": "urn:loc"},
          "quantityList": [{"epcClass": "urn:class:1", "quantity": 1e400}]
        }
        """;

    private static readonly Sql Rows = new("test", "SELECT event_id, type, event_time::VARCHAR, action, biz_step, disposition, read_point, biz_location, epcs, observed_at::VARCHAR FROM epcis ORDER BY ALL");

    public static TheoryData<string> Wrappings => new(
        "{{\"@context\": [[], {{}}], \"type\": \"EPCISDocument\", \"epcisHeader\": {{\"eventList\": [1]}}, \"epcisBody\": {{\"x\": [[1]], \"eventList\": [{0}]}}, \"after\": []}}",
        "{{\"type\": \"EPCISQueryDocument\", \"epcisBody\": {{\"queryResults\": {{\"queryName\": \"q\", \"resultsBody\": {{\"eventList\": [{0}]}}}}}}}}",
        "{{\"queryResults\": {{\"resultsBody\": {{\"eventList\": [ {0} ]}}}}}}",
        "\uFEFF\n[{0}]\n",
        "{0}");

    [Theory]
    [MemberData(nameof(Wrappings))]
    public void An_event_is_found_in_whatever_holds_it(string wrapping)
    {
        using var folder = new TestFolder();
        var summary = Import(folder, string.Format(wrapping, Observed));
        Assert.Equal((1, 1, 0), Counts(summary));
        using var data = folder.Open();
        Assert.Equal(
            ["urn:uuid:1", "ObjectEvent", "2026-01-01 00:00:00.5", "OBSERVE", "shipping", "in_transit", "urn:rp", "urn:loc", """["urn:epc:id:sgtin:1.1.1","urn:epc:id:sgtin:1.1.2","urn:class:1"]""", "2026-01-02 00:00:00"],
            data.Warehouse.Table(Rows).Single().AsEnumerable());
        Assert.Equal("urn:rp", data.Warehouse.Word(new Sql("test", "SELECT json_extract_string(event, '$.readPoint.id') FROM epcis")));
    }

    [Fact]
    public void An_event_without_an_id_is_known_by_what_it_says()
    {
        using var folder = new TestFolder();
        const string first = """{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z","action":"ADD","recordTime":"2026-01-05T00:00:00Z"}""";
        const string again = """{"action":"ADD", "eventTime":"2026-01-01T00:00:00Z","type":"ObjectEvent"}""";
        const string other = """{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z","action":"DELETE"}""";
        Import(folder, $"[{first},{again},{other}]");
        using var data = folder.Open();
        var ids = data.Warehouse.Table(new Sql("test", "SELECT event_id FROM epcis")).Select(r => r[0]!).ToList();
        Assert.Equal(2, ids.Count);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{64}$", id));
    }

    [Fact]
    public void An_id_that_is_a_digest_is_kept_by_its_digits_and_one_declared_an_error_later_is_a_version()
    {
        using var folder = new TestFolder();
        var digest = new string('a', 64);
        var stands = $$"""{"type":"ObjectEvent","eventID":"ni:///sha-256;{{digest}}?ver=CBV2.0","eventTime":"2026-01-01T00:00:00Z"}""";
        var declared = stands[..^1] + """ ,"errorDeclaration":{"declarationTime":"2026-02-01T00:00:00Z"}}""";
        Import(folder, $"[{declared},{stands}]");
        using var data = folder.Open();
        Assert.Equal([digest, "2026-02-01 00:00:00"], data.Warehouse.Table(new Sql("test", "SELECT event_id, observed_at::VARCHAR FROM epcis")).Single().AsEnumerable());
        Assert.Equal(1, data.Warehouse.Number(new Sql("test", "SELECT count(*) FROM epcis_history")));
    }

    [Fact]
    public void Broken_events_are_rejected_with_the_line_on_which_they_begin_and_the_others_land()
    {
        using var folder = new TestFolder();
        var huge = $$"""{"type":"ObjectEvent","eventTime":"2026-01-01T00:00:00Z","note":"{{new string('x', 3_000_000)}}"}""";
        var document = string.Join(",\n", [Observed.ReplaceLineEndings(" "), """{"type":"ObjectEvent"}""", """{"eventTime":"2026-01-01T00:00:00Z"}""", "7", "[]", """{"eventID":"\ud800"}""", huge, """{"type":"ObjectEvent","eventTime":"yesterday"}"""]);
        var summary = Import(folder, $"{{\"epcisBody\":{{\"eventList\":[\n{document}]}}}}");
        Assert.Equal((8, 1, 7), Counts(summary));
        var rejects = File.ReadLines(summary.Files[0].RejectedPath!).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(
            ["3 event_time", "4 type", "5 event", "6 event", "7 event", "8 event", "9 event_time"],
            rejects.Select(r => $"{r.GetProperty("line")} {r.GetProperty("column")}"));
        Assert.Contains("an event of 3,000", rejects[5].GetProperty("got").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is no JSON")]
    [InlineData("{}", "holds no events")]
    [InlineData("7", "holds no events")]
    [InlineData("""{"type":"EPCISDocument","epcisBody":{"events":[]}}""", "holds no events")]
    [InlineData("""{"epcisBody":{"eventList":[{"type":"ObjectEvent"}""", "is no JSON")]
    [InlineData("""{"type":"ObjectEvent","eventTime":""", "is no JSON")]
    [InlineData("""[{"type":"ObjectEvent"}] []""", "is no JSON")]
    public void What_is_no_document_is_refused_and_nothing_of_it_lands(string text, string said)
    {
        using var folder = new TestFolder();
        var summary = Import(folder, text);
        Assert.Contains(said, Assert.Single(summary.Files).Refused!.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["data/spill"]));
    }

    [Fact]
    public void Depth_and_size_without_end_are_refused()
    {
        using var folder = new TestFolder();
        Assert.Contains("is no JSON", Import(folder, new string('[', 1_000_000)).Files[0].Refused!.ToString(), StringComparison.Ordinal);
        var endless = $$"""[{"type":"ObjectEvent","note":"{{new string('x', 17 << 20)}}"}]""";
        Assert.Contains("more than 16 MB", Import(folder, endless).Files[0].Refused!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_list_holds_nothing_to_refuse()
    {
        using var folder = new TestFolder();
        Assert.Equal((0, 0, 0), Counts(Import(folder, """{"epcisBody":{"eventList":[]}}""")));
    }

    [Fact]
    public void A_long_document_streams_across_the_buffers_ends()
    {
        using var folder = new TestFolder();
        var text = new StringBuilder("{\"epcisBody\":{\"eventList\":[");
        for (var i = 0; i < 20_000; i++)
        {
            text.Append(i > 0 ? "," : "").Append($$"""{"type":"ObjectEvent","eventID":"e{{i}}","eventTime":"2026-01-01T00:00:00Z","note":"{{new string('ü', i % 97)}}"}""").Append('\n');
        }

        Assert.Equal((20_000, 20_000, 0), Counts(Import(folder, text.Append("]}}").ToString())));
    }

    [Fact]
    public void A_document_under_another_feeds_name_is_refused()
    {
        using var folder = new TestFolder();
        folder.Write("in/orders.jsonld", $"[{Observed}]");
        Assert.Contains("is an EPCIS document", folder.Import(folder["in"]).Files[0].Refused!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_event_of_GS1s_examples_lands_or_is_rejected_with_a_reason()
    {
        var examples = SharedData.Find("epcis_gs1");
        if (examples is null)
        {
            Assert.Skip("GS1's example documents are not beside the repository (../shared/data/epcis_gs1).");
        }

        using var folder = new TestFolder();
        var documents = Directory.EnumerateFiles(examples, "*.jsonld", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var events = documents.SelectMany(EventsOf).ToList();
        foreach (var (i, document) in documents.Index())
        {
            folder.Write($"in/epcis/{i:000}.jsonld", File.ReadAllText(document));
        }

        var summary = folder.Import(folder["in"]);
        Assert.DoesNotContain(summary.Files, f => f.Refused is not null);
        Assert.Equal(documents.Count, summary.Files.Count);
        Assert.Equal(events.Count, summary.Files.Sum(f => f.Read));
        Assert.Equal(events.Count, summary.Files.Sum(f => f.Imported + f.Unchanged + f.Replaced + f.Rejected));
        TestContext.Current.TestOutputHelper?.WriteLine($"{documents.Count} documents, {events.Count} events: {summary.Files.Sum(f => f.Rejected)} rejected");
        Assert.All(summary.Files.Where(f => f.Rejected > 0), f => Assert.NotEqual("", f.Example!.Expected));
        using var data = folder.Open();
        Assert.Equal(events.Where(e => e.Id is not null).Select(e => e.Id).Distinct().Count(), data.Warehouse.Number(new Sql("test", "SELECT count(DISTINCT json_extract_string(event, '$.eventID')) FROM epcis")));
    }

    private static IEnumerable<(string? Id, string Type)> EventsOf(string path)
    {
        var body = JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("epcisBody");
        var list = body.TryGetProperty("eventList", out var direct) ? direct : body.GetProperty("queryResults").GetProperty("resultsBody").GetProperty("eventList");
        return list.EnumerateArray().Select(e => (e.TryGetProperty("eventID", out var id) ? id.GetString() : null, e.GetProperty("type").GetString()!)).ToList();
    }

    private static ImportSummary Import(TestFolder folder, string document)
    {
        folder.Write("in/epcis/a.jsonld", document);
        return folder.Import(folder["in"]);
    }

    private static (long Read, long Imported, long Rejected) Counts(ImportSummary summary) =>
        (summary.Files.Sum(f => f.Read), summary.Files.Sum(f => f.Imported), summary.Files.Sum(f => f.Rejected));
}
