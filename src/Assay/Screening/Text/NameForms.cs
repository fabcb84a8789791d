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

    /// <summary>Latin letters for a name in Cyrillic, Greek or Kana.</summary>
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
