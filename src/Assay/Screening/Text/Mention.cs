namespace Assay.Screening.Text;

/// <summary>A name that a right protects.</summary>
/// <param name="BrandId">The brand.</param>
/// <param name="RightId">The right, where one is known.</param>
/// <param name="Text">The name or an alias, in any script.</param>
public sealed record ProtectedName(string BrandId, string? RightId, string Text);

/// <summary>What a brand's name is doing in a text.</summary>
public enum MentionContext
{
    /// <summary>The article is offered as the brand's.</summary>
    Claims,

    /// <summary>The article is made for the brand's: a case, a part, a cartridge.</summary>
    Compatible,

    /// <summary>The article is compared with the brand's.</summary>
    Comparison,

    /// <summary>The brand's article, used before.</summary>
    SecondHand,

    /// <summary>The name is an ordinary word here.</summary>
    OrdinaryWord,
}

/// <summary>A protected name in a text. Evidence for those who review, never for the seller.</summary>
/// <param name="Name">The protected name.</param>
/// <param name="Form">Which form of it was found.</param>
/// <param name="Start">Where it starts, in UTF-16 units.</param>
/// <param name="Span">What stands there.</param>
/// <param name="How">How that had to be read.</param>
/// <param name="Certainty">How sure the reading is.</param>
/// <param name="Context">What it is doing there.</param>
/// <param name="Because">The word that says so; null where none does.</param>
public sealed record Mention(ProtectedName Name, NameForm Form, int Start, string Span, ReadAs How, Certainty Certainty, MentionContext Context, string? Because)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + Span.Length;

    /// <summary>True where an article is offered as the brand's, new or used.</summary>
    public bool IsOffered => Context is MentionContext.Claims or MentionContext.SecondHand;

    /// <summary>True where the name is hidden from a plain search.</summary>
    public bool IsDisguised => (How & ReadAs.Disguise) != ReadAs.Plain || Form == NameForm.LetterPair;
}

/// <summary>A phrase of a named list in a text.</summary>
/// <param name="Phrase">The phrase as the list has it.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="Span">What stands there.</param>
/// <param name="How">How that had to be read.</param>
public sealed record PhraseHit(ListedPhrase Phrase, int Start, string Span, ReadAs How);

/// <summary>What a text says of brands.</summary>
/// <param name="Mentions">Names, in the order of the text.</param>
/// <param name="Slang">Phrases of replica sellers that count.</param>
/// <param name="WasCut">True where the text was too long to be read whole.</param>
public sealed record TextMentions(IReadOnlyList<Mention> Mentions, IReadOnlyList<PhraseHit> Slang, bool WasCut)
{
    /// <summary>A text that says nothing of brands.</summary>
    public static TextMentions None { get; } = new([], [], false);

    /// <summary>True where an article is offered as a brand's, new or used.</summary>
    public bool OffersBrand => Mentions.Any(m => m.IsOffered);
}
