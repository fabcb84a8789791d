using System.Text;
using Assay.Monitor;

namespace Assay.Tests.Monitor;

/// <summary>Lines of events as tests write them.</summary>
internal static class Lines
{
    public static string Order(int i, int quantity = 1) =>
        $$$"""{"feed":"orders","row":{"order_id":"o{{{i}}}","listing_id":"l{{{i % 7}}}","seller_id":"s1","buyer_id":"b1","quantity":{{{quantity}}},"amount":5,"currency":"USD","ordered_at":"2026-06-01T00:00:{{{i % 60:00}}}Z"}}""";

    public static string Review(int i) =>
        $$$"""{"feed":"reviews","row":{"review_id":"r{{{i}}}","listing_id":"l1","seller_id":"s1","buyer_id":"b1","rating":{{{1 + (i % 5)}}},"created_at":"2026-06-01"}}""";

    public static byte[] Bytes(params IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => $"{l}\n")));

    /// <summary>Appends lines to a log and waits until they are on the disk.</summary>
    public static void Append(this EventLog log, params IEnumerable<string> lines) => Assert_Null(log.Append(Bytes(lines)).GetAwaiter().GetResult());

    /// <summary>The lines of all segments that are whole, in order.</summary>
    public static string[] Read(IEnumerable<Segment> segments) =>
    [
        .. from segment in segments
           let content = SegmentContent.Read(segment.Path)
           from stretch in content.Lines
           from line in Encoding.UTF8.GetString(content.Bytes, stretch.At, stretch.Length).Split('\n', StringSplitOptions.RemoveEmptyEntries)
           select line,
    ];

    private static void Assert_Null(Failure? failure) => Xunit.Assert.Null(failure);
}
