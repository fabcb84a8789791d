using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Operators.StayDown;
using Assay.Scoring;

namespace Assay.Monitor.Gate;

/// <summary>What is said of somebody who signs up.</summary>
/// <param name="SellerId">The seller's id.</param>
/// <param name="Action">allow, review or hold.</param>
/// <param name="Risk">Where its score starts: that of a shop of the operator behind it, or of nobody known.</param>
/// <param name="Matches">Sellers who share something with it, the likeliest first.</param>
/// <param name="NotLookedAt">What the deadline left out; empty where all was looked at.</param>
public sealed record SignUpVerdict(string SellerId, string Action, Risk Risk, IReadOnlyList<SellerMatch> Matches, IReadOnlyList<string> NotLookedAt)
{
    /// <summary>The likeliest of those who are the same hand; null where nobody is.</summary>
    public SellerMatch? SameHand => Matches.FirstOrDefault(m => m.IsLink);
}

/// <summary>
/// Screens a seller at sign-up or before its first listing (stay-down). The same hand as a shop that was closed for counterfeits is held; the same hand as an open one,
/// and one that is more likely than not a closed one's, goes to a person; nothing else is told of anybody.
/// </summary>
public static class ScreenSeller
{
    /// <summary>What the comparison is called where it came too late.</summary>
    public const string Links = "links";

    private const int MostMatches = 10;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly ColdSignal Closed = ColdSignals.All.Single(s => s.Code == "operator_closed_before");

    /// <summary>Screens a seller by the operators that are known.</summary>
    public static SignUpVerdict Run(OfferedSeller offered, KnownOperators known) => Judge(offered, known.Compare(offered));

    /// <summary>The verdict where nothing was compared in time: a person looks.</summary>
    public static SignUpVerdict TooLate(OfferedSeller offered) => new(offered.Id, "review", new Risk(ColdSignals.Base), [], [Links]);

    /// <summary>Writes a verdict as JSON; for the seller's eyes without anything of others.</summary>
    public static void Write(SignUpVerdict verdict, GateAudience audience, IBufferWriter<byte> to)
    {
        using var json = new Utf8JsonWriter(to, Plain);
        json.WriteStartObject();
        json.WriteString("seller_id", verdict.SellerId);
        json.WriteString("verdict", verdict.Action);
        if (audience == GateAudience.Seller)
        {
            json.WriteString("sentence", verdict.Action == "allow" ? "You may publish." : "Your registration is being examined by a person. You may send proof of who you are and of where your goods come from.");
        }
        else
        {
            WriteInternal(json, verdict);
        }

        json.WriteStartArray("not_looked_at");
        foreach (var check in audience == GateAudience.Seller ? [] : verdict.NotLookedAt)
        {
            json.WriteStartObject();
            json.WriteString("check", check);
            json.WriteString("why", "the deadline passed, or what is known is still being loaded");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static SignUpVerdict Judge(OfferedSeller offered, IReadOnlyList<SellerMatch> matches)
    {
        var same = matches.FirstOrDefault(m => m.IsLink);
        var closed = matches.Where(m => m.IsLink).Select(m => m.ClosedOfOperator).DefaultIfEmpty(0).Max();
        var likely = matches.Any(m => m.ClosedOfOperator > 0 && m.Link.Bits >= 0 && m.Link.Evidence.Any(e => e.CanLink));
        var action = closed > 0 ? "hold" : same is not null || likely ? "review" : "allow";
        return new SignUpVerdict(offered.Id, action, new Risk(ColdSignals.Base + Closed.Contribution(closed)), [.. matches.Take(MostMatches)], []);
    }

    private static void WriteInternal(Utf8JsonWriter json, SignUpVerdict verdict)
    {
        json.WriteNumber("score", verdict.Risk.Score);
        if (verdict.SameHand is { } same)
        {
            json.WriteString("operator_id", same.OperatorId);
            json.WriteNumber("closed_shops", same.ClosedOfOperator);
        }

        json.WriteStartArray("matches");
        foreach (var match in verdict.Matches)
        {
            Write(json, match);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, SellerMatch match)
    {
        json.WriteStartObject();
        json.WriteString("seller_id", match.SellerId);
        json.WriteString("operator_id", match.OperatorId);
        json.WriteNumber("closed_shops", match.ClosedOfOperator);
        json.WriteNumber("probability", Math.Round(match.Link.Probability, 6));
        json.WriteBoolean("same_hand", match.IsLink);
        json.WriteString("otherwise", match.Link.Otherwise);
        json.WriteStartArray("evidence");
        foreach (var trait in match.Link.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("sentence", trait.Says);
            json.WriteString("value", trait.Value);
            json.WriteNumber("sellers", trait.Sellers);
            json.WriteNumber("bits", Math.Round(trait.Bits, 2));
            json.WriteBoolean("can_link", trait.CanLink);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
