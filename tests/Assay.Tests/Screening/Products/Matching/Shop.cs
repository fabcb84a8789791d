using System.Globalization;
using Assay.Screening.Products.Learning;

namespace Assay.Tests.Screening.Products.Matching;

/// <summary>Two shops' tables of the same made-up articles, each in its own words, with columns of its own, and pairs that somebody labelled.</summary>
internal static class Shop
{
    private static readonly string[] s_brands = ["Norvelo", "Quillan", "Tasmere", "Ostrava"];
    private static readonly string[] s_kinds = ["cordless drill", "bench grinder", "angle grinder", "jig saw", "heat gun", "air compressor"];

    /// <summary>Writes left.tsv, right.csv, train.csv and asked.csv into a folder.</summary>
    public static void Write(TestFolder folder, int articles)
    {
        var random = new SplitMix(11);
        var (left, right, pairs) = (new List<string> { "nr\tArtikel\tPreis" }, new List<string> { "sku_code;product name;maker;cost" }, new List<string>());
        for (var i = 0; i < articles; i++)
        {
            var (brand, kind) = (s_brands[random.Below(s_brands.Length)], s_kinds[random.Below(s_kinds.Length)]);
            var (letters, number, volts, price) = ($"{brand[..2].ToUpperInvariant()}{(char)('A' + random.Below(26))}", 100 + random.Below(900), 12 + (6 * random.Below(3)), 20 + random.Below(300));
            left.Add($"L{i}\t{brand} {kind} {letters}-{number} {volts}V\t{price},90 EUR");
            right.Add(string.Create(CultureInfo.InvariantCulture, $"R{i};{kind} {letters}{number}{(random.Below(2) == 0 ? "" : "B")} {volts} volt;{brand};{price * 1.05:0.00}"));
            pairs.Add($"L{i},R{i},1");
            pairs.Add($"L{i},R{random.Below(articles)},0");
            pairs.Add($"L{i},R{random.Below(articles)},0");
        }

        pairs.RemoveAll(p => p.EndsWith(",0", StringComparison.Ordinal) && p.Split(',') is var ids && ids[0][1..] == ids[1][1..]);
        folder.Write("left.tsv", string.Join('\n', left) + "\n");
        folder.Write("right.csv", string.Join('\n', right) + "\n");
        folder.Write("train.csv", "a,b,label\n" + string.Join('\n', pairs.Take(pairs.Count / 2)) + "\n");
        folder.Write("asked.csv", "a,b,label\n" + string.Join('\n', pairs.Skip(pairs.Count / 2)) + "\n");
    }
}
