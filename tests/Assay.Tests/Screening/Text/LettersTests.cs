using System.Text.Json;
using Assay.Screening.Text;
using Xunit;

namespace Assay.Tests.Screening.Text;

public sealed class LettersTests
{
    [Theory]
    [InlineData('А', "а", "a")]
    [InlineData('Ａ', "a", "")]
    [InlineData('é', "e", "")]
    [InlineData('ß', "ss", "b")]
    [InlineData('Ⅷ', "viii", "")]
    [InlineData('н', "н", "h")]
    [InlineData('\u200B', "", "")]
    public void A_letter_is_folded_and_has_what_it_looks_like(char letter, string fold, string look)
    {
        var read = Letters.Of(letter);
        Assert.Equal((fold, look), (read.Fold, read.Look));
    }

    [Theory]
    [InlineData(0x1F17D, "n")]
    [InlineData(0x1D4D6, "g")]
    public void Letters_beyond_the_basic_plane_are_read(int point, string letter) =>
        Assert.Equal(letter, Letters.Of(point) is { Look.Length: > 0 } styled ? styled.Look : Letters.Of(point).Fold);

    [Fact]
    public void Letters_that_stand_for_one_another_have_one_key()
    {
        var a = Letters.KeyOf(Letters.Packed('a'));
        Assert.All("AaАаＡáàâäÅ4ᴀα", c => Assert.Equal(a, Letters.KeyOf(Letters.Packed(c))));
        Assert.Equal((byte)'a', Letters.OfSign('@'));
    }

    [Fact]
    public void Voiced_Kana_and_vowel_signs_keep_what_a_mark_would_lose()
    {
        Assert.NotEqual(Letters.Packed('ハ'), Letters.Packed('バ'));
        Assert.NotEqual(Letters.Packed('क'), Letters.Packed('ि'));
    }

    [Fact]
    public void Single_letters_of_the_published_table_of_confusables_look_as_it_says()
    {
        var folder = SharedData.Find("unicode_confusables");
        Assert.SkipWhen(folder is null, "../shared/data/unicode_confusables is absent");
        using var table = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, "confusables.json")));
        var (same, other) = (0, new List<string>());
        foreach (var entry in table.RootElement.EnumerateObject())
        {
            var point = char.ConvertToUtf32(entry.Name.PadRight(2, '\0'), 0);
            if (!IsAlphabetOf(point) || entry.Name.Length > (point > 0xFFFF ? 2 : 1))
            {
                continue;
            }

            foreach (var look in entry.Value.EnumerateArray().Select(e => e.GetProperty("c").GetString()!).Where(c => c.Length == 1 && char.IsAsciiLetter(c[0])))
            {
                if (Letters.KeyOf(Letters.Packed(point)) == Letters.KeyOf(Letters.Packed(look[0])))
                {
                    same++;
                }
                else
                {
                    other.Add($"U+{point:X4} {look}");
                }
            }
        }

        Assert.True(same > 500, $"{same} the same");

        // The table has chains (г is r by one of them, and r's other shapes) and letters that we read as others on purpose.
        Assert.True(other.Count < same / 20, $"{other.Count} of {same}: {string.Join(", ", other.Take(40))}");
    }

    // Letters of Greek, Cyrillic, Armenian, Cherokee, Lisu and Latin beyond ASCII.
    private static bool IsAlphabetOf(int point) => point is (>= 0xC0 and <= 0x58F) or (>= 0x13A0 and <= 0x13FF) or (>= 0x1D00 and <= 0x1DBF) or (>= 0xA4D0 and <= 0xA4FF) or (>= 0x1D400 and <= 0x1D7FF);
}
