namespace Assay.Monitor.Gate;

/// <summary>Pictures that came with a listing.</summary>
/// <param name="Uploaded">The bytes of each.</param>
public sealed record OfferedPictures(IReadOnlyList<ReadOnlyMemory<byte>> Uploaded)
{
    /// <summary>None.</summary>
    public static OfferedPictures None { get; } = new([]);
}

/// <summary>A picture written out in the place of its address: <c>data:image/png;base64,…</c> (RFC 2397).</summary>
public static class PictureUri
{
    /// <summary>How it begins.</summary>
    public const string Prefix = "data:image/";

    /// <summary>The picture's bytes; null where the text is no such thing, or no base64.</summary>
    public static byte[]? Read(string text)
    {
        const string Coded = ";base64,";
        var at = text.IndexOf(Coded, StringComparison.OrdinalIgnoreCase);
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || at < 0)
        {
            return null;
        }

        var coded = text.AsSpan(at + Coded.Length);
        var bytes = new byte[(coded.Length / 4 * 3) + 3];
        return Convert.TryFromBase64Chars(coded, bytes, out var length) ? bytes[..length] : null;
    }
}
