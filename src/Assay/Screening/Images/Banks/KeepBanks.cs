using Assay.Screening.Images.Pdq;
using Assay.Warehouse;

namespace Assay.Screening.Images.Banks;

/// <summary>An entry that matches too much.</summary>
/// <param name="ImageId">The image.</param>
/// <param name="BrandId">Its brand.</param>
/// <param name="Bank">Its bank.</param>
/// <param name="Photos">Photos that it matched.</param>
/// <param name="Since">Since when it is in quarantine.</param>
public sealed record QuarantinedEntry(string ImageId, string BrandId, string Bank, long Photos, string Since);

/// <summary>What a person decides about the banks: an entry that may speak again, how near a photo must be.</summary>
/// <param name="warehouse">Where the banks are.</param>
/// <param name="clock">When it was decided.</param>
public sealed class KeepBanks(IWarehouse warehouse, TimeProvider clock)
{
    private static readonly string[] Banks = ["counterfeit", "official", "licensed"];

    private static readonly Sql Kept = new("entries in quarantine", """
        SELECT e.image_id, i.brand_id, CAST(i."use" AS VARCHAR), e.photos, e.quarantined_at FROM bank_entries AS e JOIN images AS i USING (image_id)
        WHERE e.quarantined_at IS NOT NULL AND coalesce(e.released_at < e.quarantined_at, true) ORDER BY e.photos DESC, e.image_id
        """);

    private static readonly Sql Let = new("released entry", "UPDATE bank_entries SET released_at = greatest($2, quarantined_at) WHERE image_id = $1 AND quarantined_at IS NOT NULL AND coalesce(released_at < quarantined_at, true)");
    private static readonly Sql Set = new("a bank's distance", "UPDATE image_banks SET within = $2 WHERE CAST(bank AS VARCHAR) = $1");

    /// <summary>Entries in quarantine, those that match most first.</summary>
    public IReadOnlyList<QuarantinedEntry> InQuarantine() => [.. warehouse.Table(Kept).Select(r => new QuarantinedEntry(r[0]!, r[1]!, r[2]!, long.Parse(r[3]!), r[4]!))];

    /// <summary>Lets an entry speak again, until it grows tenfold once more; null where it does, else why not.</summary>
    public Failure? Release(string imageId)
    {
        using var transaction = warehouse.Begin();
        if (warehouse.Run(Let, imageId, clock.GetUtcNow().UtcDateTime) == 0)
        {
            return new Failure($"No entry '{imageId}' is in quarantine", "the id of an image that assay images quarantine lists", "Name one of those");
        }

        transaction.Commit();
        return null;
    }

    /// <summary>Sets how many bits of 256 may differ for a bank to speak of the same photo; null where it is set, else why not.</summary>
    public Failure? SetDistance(string bank, int bits)
    {
        if (!Banks.Contains(bank, StringComparer.Ordinal))
        {
            return new Failure($"There is no bank '{bank}'", string.Join(", ", Banks), "Name one of these");
        }

        if (bits is < 0 or > PdqHash.SamePicture)
        {
            return new Failure($"{bits} bits came", $"0 to {PdqHash.SamePicture}: beyond that unlike pictures match", "Choose fewer");
        }

        warehouse.Run(Set, bank, bits);
        return null;
    }
}
