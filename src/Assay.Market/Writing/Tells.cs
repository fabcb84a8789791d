namespace Assay.Market;

/// <summary>Writes how a brand tells its goods from copies.</summary>
internal static class Tells
{
    public static void Write(RowWriter to, Brand brand, Opaque opaque)
    {
        if (brand.Troll)
        {
            return;
        }

        var number = brand.Index * 64;
        Row(to, opaque.Id('w', number++), brand, null, "mpn_pattern", $"^{brand.Series}-[0-9]{{4}}(/[BW])?$", "our model numbers look like this");
        foreach (var category in brand.Products.Select(p => p.Category).Distinct())
        {
            foreach (var never in category.NeverMade)
            {
                Row(to, opaque.Id('w', number++), brand, null, "never_made", never, $"not made for: {category.Nouns[0]}");
            }
        }

        foreach (var product in brand.Products.Where(p => p.Index % 3 == 0))
        {
            Row(to, opaque.Id('w', number++), brand, product, "specification", $"{product.Category.Attribute}={product.Attribute}", null);
        }

        Row(to, opaque.Id('w', number++), brand, null, brand.Index % 2 == 0 ? "packaging" : "mark", brand.Index % 2 == 0 ? "paper sleeve without plastic film" : "the logo is embossed, never printed", null);
    }

    private static void Row(RowWriter to, ulong id, Brand brand, Product? product, string kind, string value, string? note)
    {
        to.Id('w', id);
        to.Id('b', brand.Id);
        to.Id('p', product?.Id ?? 0);
        to.Text(kind);
        to.Text(value);
        to.Text(note);
        to.EndRow();
    }
}
