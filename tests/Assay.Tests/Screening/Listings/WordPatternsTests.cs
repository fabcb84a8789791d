using System.Text;
using Assay.Screening.Listings;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;
using Xunit;

namespace Assay.Tests.Screening.Listings;

/// <summary>Words are read as the warehouse's patterns read them: on texts made of the patterns' own pieces, in any order, case and company.</summary>
public sealed class WordPatternsTests
{
    private static readonly string[] Pieces =
    [
        "高仿", "超A", "a货", "一比一", "1:1", "1：1", "1 : 1", "mirror quality", "Mirror image", "replica", "Replicas", "replicator", "triple a", "superA", "super ab", "aaa", "AAAA+ quality", "aaa copy", "aaa качество",
        "UA quality", "ua batch", "actual quality", "high copy", "HIGH IMITATION", "top copy", "Réplica", "РЕПЛИКА", "репика", "люкс копия", "точная копия", "imitación perfecta", "спец качеств",
        "scale 1:1", "1:1 scale", "1:1 24u", "ratio 1:1", "масштаб 1:1", "compatible with", "fits", "fitsall", "case for", "cover for", "passend für", "совместим", "чехол для ", "适用", "通用",
        "funda", "para", "Paraguay", "correa de piel", "coque", "pour", "housse", "étui", ",", ";", " ", " ", " ", "-", "_", "é", "ſ", "K", "x", "Adidаs", "kΩ", "μF", "СD", "c", "Nike", "ника", "Ν", "a\u200bb", "a \u200b", "\u00AD",
        "Ａ", "ＢＡＧ", "バッグ", "袋", "9", "replicaſ", "Pоur", "€", "😀", "İ", "ı",
    ];

    [Fact]
    public void Texts_of_the_patterns_own_pieces_are_read_as_the_warehouse_reads_them()
    {
        var random = new Random(7);
        var texts = Enumerable.Range(0, 30_000).Select(_ => Text(random)).Concat(Pieces).Distinct(StringComparer.Ordinal).ToList();
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null));
        using var warehouse = database.Connect();
        warehouse.Run(Sql.Load("Metrics/Streams/words.sql"));
        warehouse.Run(new Sql("test", "CREATE TABLE texts (t VARCHAR)"));
        using (var writer = warehouse.Append("texts"))
        {
            foreach (var some in texts.Chunk(writer.Capacity))
            {
                foreach (var (i, text) in some.Index())
                {
                    writer.SetText(0, i, Encoding.UTF8.GetBytes(text));
                }

                writer.Write(some.Length);
            }

            writer.Finish();
        }

        var counts = new int[2];
        using var rows = warehouse.Query(new Sql("test", "SELECT t, is_accessory(t), is_disguised(t) FROM texts"));
        while (rows.Next())
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var text = rows.String(0, i)!;
                bool[] expected = [rows.Values<byte>(1)[i] != 0, rows.Values<byte>(2)[i] != 0];
                bool[] got = [WordPatterns.IsAccessory(text), WordPatterns.IsDisguised(text)];
                Assert.True(expected.SequenceEqual(got), $"'{text}' ({string.Join(' ', text.Select(c => $"{(int)c:X4}"))}): {string.Join(' ', expected)}, but {string.Join(' ', got)}");
                counts[0] += got[0] ? 1 : 0;
                counts[1] += got[1] ? 1 : 0;
            }
        }

        Assert.All(counts, c => Assert.InRange(c, 1000, texts.Count - 1000));
    }

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            var piece = Pieces[random.Next(Pieces.Length)];
            text.Append(random.Next(4) switch { 0 => piece.ToUpperInvariant(), 1 => piece.ToLowerInvariant(), _ => piece });
            text.Append(random.Next(3) == 0 ? "" : " ");
        }

        return text.ToString();
    }
}
