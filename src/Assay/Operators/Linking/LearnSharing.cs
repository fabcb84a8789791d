using Assay.Operators.Traits;
using Assay.Warehouse;

namespace Assay.Operators.Linking;

/// <summary>Learns from the pairs that people judged the same how often one hand shares each kind of trait.</summary>
internal static class LearnSharing
{
    /// <summary>Reads what stands of judgements, and what those sellers are known by.</summary>
    public static SharingOfSameHand Run(IWarehouse warehouse)
    {
        var judged = new Dictionary<(string, string), (long Both, long Shared)>();
        foreach (var row in warehouse.Table(Sql.Load("Operators/Linking/judged_same.sql")))
        {
            var bit = 1L << (int)Enum.Parse<TraitKind>(row[2]!, ignoreCase: true);
            var (both, shared) = judged.GetValueOrDefault((row[0]!, row[1]!));
            judged[(row[0]!, row[1]!)] = (both | bit, row[3] == "true" ? shared | bit : shared);
        }

        return SharingOfSameHand.Of(judged.Values);
    }
}
