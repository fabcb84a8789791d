using System.Globalization;

namespace Assay.Screening.Products.Matching;

/// <summary>Writes scored pairs as CSV: left_id, right_id, score, match, reasons. The file appears whole or not at all.</summary>
internal static class WriteScores
{
    /// <summary>Writes them in their order.</summary>
    public static void Run(string path, IReadOnlyList<MatchedPair> pairs)
    {
        var part = $"{path}.part";
        using (var writer = new StreamWriter(part) { NewLine = "\n" })
        {
            writer.WriteLine("left_id,right_id,score,match,reasons");
            foreach (var pair in pairs)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{CsvCell.Of(pair.LeftId)},{CsvCell.Of(pair.RightId)},{pair.Score:0.000000},{(pair.IsMatch ? 1 : 0)},{CsvCell.Of(pair.Reasons)}"));
            }
        }

        File.Move(part, path, overwrite: true);
    }
}
