using System.Text;
using Assay.Warehouse;

namespace Assay.Brands.Rights;

/// <summary>What holders registered and whom they authorised, as known at a moment.</summary>
public sealed class RightsOfBrands
{
    private readonly ILookup<string, Right> rights;
    private readonly ILookup<(string BrandId, string SellerId), Authorisation> authorisations;
    private readonly ILookup<string, Authorisation> byBrand;

    /// <summary>Gathers them.</summary>
    public RightsOfBrands(IEnumerable<Right> rights, IReadOnlyCollection<Authorisation> authorisations)
    {
        this.rights = rights.ToLookup(r => r.BrandId, StringComparer.Ordinal);
        this.authorisations = authorisations.ToLookup(a => (a.BrandId, a.SellerId));
        byBrand = authorisations.ToLookup(a => a.BrandId, StringComparer.Ordinal);
    }

    /// <summary>Reads what was known at a moment.</summary>
    public static RightsOfBrands Read(IWarehouse warehouse, DateTime asOf)
    {
        var held = new List<Right>();
        using (var rows = warehouse.Collect(Sql.Load("Brands/Rights/rights.sql"), asOf))
        {
            while (rows.Next())
            {
                held.AddRange(Enumerable.Range(0, rows.Count).Select(i => RightOf(rows, i)));
            }
        }

        var given = new List<Authorisation>();
        using (var rows = warehouse.Collect(Sql.Load("Brands/Rights/authorisations.sql"), asOf))
        {
            while (rows.Next())
            {
                given.AddRange(Enumerable.Range(0, rows.Count).Select(i => Authorisation.Of(
                    Word(rows, 0, i)!, Word(rows, 1, i)!, Moment(rows, 2, i)!.Value, Moment(rows, 3, i), Word(rows, 4, i), Word(rows, 5, i))));
            }
        }

        return new RightsOfBrands(held, given);
    }

    /// <summary>True where rights of the brand are on file, whatever their kind.</summary>
    public bool HasRights(string brandId) => rights.Contains(brandId);

    /// <summary>The right of that id among the brand's; null where it is not known.</summary>
    public Right? Find(string brandId, string rightId) => rights[brandId].FirstOrDefault(r => r.RightId == rightId);

    /// <summary>True where an authorisation of the brand holds at a moment, whoever's.</summary>
    public bool Authorises(string brandId, DateTime at) => byBrand[brandId].Any(a => a.HoldsAt(at));

    /// <summary>True where some authorisation of the seller by the brand holds at a moment.</summary>
    public bool HasLeave(string brandId, string sellerId, DateTime at) => authorisations[(brandId, sellerId)].Any(a => a.HoldsAt(at));

    /// <summary>True where the brand authorised the seller for this.</summary>
    public bool IsAuthorised(string brandId, Offer offer) => authorisations[(brandId, offer.SellerId)].Any(a => a.Covers(offer));

    /// <summary>The ground of a match with a brand by its rights, of a seller whom it did not authorise.</summary>
    /// <param name="brandId">The brand.</param>
    /// <param name="kinds">Kinds of rights that the match could touch.</param>
    /// <param name="offer">The offer.</param>
    public Ground GroundOf(string brandId, IReadOnlyCollection<RightKind> kinds, Offer offer) =>
        FindGround.Run(rights[brandId], [], kinds, offer);

    private static Right RightOf(IRows rows, int i) => new(
        Word(rows, 0, i)!, Word(rows, 1, i)!, KindOf(Word(rows, 2, i)!), Word(rows, 3, i)!, Jurisdiction.Parse(Word(rows, 4, i)!), NiceClasses.Parse(Word(rows, 5, i)), Moment(rows, 6, i), Moment(rows, 7, i));

    private static RightKind KindOf(string spelt) => spelt switch
    {
        "word_mark" => RightKind.WordMark,
        "figurative_mark" => RightKind.FigurativeMark,
        "design" => RightKind.Design,
        "patent" => RightKind.Patent,
        "copyright" => RightKind.Copyright,
        _ => throw new InvalidOperationException($"{spelt} is no kind of right that this build knows."),
    };

    private static string? Word(IRows rows, int column, int row) => rows.IsNull(column, row) ? null : Encoding.UTF8.GetString(rows.Text(column, row));

    private static DateTime? Moment(IRows rows, int column, int row) => rows.IsNull(column, row) ? null : Moments.FromMicros(rows.Values<long>(column)[row]);
}
