using System.Collections.Concurrent;
using Assay.Screening.Text;

namespace Assay.Screening.Listings;

/// <summary>Readers of listings by the same rules, lent to one thread at a time and kept for the next.</summary>
/// <param name="rules">Names and lists.</param>
public sealed class ListingReaders(TextRules rules)
{
    private readonly ConcurrentBag<ReadListingWords> idle = [];

    /// <summary>By the named lists of this build, without any brand's name.</summary>
    public static ListingReaders OfNoNames { get; } = new(new TextRules([], WordLists.BuiltIn));

    /// <summary>Reads the words of a listing.</summary>
    public ListingReading Run(string? brand, string title, string? description)
    {
        var reader = idle.TryTake(out var lent) ? lent : new ReadListingWords(rules);
        try
        {
            return reader.Run(brand, title, description);
        }
        finally
        {
            idle.Add(reader);
        }
    }
}
