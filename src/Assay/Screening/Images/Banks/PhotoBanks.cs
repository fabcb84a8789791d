using System.Runtime.InteropServices;
using Assay.Screening.Images.Pdq;
using Assay.Screening.Images.Search;
using Assay.Warehouse;

namespace Assay.Screening.Images.Banks;

/// <summary>What a photo in the brands' banks says of a seller's listing.</summary>
/// <param name="IsCounterfeit">It is a photo of a counterfeit.</param>
/// <param name="IsOfficial">It is an official photo of a brand that has not authorised the seller.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BankFinding(bool IsCounterfeit, bool IsOfficial)
{
    /// <summary>What either says.</summary>
    public BankFinding Or(BankFinding other) => new(IsCounterfeit || other.IsCounterfeit, IsOfficial || other.IsOfficial);
}

/// <summary>The brands' banks in memory, in all eight orientations: says of a photo what <c>image_matches(t)</c> says of one that was compared. Any number of threads may ask.</summary>
public sealed class PhotoBanks
{
    private readonly HammingIndex index = new();
    private readonly List<BankImage> images = [];

    private PhotoBanks()
    {
    }

    /// <summary>No images.</summary>
    public static PhotoBanks None { get; } = new();

    /// <summary>Reads the banks as of a moment: what <c>assay images</c> has compared, without entries in quarantine.</summary>
    public static PhotoBanks Read(IWarehouse warehouse, DateTime asOf)
    {
        var banks = new PhotoBanks();
        foreach (var row in warehouse.Table(Sql.Load("Screening/Images/Banks/bank_images.sql"), asOf))
        {
            banks.images.Add(new BankImage(row[1]!, row[2]!, int.Parse(row[5]!)));
            banks.index.Add([.. BankEntry.Of(row[0]!, row[3]!, row[4]!).Hashes]);
        }

        banks.index.Merge(Environment.ProcessorCount);
        return banks;
    }

    /// <summary>What a photo says. A licensed image that is as near takes an image's word; plain pictures, which are like all others, say nothing.</summary>
    /// <param name="photo">The photo's hash.</param>
    /// <param name="isAuthorised">True for a brand that authorised the seller.</param>
    public BankFinding Find(PdqHash photo, Func<string, bool> isAuthorised)
    {
        if (images.Count == 0 || MatchImages.IsPlain(photo))
        {
            return default;
        }

        var near = index.Search(photo, PdqHash.SamePicture).Select(m => (Image: images[m.Entry / 8], m.Distance)).Where(m => m.Distance <= m.Image.Within).ToList();
        var licensed = near.Where(m => m.Image.Bank == "licensed").Select(m => m.Distance).DefaultIfEmpty(int.MaxValue).Min();
        return new BankFinding(
            near.Exists(m => m.Image.Bank == "counterfeit" && m.Distance < licensed),
            near.Exists(m => m.Image.Bank == "official" && m.Distance < licensed && !isAuthorised(m.Image.BrandId)));
    }

    private sealed record BankImage(string BrandId, string Bank, int Within);
}
