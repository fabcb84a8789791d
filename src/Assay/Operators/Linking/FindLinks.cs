using Assay.Operators.Traits;

namespace Assay.Operators.Linking;

/// <summary>Two sellers by their ordinals, the lower first, with what they came to.</summary>
/// <param name="One">The lower ordinal.</param>
/// <param name="Other">The higher.</param>
/// <param name="Weighed">What they came to.</param>
internal sealed record SellerPair(int One, int Other, WeighedPair Weighed);

/// <summary>Weighs every two sellers who share a trait that both control and of whom one is touched at least.</summary>
internal sealed class FindLinks(TraitsOfSellers traits, WeighPair weigh)
{
    // A value that more sellers have makes no pair by itself; it still counts for pairs that something else makes.
    private const int MostHoldersOfPair = 50;

    /// <summary>The linked pairs, by their ordinals.</summary>
    public List<SellerPair> Run(CancellationToken stop)
    {
        var links = new List<SellerPair>();
        foreach (var (one, other) in Pairs(stop))
        {
            var weighed = Weigh(one, other);
            if (weighed.IsLink)
            {
                links.Add(new SellerPair(one, other, weighed));
            }
        }

        return links;
    }

    /// <summary>Weighs two sellers, whatever they share.</summary>
    public WeighedPair Weigh(int one, int other) => weigh.Run(Shared(one, other), traits.Sellers[one].Kinds & traits.Sellers[other].Kinds);

    /// <summary>What two sellers share: of each kind the value that fewest others have.</summary>
    public IReadOnlyList<SharedTrait> Shared(int one, int other)
    {
        var rarest = new Dictionary<TraitKind, SharedTrait>();
        var (a, b) = (traits.Sellers[one].Held, traits.Sellers[other].Held);
        var (i, j) = (0, 0);
        while (i < a.Count && j < b.Count)
        {
            if (a[i].Value == b[j].Value)
            {
                var trait = Between(a[i], b[j]);
                if (!rarest.TryGetValue(trait.Kind, out var best) || (trait.Holders, trait.DaysApart, trait.Value).CompareTo((best.Holders, best.DaysApart, best.Value)) < 0)
                {
                    rarest[trait.Kind] = trait;
                }
            }

            (i, j) = a[i].Value.CompareTo(b[j].Value) switch
            {
                < 0 => (i + 1, j),
                > 0 => (i, j + 1),
                _ => (i + 1, j + 1),
            };
        }

        return [.. rarest.Values.OrderBy(t => t.Kind)];
    }

    private SharedTrait Between(HeldValue a, HeldValue b)
    {
        var value = traits.Values[a.Value];
        var since = Math.Max(a.First, b.First);
        var apart = Math.Max(0, since - Math.Min(a.Last, b.Last)) / (double)TimeSpan.MicrosecondsPerDay;
        return new SharedTrait(value.Kind, a.Value, value.Sellers.Count, since, apart);
    }

    private IEnumerable<(int One, int Other)> Pairs(CancellationToken stop)
    {
        var pairs = new HashSet<(int, int)>();
        foreach (var value in traits.Values.Where(v => Explanations.IsControlled(v.Kind) && v.Sellers.Count <= MostHoldersOfPair))
        {
            stop.ThrowIfCancellationRequested();
            for (var i = 0; i < value.Sellers.Count; i++)
            {
                for (var j = i + 1; j < value.Sellers.Count; j++)
                {
                    var pair = (Math.Min(value.Sellers[i], value.Sellers[j]), Math.Max(value.Sellers[i], value.Sellers[j]));
                    if (traits.Sellers[pair.Item1].IsTouched || traits.Sellers[pair.Item2].IsTouched)
                    {
                        pairs.Add(pair);
                    }
                }
            }
        }

        return pairs.Order();
    }
}
