using System.Text;
using Assay.Warehouse;

namespace Assay.Screening.Products.Claims;

/// <summary>Writes claims to <c>product_claims</c>.</summary>
internal sealed class ClaimWriter(ITableWriter table, long asOf) : IDisposable
{
    private int row;

    /// <summary>Adds a claim.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="contradictions">Its contradictions as JSON.</param>
    public void Write(ProductClaim claim, string contradictions)
    {
        Text(0, claim.ListingId);
        if (claim.Product is { } product && claim.Probability is { } probability)
        {
            Text(1, product.Id);
            table.Values<double>(3)[row] = probability;
        }
        else
        {
            table.SetNull(1, row);
            table.SetNull(3, row);
        }

        Text(2, claim.BrandId);
        Text(4, claim.Reasons);
        Text(5, contradictions);
        Text(6, string.Join(" | ", claim.LookFor));
        table.Values<long>(7)[row] = asOf;
        if (++row == table.Capacity)
        {
            table.Write(row);
            row = 0;
        }
    }

    /// <summary>Hands all of it over.</summary>
    public void Finish()
    {
        table.Write(row);
        table.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => table.Dispose();

    private void Text(int column, string text) => table.SetText(column, row, Encoding.UTF8.GetBytes(text));
}
