namespace Assay.Screening.Products.Pairs;

/// <summary>Pairs that are compared with each other's rivals: each once, by left and right row.</summary>
internal sealed class PairSet
{
    private readonly Dictionary<Pair, int> places;
    private readonly Dictionary<int, List<int>> byLeft = [];
    private readonly Dictionary<int, List<int>> byRight = [];

    /// <summary>Takes pairs in any order, also the same one several times.</summary>
    public PairSet(IEnumerable<Pair> pairs)
    {
        All = [.. pairs.Distinct().OrderBy(p => p.Left).ThenBy(p => p.Right)];
        places = All.Index().ToDictionary(p => p.Item, p => p.Index);
        for (var i = 0; i < All.Length; i++)
        {
            Add(byLeft, All[i].Left, i);
            Add(byRight, All[i].Right, i);
        }
    }

    /// <summary>The pairs.</summary>
    public Pair[] All { get; }

    /// <summary>The place of a pair.</summary>
    public int Place(Pair pair) => places[pair];

    /// <summary>Places of all pairs of a left row.</summary>
    public List<int> OfLeft(int left) => byLeft.GetValueOrDefault(left) ?? [];

    /// <summary>Places of all pairs of a right row.</summary>
    public List<int> OfRight(int right) => byRight[right];

    private static void Add(Dictionary<int, List<int>> groups, int key, int place)
    {
        if (!groups.TryGetValue(key, out var group))
        {
            groups[key] = group = [];
        }

        group.Add(place);
    }
}
