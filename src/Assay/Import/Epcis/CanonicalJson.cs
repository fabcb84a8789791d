using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Assay.Import.Epcis;

/// <summary>JSON in one written form: names sorted, no spaces, numbers as they stand. What was recorded later does not count.</summary>
internal static class CanonicalJson
{
    /// <summary>The SHA-256 of an event's canonical form without <c>recordTime</c>, in hexadecimal digits.</summary>
    public static string Digest(JsonElement it)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(it, writer, isEvent: true);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    private static void Write(JsonElement it, Utf8JsonWriter writer, bool isEvent)
    {
        switch (it.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in it.EnumerateObject().Where(p => !isEvent || p.Name != "recordTime").OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer, isEvent: false);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in it.EnumerateArray())
                {
                    Write(element, writer, isEvent: false);
                }

                writer.WriteEndArray();
                break;
            default:
                it.WriteTo(writer);
                break;
        }
    }
}
