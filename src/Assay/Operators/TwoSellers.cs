using Assay.Warehouse;

namespace Assay.Operators;

/// <summary>Two sellers that a person names.</summary>
internal static class TwoSellers
{
    private static readonly Sql Known = new("known seller", "SELECT count(*) FROM sellers WHERE seller_id = $1");

    /// <summary>Why these are not two known sellers; null where they are.</summary>
    public static Failure? Refuse(IWarehouse warehouse, string one, string other)
    {
        if (one == other)
        {
            return new Failure($"{one} was named twice", "two sellers", "Name another");
        }

        return Array.Find([one, other], id => warehouse.Number(Known, id) == 0) is { } strange
            ? new Failure($"'{strange}' is no seller", "a seller_id as the feeds spell it", "Look for it with: assay sql \"SELECT seller_id, shop_name FROM sellers LIMIT 20\"")
            : null;
    }
}
