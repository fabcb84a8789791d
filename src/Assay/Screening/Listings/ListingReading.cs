using Assay.Screening.Text;

namespace Assay.Screening.Listings;

/// <summary>Where a listing names a brand.</summary>
public enum NamedIn
{
    /// <summary>In the column for the brand.</summary>
    Brand,

    /// <summary>In its title.</summary>
    Title,

    /// <summary>In its description alone, which counts where it speaks of replicas.</summary>
    Description,
}

/// <summary>What the words of a listing say.</summary>
/// <param name="Named">How the registered brand is named that the listing is about; null where it is about none.</param>
/// <param name="Place">Where that stands.</param>
/// <param name="IsAccessory">True where a part, a case or something compared with the brand's article is offered, not the article.</param>
/// <param name="IsSecondHand">True where the words say that it was used before.</param>
/// <param name="Slang">Words of replica sellers.</param>
/// <param name="Hidden">A name that is hidden from a search; null where none is.</param>
/// <param name="IsDisguised">True where a name is hidden, or letters are mixed as one does to hide a name.</param>
public sealed record ListingReading(Mention? Named, NamedIn Place, bool IsAccessory, bool IsSecondHand, IReadOnlyList<PhraseHit> Slang, Mention? Hidden, bool IsDisguised)
{
    /// <summary>Words that say nothing.</summary>
    public static ListingReading Nothing { get; } = new(null, NamedIn.Title, false, false, [], null, false);

    /// <summary>The brand that it is about; null for none.</summary>
    public string? BrandId => Named?.Name.BrandId;

    /// <summary>True where the words are those of replica sellers.</summary>
    public bool IsSlang => Slang.Count > 0;

    /// <summary>What was found and how it was read, for reviewers and never for the seller.</summary>
    public IEnumerable<string> Evidence =>
        new[] { Named, Hidden }.OfType<Mention>().Distinct().Select(SayMentions.ToReviewer).Concat(Slang.Select(SayMentions.ToReviewer)).Distinct();
}
