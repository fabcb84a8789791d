using System.Text;

namespace Assay.Market;

/// <summary>A brand's name, written so that a plain search misses it.</summary>
internal static class Disguises
{
    private const string Latin = "aeopcxyikmhntbABEKMHOPCTXN";
    private const string Lookalike = "аеорсхуікмһпτЬАВЕКМНОРСТХΝ";

    public static string Of(Brand brand, Disguise disguise, Rng rng) => disguise switch
    {
        Disguise.Homoglyph => Swapped(brand.Name, Latin, Lookalike, 2, rng),
        Disguise.Leet => Swapped(brand.Name, "oieastl", "0134571", 2, rng),
        Disguise.Spaced => string.Join(rng.Pick([" ", ".", "-", "*"]), brand.Name.Where(c => c != ' ')),
        Disguise.Alias => rng.Pick(brand.Aliases),
        Disguise.Misspelt => Misspelt(brand.Name, rng),
        _ => brand.Name,
    };

    private static string Swapped(string name, string from, string to, int atLeast, Rng rng)
    {
        var text = new StringBuilder(name);
        for (var tries = 0; tries < 20 && atLeast > 0; tries++)
        {
            var place = rng.Below(text.Length);
            var found = from.IndexOf(text[place], StringComparison.Ordinal);
            if (found >= 0)
            {
                text[place] = to[found];
                atLeast--;
            }
        }

        return text.ToString();
    }

    private static string Misspelt(string name, Rng rng)
    {
        var place = rng.Between(1, name.Length - 2);
        return rng.Below(3) switch
        {
            0 => name.Remove(place, 1),
            1 => name.Insert(place, name[place].ToString()),
            _ => $"{name[..place]}{name[place + 1]}{name[place]}{name[(place + 2)..]}",
        };
    }
}
