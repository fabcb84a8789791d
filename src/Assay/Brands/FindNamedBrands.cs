using System.Text;
using Assay.Warehouse;

namespace Assay.Brands;

/// <summary>
/// Finds which registered brand each listing names, in its brand column or its title, and leaves it in the table
/// <c>named_brands</c> (listing_id, brand_id, place: <c>brand</c> or <c>title</c>). Listings come from the session's table <c>scope_listings</c>.
/// </summary>
public sealed class FindNamedBrands(IWarehouse warehouse)
{
    private static readonly Sql EmptyAll = new("named brands", "DELETE FROM named_brands");

    /// <summary>Looks through the live listings of the sellers in scope as of a moment; returns how many name a brand.</summary>
    /// <param name="asOf">The moment.</param>
    /// <param name="ofAll">True where everybody is in scope: what stood of listings that are no more goes too.</param>
    /// <param name="stop">Stops.</param>
    public long Run(DateTime asOf, bool ofAll, CancellationToken stop)
    {
        warehouse.Run(ofAll ? EmptyAll : Sql.Load("Brands/forget_named.sql"));

        var names = new BrandNames(warehouse.Table(Sql.Load("Brands/brand_names.sql"), asOf).Select(r => (r[0]!, r[1]!)));
        using var listings = warehouse.Collect(Sql.Load("Brands/live_titles.sql"));
        using var writer = warehouse.Append("named_brands");
        long found = 0;
        var row = 0;
        while (listings.Next())
        {
            stop.ThrowIfCancellationRequested();
            for (var i = 0; i < listings.Count; i++)
            {
                var place = "brand"u8;
                var brand = names.FirstIn(Encoding.UTF8.GetString(listings.Text(1, i)));
                if (brand is null)
                {
                    place = "title"u8;
                    brand = names.FirstIn(Encoding.UTF8.GetString(listings.Text(2, i)));
                }

                if (brand is null)
                {
                    continue;
                }

                writer.SetText(0, row, listings.Text(0, i));
                writer.SetText(1, row, Encoding.UTF8.GetBytes(brand));
                writer.SetText(2, row, place);
                found++;
                if (++row == writer.Capacity)
                {
                    writer.Write(row);
                    row = 0;
                }
            }
        }

        writer.Write(row);
        writer.Finish();
        return found;
    }
}
