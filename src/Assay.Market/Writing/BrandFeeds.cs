namespace Assay.Market;

/// <summary>Writes what the brands give: names, rights, authorisations, products, tells, pictures.</summary>
internal static class BrandFeeds
{
    public static void Write(Folder feeds, Population market)
    {
        var brands = market.Catalogue.Brands.Concat(market.Catalogue.Staged).OrderBy(b => b.Id).ToArray();
        feeds.Write("brands.csv", "brand_id,name,aliases,holder,country", to => Array.ForEach(brands, b => Brand(to, b)));
        feeds.Write("rights.csv", "right_id,brand_id,kind,registration,jurisdiction,nice_classes,text,image_link,valid_from,valid_until", to => Array.ForEach(brands, b => Rights(to, b)));
        feeds.Write("products.csv", "product_id,brand_id,title,gtin,mpn,google_product_category,price,currency,countries,valid_from,image_link,attributes", to => Array.ForEach(brands, b => Products(to, b)));
        feeds.Write("images.csv", "image_id,brand_id,use,image_link", to => Array.ForEach(brands, b => Images(to, b)));
        feeds.Write("tells.csv", "tell_id,brand_id,product_id,kind,value,note", to => Array.ForEach(brands, b => Tells.Write(to, b, market.Opaque)));
        feeds.Write("authorisations.csv", "brand_id,seller_id,valid_from,valid_until,countries,google_product_categories", to => Authorisations(to, market));
    }

    private static void Brand(RowWriter to, Brand brand)
    {
        to.Id('b', brand.Id);
        to.Text(brand.Name);
        to.Text(string.Join('|', brand.Aliases));
        to.Text(brand.Holder);
        to.Word(brand.Country.Utf8);
        to.EndRow();
    }

    private static void Rights(RowWriter to, Brand brand)
    {
        foreach (var right in brand.Rights)
        {
            to.Id('g', right.Id);
            to.Id('b', brand.Id);
            to.Text(right.Kind);
            to.Text(right.Registration);
            to.Text(right.Jurisdiction);
            to.Text(right.Classes);
            to.Text(right.Text);
            to.Text(right.Kind is "figurative_mark" or "design" ? $"https://register.example.org/{right.Registration}.png" : null);
            to.Time(right.From);
            to.Time(right.From + (3652 * Clock.Day));
            to.EndRow();
        }
    }

    private static void Products(RowWriter to, Brand brand)
    {
        foreach (var product in brand.Products)
        {
            to.Id('p', product.Id);
            to.Id('b', brand.Id);
            to.Text($"{brand.Name} {product.Model} {product.Category.Nouns[0]}");
            to.Text(product.Gtin);
            to.Text(product.Mpn);
            to.Text(product.Category.Path);
            to.Amount(product.Cents, Currency.All[0]);
            to.Empty();
            to.Time(product.From);
            to.Text(Official(product, 0));
            to.Text($"{{\"{product.Category.Attribute}\":\"{product.Attribute}\",\"weight_g\":{product.Category.Grams}}}");
            to.EndRow();
        }
    }

    private static void Images(RowWriter to, Brand brand)
    {
        foreach (var product in brand.Products)
        {
            Image(to, product, 0, "official");
            Image(to, product, 1, product.Index % 5 == 0 ? "licensed" : "official");
            if (product.Index % 4 == 1)
            {
                Image(to, product, 2, "counterfeit");
            }
        }
    }

    private static void Image(RowWriter to, Product product, int angle, string use)
    {
        to.Id('j', product.OfficialPhoto(angle));
        to.Id('b', product.Brand.Id);
        to.Text(use);
        to.Text(Official(product, angle));
        to.EndRow();
    }

    private static string Official(Product product, int angle) => $"https://press.example.net/{Opaque.Text('j', product.OfficialPhoto(angle))}.jpg";

    private static void Authorisations(RowWriter to, Population market)
    {
        foreach (var seller in market.AllSellers.Where(s => s.Brand is not null).OrderBy(s => s.Id))
        {
            var limited = seller.Key % 4 == 0;
            to.Id('b', seller.Brand!.Id);
            to.Id('s', seller.Id);
            to.Time(seller.RegisteredAt);
            to.Time(seller.Key % 9 == 0 ? market.End + (200 * Clock.Day) : 0);
            to.Text(limited ? seller.Country.Code : null);
            to.Empty();
            to.EndRow();
        }
    }
}
