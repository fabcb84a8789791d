using System.Collections.Frozen;

namespace Assay.Screening.Products.Words;

/// <summary>Units that titles state sizes and amounts in, with their spellings. A table for a start, in the languages of shops' titles.</summary>
internal static class Units
{
    // After the unit its spellings; those behind the bar count only where they touch the number, for alone they mean other things.
    private static readonly string[] Table =
    [
        "gb gb gig gigs gigabyte gigabytes go", "mb mb megabyte megabytes mo", "tb tb terabyte terabytes", "kb kb kilobyte kilobytes",
        "mp mp megapixel megapixels mpix mpx mpixel megapixeles megapixels", "in inch inches inc zoll pouces pulgadas polegadas | in",
        "mm mm millimeter millimeters millimetre", "cm cm centimeter centimeters", "m meter meters metre metres | m", "ft ft feet foot",
        "w watt watts | w", "kw kw", "v volt volts | v", "mah mah", "a amp amps", "hz hz", "khz khz", "mhz mhz", "ghz ghz", "rpm rpm", "oz oz ounce ounces", "lb lb lbs pound pounds",
        "g gram grams gramm | g", "kg kg kilogram kilograms", "ml ml milliliter millilitre", "l liter litre liters litres | l", "pack pk pack packs ct count pcs piece pieces stuck",
        "user user users seat seats | u", "bit bit bits", "btu btu", "dpi dpi", "ppm ppm", "fps fps", "x | x", "port port ports", "channel channel channels ch", "day day days", "month month months", "mbps mbps", "db db", "denier | den", "k | k",
    ];

    private static readonly FrozenDictionary<string, (string Unit, bool OnlyTouching)> BySpelling = Read();

    /// <summary>The unit that a word names; null where it names none.</summary>
    /// <param name="word">The folded word.</param>
    /// <param name="touching">True where it follows its number without a space.</param>
    public static string? Of(string word, bool touching) =>
        BySpelling.TryGetValue(word, out var known) && (touching || !known.OnlyTouching) ? known.Unit : null;

    private static FrozenDictionary<string, (string Unit, bool OnlyTouching)> Read()
    {
        var read = new Dictionary<string, (string, bool)>(StringComparer.Ordinal);
        foreach (var line in Table)
        {
            var words = line.Split(' ');
            var onlyTouching = false;
            foreach (var word in words[1..])
            {
                onlyTouching |= word == "|";
                read.TryAdd(word, (words[0], onlyTouching));
            }
        }

        return read.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
