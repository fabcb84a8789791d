using System.Text;

namespace Assay.Screening.Products.Words;

/// <summary>
/// Brings text to one form for comparison: lower case, Latin letters without accents, wide letters and digits of Japanese and Chinese as
/// plain ones, language tags of RDF literals (<c>"Scarpe"@it</c>) taken off.
/// </summary>
internal static class FoldText
{
    // The base letter of each character from À (U+00C0) to ſ (U+017F), of Unicode's decompositions; a space where there is none.
    private const string Latin =
        "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllll" +
        "nnnnnn nnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    // The same from Ḁ (U+1E00) to ỿ (U+1EFF), where Vietnamese is.
    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwww" +
        "wwwwwwxxxxyyzzzzzzhtwyas  s aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy      ";

    /// <summary>The folded form.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '@' && i > 0 && text[i - 1] == '"' && Tag(text, i + 1) is var tag and > 0)
            {
                folded.Append(' ');
                i += tag;
                continue;
            }

            folded.Append(Letter(text[i]));
        }

        return folded.ToString();
    }

    private static char Letter(char letter) => letter switch
    {
        < '\u0080' => char.ToLowerInvariant(letter),
        >= '\u00C0' and <= '\u017F' when Latin[letter - '\u00C0'] != ' ' => Latin[letter - '\u00C0'],
        >= '\u1E00' and <= '\u1EFF' when LatinAdditional[letter - '\u1E00'] != ' ' => LatinAdditional[letter - '\u1E00'],
        >= '\uFF01' and <= '\uFF5E' => char.ToLowerInvariant((char)(letter - 0xFEE0)),
        '″' or '“' or '”' => '"',
        '′' or '’' or '‘' => '\'',
        '–' or '—' or '‐' or '‑' => '-',
        _ => char.ToLowerInvariant(letter),
    };

    // The length of a language tag of BCP 47 with at most a region, en or fr-be; 0 where none stands here.
    private static int Tag(string text, int at)
    {
        var end = Letters(text, at);
        if (end - at is not (2 or 3))
        {
            return 0;
        }

        if (end < text.Length && text[end] == '-' && Letters(text, end + 1) - end - 1 == 2)
        {
            end += 3;
        }

        return end - at;
    }

    private static int Letters(string text, int at)
    {
        while (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        return at;
    }
}
