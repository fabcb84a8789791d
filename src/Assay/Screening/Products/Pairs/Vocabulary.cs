namespace Assay.Screening.Products.Pairs;

/// <summary>Terms and how rare each is: ln of all texts over the texts that have it.</summary>
/// <param name="known">A vocabulary that this one goes on from: its terms are known, new ones stand here alone and count in no text. Null for none.</param>
internal sealed class Vocabulary(Vocabulary? known = null)
{
    private readonly Dictionary<string, int> ordinals = new(StringComparer.Ordinal);
    private readonly List<int> texts = [];
    private readonly int offset = known?.Count ?? 0;
    private int count;

    /// <summary>How many terms there are.</summary>
    public int Count => offset + texts.Count;

    private int AllTexts => known?.AllTexts ?? count;

    /// <summary>Counts a text and returns the ordinals of its terms, each once, rising.</summary>
    public int[] Add(IEnumerable<string> of)
    {
        count++;
        var found = new SortedSet<int>();
        foreach (var term in of)
        {
            var ordinal = Find(term);
            if (ordinal < 0)
            {
                ordinals[term] = ordinal = Count;
                texts.Add(0);
            }

            if (found.Add(ordinal) && known is null)
            {
                texts[ordinal]++;
            }
        }

        return [.. found];
    }

    /// <summary>The rarity of a term: 0 for one in all texts.</summary>
    public double Rarity(int ordinal) => Math.Log((AllTexts + 1.0) / ((known is null ? texts[ordinal] : ordinal < offset ? known.texts[ordinal] : 0) + 0.5));

    /// <summary>The rarity of a term by its text.</summary>
    public double Rarity(string term) => Find(term) is var ordinal and >= 0 ? Rarity(ordinal) : Math.Log((AllTexts + 1.0) / 0.5);

    /// <summary>The ordinal of a term; −1 where it is unknown.</summary>
    public int Find(string term) => ordinals.TryGetValue(term, out var ordinal) ? ordinal : known?.Find(term) ?? -1;

    /// <summary>The vector of terms, each weighing its rarity.</summary>
    public SparseVector Weigh(int[] of) => new(of, [.. of.Select(o => (float)Rarity(o))]);
}
