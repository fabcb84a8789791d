using System.Text;
using Assay.Warehouse;

namespace Assay.Brands;

/// <summary>
/// Finds which registered brand each listing names, in its brand column or its title, and leaves it in the table
/// <c>named_brands</c> (listing_id, brand_id, place: <c>brand</c> or <c>title</c>).
/// </summary>
public sealed class FindNamedBrands(IWarehouse warehouse)
{
    private static readonly Sql Empty = new("named brands", "DELETE FROM named_brands");

    /// <summary>Looks through every live listing as of a moment; returns how many name a brand.</summary>
    public long Run(DateTime asOf, CancellationToken stop)
    {
        warehouse.Run(Empty);
        var names = new BrandNames(warehouse.Table(Sql.Load("Brands/brand_names.sql"), asOf).Select(r => (r[0]!, r[1]!)));
        using var reader = warehouse.Connect();
        using var stopping = reader.StopOn(stop);
        using var listings = reader.Query(Sql.Load("Brands/live_titles.sql"), asOf);
        using var writer = warehouse.Append("named_brands");
        long found = 0;
        var row = 0;
        while (listings.Next())
        {
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
