using System.Buffers;
using System.Text.Json;

namespace Assay.Scoring;

/// <summary>A seller's signal as a decision saw it.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Value">The fact's value.</param>
/// <param name="Peers">The peers' value; NaN where there is none.</param>
public readonly record struct SellerTrait(ColdSignal Signal, double Value, double Peers);

/// <summary>
/// The seller's signals that add something, kept exactly, so that whoever judges a listing of the seller later judges by the same values: <c>[[code, value, peers or null], …]</c>.
/// What a seller's listings came to is no part of it: it would count twice.
/// </summary>
internal sealed class StandingJson
{
    private static readonly Dictionary<string, ColdSignal> OfSellers = ColdSignals.All.Where(s => s.Subject == SignalSubject.Seller).ToDictionary(s => s.Code, StringComparer.Ordinal);

    private readonly ArrayBufferWriter<byte> buffer = new(512);

    /// <summary>UTF-8 JSON; lives until the next call.</summary>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<Reason> reasons)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var reason in reasons)
            {
                if (OfSellers.ContainsKey(reason.Signal.Code))
                {
                    Write(json, reason);
                }
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan;
    }

    /// <summary>Reads what was written; a signal that this build does not know is passed over.</summary>
    public static void Read(ReadOnlySpan<byte> utf8, List<SellerTrait> into)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartArray)
        {
            json.Read();
            var signal = OfSellers.GetValueOrDefault(json.GetString()!);
            json.Read();
            var value = json.GetDouble();
            json.Read();
            var peers = json.TokenType == JsonTokenType.Null ? double.NaN : json.GetDouble();
            json.Read();
            if (signal is not null)
            {
                into.Add(new SellerTrait(signal, value, peers));
            }
        }
    }

    private static void Write(Utf8JsonWriter json, in Reason reason)
    {
        json.WriteStartArray();
        json.WriteStringValue(reason.Signal.Code);
        json.WriteNumberValue(reason.Value);
        if (double.IsNaN(reason.Peers))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteNumberValue(reason.Peers);
        }

        json.WriteEndArray();
    }
}
