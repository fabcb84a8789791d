using System.Text;

namespace Assay.Import.Drafting;

/// <summary>Splits the beginning of a delimited file into records, and guesses its delimiter.</summary>
internal static class DelimitedText
{
    /// <summary>The delimiter that parts the first records into the most columns, as many in each.</summary>
    public static char Guess(string text, bool isWhole) => Delimiters.All
        .Select((d, i) => (d.Character, Score: Evenness(Records(text, d.Character, isWhole, 20)), Order: i))
        .OrderByDescending(d => d.Score)
        .ThenBy(d => d.Order)
        .First().Character;

    /// <summary>The first records, quoted by RFC 4180; the last of a text that was cut is left out.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Records(string text, char delimiter, bool isWhole, int most)
    {
        var records = new List<IReadOnlyList<string>>();
        var record = new List<string>();
        var value = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in text)
        {
            if (letter == '"')
            {
                // A doubled quote closes and opens again; its letter is kept on opening.
                isQuoted = !isQuoted;
                _ = isQuoted && value.Length > 0 ? value.Append('"') : value;
            }
            else if (letter == delimiter && !isQuoted)
            {
                Take(record, value);
            }
            else if (letter == '\n' && !isQuoted)
            {
                Take(record, value);
                End(records, ref record);
                if (records.Count == most)
                {
                    return records;
                }
            }
            else if (letter != '\r' || isQuoted)
            {
                value.Append(letter);
            }
        }

        if (isWhole && (value.Length > 0 || record.Count > 0))
        {
            Take(record, value);
            End(records, ref record);
        }

        return records;
    }

    // Columns of the header times the share of records that have as many.
    private static double Evenness(IReadOnlyList<IReadOnlyList<string>> records) =>
        records.Count == 0 || records[0].Count < 2 ? 0 : records[0].Count * (records.Count(r => r.Count == records[0].Count) / (double)records.Count);

    private static void Take(List<string> record, StringBuilder value)
    {
        record.Add(value.ToString());
        value.Clear();
    }

    private static void End(List<IReadOnlyList<string>> records, ref List<string> record)
    {
        if (record.Count > 1 || record[0].Length > 0)
        {
            records.Add(record);
        }

        record = [];
    }
}
