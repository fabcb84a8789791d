using Assay.Warehouse;

namespace Assay.Operators.Linking;

/// <summary>What people said of pairs, as it stands at a moment: the latest of each pair that was not withdrawn by then.</summary>
/// <param name="Same">Pairs that are the same hand.</param>
/// <param name="NotSame">Pairs that are not.</param>
internal sealed record JudgedPairs(IReadOnlyList<(int One, int Other)> Same, IReadOnlyList<(int One, int Other)> NotSame)
{
    /// <summary>Reads them; pairs of sellers who are not known at the moment are left out.</summary>
    /// <param name="warehouse">The warehouse.</param>
    /// <param name="ordinals">Sellers by id.</param>
    public static JudgedPairs Read(IWarehouse warehouse, IReadOnlyDictionary<string, int> ordinals)
    {
        var (same, notSame) = (new List<(int, int)>(), new List<(int, int)>());
        foreach (var row in warehouse.Table(Sql.Load("Operators/Linking/standing_judgements.sql")))
        {
            if (ordinals.TryGetValue(row[0]!, out var one) && ordinals.TryGetValue(row[1]!, out var other))
            {
                var pair = (Math.Min(one, other), Math.Max(one, other));
                (row[2] == "same" ? same : row[2] == "not_same" ? notSame : []).Add(pair);
            }
        }

        return new JudgedPairs(same, notSame);
    }
}
