using System.Text;

namespace Assay.Screening.Text;

/// <summary>Which form of a registered name was found.</summary>
public enum NameForm : byte
{
    /// <summary>The name or an alias as it was registered.</summary>
    Given,

    /// <summary>A letter written as two that look like it: rn for m, vv for w.</summary>
    LetterPair,

    /// <summary>The Mandarin sounds of a Chinese name: naike for 耐克.</summary>
    Pinyin,

    /// <summary>Characters and sounds of a Chinese name mixed: 耐ke.</summary>
    MixedPinyin,

    /// <summary>Latin letters for a name in Cyrillic or Kana.</summary>
    Romanised,

    /// <summary>Cyrillic letters for a name in Latin ones: ролекс.</summary>
    Cyrillic,

    /// <summary>The first letters of a name of several words: LV.</summary>
    Initials,
}

/// <summary>A name to be found, in one of its forms.</summary>
/// <param name="Text">The form's letters.</param>
/// <param name="Brand">The brand's place in the caller's list.</param>
/// <param name="Form">Which form.</param>
public readonly record struct SoughtName(string Text, int Brand, NameForm Form);

/// <summary>
/// Makes the forms of a name: at most <see cref="Most"/>, each named. How a form is believed when it is found stands in <see cref="JudgeReadings"/>.
/// </summary>
public static class NameForms
{
    /// <summary>Most forms of one name.</summary>
    public const int Most = 24;

    private const int LeastLetters = 5;
    private const int MostSyllables = 4;

    private static readonly Dictionary<char, string> Sounds = UnicodeTables.Lines("pinyin.txt")
        .Select(l => l.Split(' ')).SelectMany(l => l[1].Select(c => (Character: c, Sound: l[0]))).ToDictionary(s => s.Character, s => s.Sound);

    /// <summary>The name itself, then its other forms, each text once.</summary>
    public static IReadOnlyList<SoughtName> Of(string name, int brand) =>
    [
        .. All(name.Trim()).Where(f => f.Text.Length > 1 || f.Form == NameForm.Given).DistinctBy(f => f.Text, StringComparer.OrdinalIgnoreCase)
            .Take(Most).Select(f => new SoughtName(f.Text, brand, f.Form)),
    ];

    private static IEnumerable<(string Text, NameForm Form)> All(string name) =>
    [
        (name, NameForm.Given), .. LetterPairs(name), .. Pinyin(name), (Romanise.Run(name), NameForm.Romanised),
        (Cyrillicise.Run(name), NameForm.Cyrillic), (Initials(name), NameForm.Initials),
    ];

    // One place at a time, then all: m as rn, w as vv.
    private static IEnumerable<(string Text, NameForm Form)> LetterPairs(string name)
    {
        foreach (var (letter, pair) in new[] { ("m", "rn"), ("w", "vv") })
        {
            for (var at = name.IndexOf(letter, StringComparison.OrdinalIgnoreCase); at >= 0 && name.Length >= LeastLetters; at = name.IndexOf(letter, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                yield return (name[..at] + pair + name[(at + 1)..], NameForm.LetterPair);
            }

            yield return (name.Length >= LeastLetters ? name.Replace(letter, pair, StringComparison.OrdinalIgnoreCase) : name, NameForm.LetterPair);
        }
    }

    // All syllables, and each way to write some of them in Latin letters and some in characters.
    private static IEnumerable<(string Text, NameForm Form)> Pinyin(string name)
    {
        if (name.Length is < 2 or > MostSyllables || !name.All(Sounds.ContainsKey))
        {
            yield break;
        }

        var sounds = name.Select(c => Sounds[c]).ToArray();
        for (var mask = (1 << name.Length) - 1; mask > 0; mask--)
        {
            var text = string.Concat(name.Select((c, i) => (mask >> i & 1) != 0 ? sounds[i] : c.ToString()));
            yield return (text, mask == (1 << name.Length) - 1 ? NameForm.Pinyin : NameForm.MixedPinyin);
        }
    }

    private static string Initials(string name)
    {
        var words = name.Split([' ', '-', '&'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 4 && words.All(w => char.IsAsciiLetter(w[0])) ? string.Concat(words.Select(w => char.ToUpperInvariant(w[0]))) : "";
    }
}

/// <summary>Writes Cyrillic and Kana in Latin letters: the usual English forms (BGN/PCGN without its marks, Hepburn without long vowels).</summary>
internal static class Romanise
{
    private const string Cyrillic = "а a б b в v г g д d е e ё e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ъ _ ы y ь _ э e ю yu я ya і i ї yi є ye ґ g";

    private const string Kana =
        "ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo "
        + "ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu "
        + "ー _ ッ _ ・ _ ァ a ィ i ゥ u ェ e ォ o ャ ya ュ yu ョ yo";

    private static readonly Dictionary<char, string> Table =
        $"{Cyrillic} {Kana}".Split(' ').Chunk(2).ToDictionary(p => p[0][0], p => p[1] == "_" ? "" : p[1]);

    /// <summary>The name in Latin letters; empty where it has a letter that is in no table, or none at all.</summary>
    public static string Run(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            // A small vowel takes the place of the one before: ファ fa, ジュ ju.
            if (letter is 'ァ' or 'ィ' or 'ゥ' or 'ェ' or 'ォ' or 'ャ' or 'ュ' or 'ョ' && text.Length > 1)
            {
                text.Length -= "aiueo".Contains(text[^1], StringComparison.Ordinal) ? 1 : 0;
                text.Append(text[^1] is 'h' or 'j' ? Table[letter].TrimStart('y') : Table[letter]);
            }
            else if (letter == ' ' || Table.ContainsKey(letter))
            {
                text.Append(letter == ' ' ? " " : Table[letter]);
            }
            else
            {
                return "";
            }
        }

        return text.ToString().Trim();
    }
}

/// <summary>Writes a Latin name in Cyrillic letters, as Russian shops do.</summary>
internal static class Cyrillicise
{
    private static readonly (string Latin, string Cyrillic)[] Table =
    [
        ("cci", "ччи"), ("tch", "тч"), ("sch", "ш"), ("sh", "ш"), ("ch", "ч"), ("ph", "ф"), ("th", "т"), ("ck", "к"), ("ce", "се"), ("ci", "си"), ("cy", "си"), ("oo", "у"),
        ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"), ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "дж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"),
        ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"), ("x", "кс"), ("y", "и"), ("z", "з"), (" ", " "), ("-", "-"),
    ];

    /// <summary>The name in Cyrillic letters; empty where it has others than Latin ones.</summary>
    public static string Run(string name)
    {
        var rest = name.ToLowerInvariant();
        var text = new StringBuilder();
        while (rest.Length > 0)
        {
            var step = Array.Find(Table, t => rest.StartsWith(t.Latin, StringComparison.Ordinal));
            if (step.Latin is null)
            {
                return "";
            }

            text.Append(step.Cyrillic);
            rest = rest[step.Latin.Length..];
        }

        return text.ToString();
    }
}
