namespace Assay;

/// <summary>A value of a CSV file that people open.</summary>
public static class CsvCell
{
    /// <summary>The value, quoted where it must be. A spreadsheet runs what begins like a formula; a leading apostrophe makes it text (OWASP, CSV injection).</summary>
    public static string Of(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '@' or '|' or '\t' or '\r' or '-' ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny("\",\r\n;") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
