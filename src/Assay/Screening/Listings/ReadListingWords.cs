using Assay.Screening.Text;

namespace Assay.Screening.Listings;

/// <summary>
/// Reads the words of a listing: which brand it is about, whether it offers the brand's article or a part for it, slang, disguise. The one reading of scan and
/// gate: the same words and rules give the same answer. One of it serves one thread.
/// </summary>
/// <param name="rules">Names and lists.</param>
public sealed class ReadListingWords(TextRules rules)
{
    // In prose a batch, a clone and 1:1 are what they say; a description of a line or two is read as a title is.
    private const int LongestOfWeakSlang = 300;

    // 'make music' is no way to hide MakeMusic; 'Lo uis Vui tton' is one to hide Louis Vuitton.
    private const int LongestOfCutName = 4;

    private readonly ReadMentions read = new(rules);

    /// <summary>Reads.</summary>
    /// <param name="brand">What stands in the column for the brand; null for nothing.</param>
    /// <param name="title">The title.</param>
    /// <param name="description">The description; null for none.</param>
    public ListingReading Run(string? brand, string title, string? description)
    {
        // A line between them: words of the one say nothing of names in the other.
        var head = brand is null ? title : $"{brand}\n{title}";
        var start = head.Length - title.Length;
        var said = read.Run(head);
        var below = description is null ? TextMentions.None : read.Run(description, said.OffersBrand);
        var column = Best(said.Mentions, 0, start, null);
        var inTitle = Best(said.Mentions, start, head.Length, column?.Name.BrandId);
        var named = column ?? inTitle;
        var place = column is null ? NamedIn.Title : NamedIn.Brand;
        IReadOnlyList<PhraseHit> slang = said.Slang.Count + below.Slang.Count == 0
            ? []
            : [.. said.Slang.Select(h => h with { Start = Within(h.Start, start) }), .. below.Slang.Where(h => !h.Phrase.IsWeak || description!.Length <= LongestOfWeakSlang)];
        if (named is null && slang.Count > 0 && Best(below.Mentions, 0, int.MaxValue, null) is { } hiddenBelow)
        {
            (named, place) = (hiddenBelow, NamedIn.Description);
        }

        var decides = place == NamedIn.Description ? named : inTitle;
        var hidden = Hidden(said.Mentions, start) ?? (place == NamedIn.Description && named!.IsDisguised ? named : null);
        return new ListingReading(
            Within(named, start, place),
            place,
            decides is null ? (column is not null && !column.IsOffered) || WordPatterns.IsAccessory(title) : !decides.IsOffered,
            decides?.Context == MentionContext.SecondHand,
            slang,
            Within(hidden, start, place),
            hidden is not null || WordPatterns.IsDisguised(title));
    }

    // Places count within the column, the title, the description.
    private static Mention? Within(Mention? mention, int title, NamedIn place) =>
        mention is null || place == NamedIn.Description || mention.Start < title ? mention : mention with { Start = mention.Start - title };

    private static int Within(int place, int title) => place < title ? place : place - title;

    // What claims before what only refers, then what stands first. Of one brand alone where it is known.
    private static Mention? Best(IReadOnlyList<Mention> mentions, int from, int to, string? brandId)
    {
        Mention? best = null;
        foreach (var mention in mentions)
        {
            if (mention.Start >= from && mention.End <= to && mention.Context != MentionContext.OrdinaryWord
                && (brandId is null || mention.Name.BrandId == brandId) && (best is null || Rank(mention) < Rank(best)))
            {
                best = mention;
            }
        }

        return best;
    }

    private static int Rank(Mention mention) => mention.Context switch
    {
        MentionContext.Claims => 0,
        MentionContext.SecondHand => 1,
        MentionContext.Compatible => 2,
        _ => 3,
    };

    private static bool IsCutIntoWords(Mention mention) =>
        (mention.How & ReadAs.Disguise) == ReadAs.Spaced && mention.Span.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Max(w => w.Length) > LongestOfCutName;

    // What ends in another line than it starts is no name.
    private static Mention? Hidden(IReadOnlyList<Mention> mentions, int title)
    {
        foreach (var mention in mentions)
        {
            if (mention is { IsDisguised: true, IsOffered: true, Certainty: Certainty.Sure } && (mention.Start >= title || mention.End <= title) && !IsCutIntoWords(mention))
            {
                return mention;
            }
        }

        return null;
    }
}
