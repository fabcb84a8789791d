using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assay.Brands.Rights;
using Assay.Policy;
using Assay.Scoring;

namespace Assay.Monitor.Gate;

/// <summary>Whom an answer is for.</summary>
public enum GateAudience
{
    /// <summary>The marketplace's own people and programs.</summary>
    Internal,

    /// <summary>The seller: facts, ground and remedy, and nothing of how it is measured.</summary>
    Seller,
}

/// <summary>Whether a verdict is on the disk.</summary>
public enum Durability
{
    /// <summary>It is, before it is answered.</summary>
    Durable,

    /// <summary>It will be within a second.</summary>
    Soon,

    /// <summary>It will be when the disk takes something again, unless this process ends before.</summary>
    Waits,
}

/// <summary>Writes verdicts as JSON.</summary>
public static class VerdictJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonEncodedText Build = JsonEncodedText.Encode(MarketPart.Build, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    // The same for all verdicts by the same knowledge.
    private static readonly ConditionalWeakTable<GateKnowledge, byte[]> Versions = [];

    [ThreadStatic]
    private static Utf8JsonWriter? writer;

    /// <summary>Writes a verdict for an audience.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="audience">Whom it is for.</param>
    /// <param name="durability">Whether it is on the disk when it is answered.</param>
    /// <param name="into">Where it goes.</param>
    public static void Write(Verdict verdict, GateAudience audience, Durability durability, IBufferWriter<byte> into)
    {
        var json = writer ??= new Utf8JsonWriter(Stream.Null, Options);
        json.Reset(into);
        json.WriteStartObject();
        if (audience == GateAudience.Seller)
        {
            WriteToSeller(json, verdict);
        }
        else
        {
            WriteInternal(json, verdict);
        }

        json.WriteBoolean("durable"u8, durability == Durability.Durable);
        if (durability == Durability.Waits)
        {
            json.WriteString("not_kept"u8, "the disk takes nothing at present");
        }

        json.WriteEndObject();
        json.Flush();
        json.Reset(Stream.Null);
    }

    private static void WriteToSeller(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteString("id"u8, verdict.Id);
        json.WriteString("listing_id"u8, verdict.Offer.Id);
        json.WriteString("verdict"u8, Thresholds.Spell(verdict.Action));
        WriteFacts(json, verdict, "facts");
        if (verdict.Action != ListingAction.Allow)
        {
            json.WriteString("remedy"u8, ExplainSubject.Remedy);
        }

    }

    private static void WriteInternal(Utf8JsonWriter json, Verdict verdict)
    {
        json.WriteString("id"u8, verdict.Id);
        json.WriteString("listing_id"u8, verdict.Offer.Id);
        json.WriteString("seller_id"u8, verdict.Offer.SellerId);
        json.WriteString("verdict"u8, Thresholds.Spell(verdict.Action));
        json.WriteString("rule"u8, verdict.Rule);
        json.WriteNumber("score"u8, verdict.Risk.Score);
        json.WriteNumber("probability"u8, verdict.Risk.Probability);
        json.WriteNumber("margin"u8, verdict.Risk.Margin);
        ReasonsJson.WriteMembers(json, verdict.Reasons);
        WriteFacts(json, verdict, "to_seller");
        if (verdict.Reading.BrandId is { } brand)
        {
            json.WriteString("matched_brand_id"u8, brand);
        }

        if (verdict.Ground is { } ground)
        {
            json.WriteString("ground"u8, GroundsInMarket.Spellings[(int)ground.Kind]);
            json.WriteString("ground_sentence"u8, ground.Sentence);
        }

        if (verdict.Action != ListingAction.Allow || verdict.Reading.IsDisguised || verdict.Reading.IsSlang)
        {
            WriteTexts(json, "words"u8, verdict.Reading.Evidence);
        }

        WriteLooks(json, verdict);
        json.WritePropertyName("versions"u8);
        json.WriteRawValue(Versions.GetValue(verdict.Knowledge, WriteVersions), skipInputValidation: true);
        WriteMoment(json, verdict.At);
    }

    private static byte[] WriteVersions(GateKnowledge knowledge)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("build"u8, Build);
            json.WriteString("model"u8, ColdSignals.Version);
            json.WriteString("policy"u8, Thresholds.Version);
            json.WriteNumber("import"u8, knowledge.Run);
            if (knowledge.AsOf is { } asOf)
            {
                json.WriteString("as_of"u8, Moments.ToText(asOf));
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteLooks(Utf8JsonWriter json, Verdict verdict)
    {
        WriteTexts(json, "looked_at"u8, verdict.LookedAt);
        json.WriteStartArray("not_looked_at"u8);
        foreach (var not in verdict.NotLookedAt)
        {
            json.WriteStartObject();
            json.WriteString("check"u8, not.Check);
            json.WriteString("why"u8, not.Why);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (verdict.Offer.UnknownColumns.Count > 0)
        {
            WriteTexts(json, "unknown_columns"u8, verdict.Offer.UnknownColumns);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    // What speaks against the listing and may be told, as assay explain tells it.
    private static void WriteFacts(Utf8JsonWriter json, Verdict verdict, string name)
    {
        json.WriteStartArray(name);
        foreach (var reason in verdict.Reasons)
        {
            if (reason is { Weight: > 0, Signal.ToSeller: not null } && verdict.Action != ListingAction.Allow)
            {
                json.WriteStringValue(reason.Signal.ToSellerAsJson);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteMoment(Utf8JsonWriter json, DateTime at)
    {
        Span<byte> text = stackalloc byte[32];
        at.TryFormat(text, out var length, "yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture);
        json.WriteString("answered_at"u8, text[..length]);
    }
}
