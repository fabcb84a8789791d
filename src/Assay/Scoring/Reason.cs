using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Scoring;

/// <summary>Why a score is what it is: a signal, what it saw, what it added.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Value">The fact's value.</param>
/// <param name="Peers">The peers' value; NaN where there is none.</param>
/// <param name="Weight">What it added to the log-odds, in ten-thousandths.</param>
public readonly record struct Reason(ColdSignal Signal, double Value, double Peers, int Weight)
{
    /// <summary>The sentence for people inside.</summary>
    public string Sentence => string.Format(System.Globalization.CultureInfo.InvariantCulture, Signal.Format, Value, Peers);
}

/// <summary>Writes reasons as the decision keeps them: base, the weights and the rest sum to the margin.</summary>
internal sealed class ReasonsJson
{
    /// <summary>Reasons written out one by one; the others are summed as the rest.</summary>
    public const int Shown = 8;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> buffer = new(4096);

    /// <summary>UTF-8 JSON; lives until the next call. Reasons come strongest first.</summary>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<Reason> reasons)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            WriteMembers(json, reasons);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    /// <summary>Writes base, reasons and rest into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ReadOnlySpan<Reason> reasons)
    {
        json.WriteNumber("base"u8, InLogOdds(ColdSignals.Base));
        json.WriteStartArray("reasons"u8);
        foreach (var reason in reasons[..Math.Min(Shown, reasons.Length)])
        {
            WriteOne(json, reason);
        }

        json.WriteEndArray();
        long rest = 0;
        foreach (var reason in reasons[Math.Min(Shown, reasons.Length)..])
        {
            rest += reason.Weight;
        }

        json.WriteNumber("rest"u8, InLogOdds(rest));
    }

    /// <summary>Ten-thousandths as an exact decimal.</summary>
    public static decimal InLogOdds(long units) => units / (decimal)ColdSignal.UnitsPerLogOdd;

    private static void WriteOne(Utf8JsonWriter json, in Reason reason)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, reason.Signal.CodeAsJson);
        if (reason.Signal.SentenceAsJson is { } sentence)
        {
            json.WriteString("sentence"u8, sentence);
        }
        else
        {
            json.WriteString("sentence"u8, reason.Sentence);
        }

        json.WriteNumber("value"u8, Math.Round(reason.Value, 6));
        if (!double.IsNaN(reason.Peers))
        {
            json.WriteNumber("peers"u8, Math.Round(reason.Peers, 6));
        }

        json.WriteNumber("weight"u8, InLogOdds(reason.Weight));
        json.WriteEndObject();
    }
}
