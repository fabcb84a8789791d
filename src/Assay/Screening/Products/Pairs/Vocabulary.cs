namespace Assay.Screening.Products.Pairs;

/// <summary>Terms and how rare each is: ln of all texts over the texts that have it.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> ordinals = new(StringComparer.Ordinal);
    private readonly List<int> texts = [];
    private readonly List<string> terms = [];
    private int count;

    /// <summary>How many terms there are.</summary>
    public int Count => texts.Count;

    /// <summary>The ordinals of a text's terms, each once, rising; the text counts towards how rare they are unless it is not <paramref name="counted"/>.</summary>
    public int[] Add(IEnumerable<string> of, bool counted = true)
    {
        count += counted ? 1 : 0;
        var found = new SortedSet<int>();
        foreach (var term in of)
        {
            if (!ordinals.TryGetValue(term, out var ordinal))
            {
                ordinals[term] = ordinal = texts.Count;
                texts.Add(0);
                terms.Add(term);
            }

            if (found.Add(ordinal) && counted)
            {
                texts[ordinal]++;
            }
        }

        return [.. found];
    }

    /// <summary>The rarity of a term: 0 for one in all texts.</summary>
    public double Rarity(int ordinal) => Math.Log((count + 1.0) / (texts[ordinal] + 0.5));

    /// <summary>In how many texts a term is.</summary>
    public int Texts(int ordinal) => texts[ordinal];

    /// <summary>The term.</summary>
    public string Term(int ordinal) => terms[ordinal];

    /// <summary>The rarity of a term by its text; that of a term of one text where it is unknown.</summary>
    public double Rarity(string term) => ordinals.TryGetValue(term, out var ordinal) ? Rarity(ordinal) : Math.Log((count + 1.0) / 1.5);

    /// <summary>The ordinal of a term; −1 where it is unknown.</summary>
    public int Find(string term) => ordinals.GetValueOrDefault(term, -1);

    /// <summary>The vector of terms, each weighing its rarity.</summary>
    public SparseVector Weigh(int[] of) => new(of, [.. of.Select(o => (float)Rarity(o))]);
}
