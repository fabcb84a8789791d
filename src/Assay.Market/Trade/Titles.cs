namespace Assay.Market;

/// <summary>What a listing says, in the five languages of the market.</summary>
internal static class Titles
{
    private static readonly string[][] s_adjectives =
    [
        ["new season", "classic", "limited", "original packaging", "fast shipping", "boxed", "unisex"],
        ["正品", "新款", "经典", "包邮", "现货", "限量"],
        ["neu", "original verpackt", "klassisch", "schneller Versand", "limitiert"],
        ["nuevo", "clásico", "envío rápido", "edición limitada", "con caja"],
        ["новый", "классика", "быстрая доставка", "в коробке", "лимит"],
    ];

    private static readonly string[][] s_slang =
    [
        ["1:1", "mirror quality", "AAA+", "replica grade A", "same factory", "UA batch", "super copy"],
        ["高仿", "1:1", "原单", "复刻", "A货", "超A", "顶级版本"],
        ["1:1 Qualität", "Replika", "1A Kopie", "wie Original"],
        ["réplica 1:1", "calidad espejo", "clon AAA", "imitación premium"],
        ["реплика", "люкс копия", "1:1", "качество ААА"],
    ];

    private static readonly string[][] s_innocent =
    [
        ["scale 1:1", "mirror finish", "for AAA batteries", "1:1 exchange within 30 days"], ["1:1 实物拍摄", "镜面"], ["Maßstab 1:1", "Spiegelglanz"], ["escala 1:1", "acabado espejo"], ["масштаб 1:1"],
    ];

    private static readonly string[] s_compatible = ["compatible with", "适用于", "kompatibel mit", "compatible con", "совместимо с"];

    private static readonly string[][] s_style =
    [
        ["designer style", "popular model", "celebrity same style", "premium line"], ["大牌同款", "明星同款", "网红爆款"], ["Designer-Stil", "Trendmodell"], ["estilo diseñador", "mismo modelo"], ["стиль люкс", "хит сезона"],
    ];

    private static readonly string[][] s_sentences =
    [
        ["Ships within two days.", "Please check the size chart, \"true to size\".", "Smoke-free home.", "Returns accepted for 30 days.", "Message me for more pictures, thanks!", "Stock is limited."],
        ["实物拍摄，支持七天退换。", "48小时内发货。", "有问题请联系客服。", "品质保证。"],
        ["Versand innerhalb von zwei Tagen.", "Rückgabe 30 Tage.", "Bei Fragen gerne schreiben, danke!", "Privatverkauf, keine Garantie."],
        ["Envío en 48 horas.", "Devoluciones en 30 días.", "Consulta la talla, por favor."],
        ["Отправка за два дня.", "Возврат 30 дней.", "Пишите, отвечу на вопросы."],
    ];

    public static void Write(Listing listing, Rng rng)
    {
        var noun = listing.Category.Noun(listing.Language);
        var variant = rng.Pick(listing.Category.Variants);
        listing.Title = listing.Goods switch
        {
            Goods.Unbranded => Join(OwnLabel(listing, rng), noun, variant, Adjective(listing, rng)),
            Goods.Accessory => Fitting(listing, rng),
            Goods.Counterfeit => Copied(listing, noun, variant, rng),
            _ => Join(NameOf(listing, rng), listing.Product!.Model, noun, rng.Chance(0.6) ? variant : "", Adjective(listing, rng)),
        };
        listing.Description = Describe(listing, rng);
    }

    private static string NameOf(Listing listing, Rng rng)
    {
        var brand = listing.Product!.Brand;
        listing.Brand = rng.Chance(0.75) ? brand.Name : null;
        return listing.Language == Language.Chinese && rng.Chance(0.5) ? brand.Aliases[0] : brand.Name;
    }

    private static string OwnLabel(Listing listing, Rng rng)
    {
        var label = listing.Seller.Habits.Kind == SellerKind.OwnLabel ? $"{(char)('A' + (int)(listing.Seller.Key % 26))}{Names.Shop(Language.English, rng).Split(' ')[0]}" : "";
        listing.Brand = label.Length > 0 && rng.Chance(0.6) ? label : null;
        return rng.Chance(0.2) ? Join(label, rng.Pick(s_style[(int)listing.Language])) : label;
    }

    private static string Fitting(Listing listing, Rng rng)
    {
        var product = listing.Product!;
        var thing = rng.Pick(listing.Category.Accessories);
        return Join(thing, s_compatible[(int)listing.Language], product.Brand.Name, rng.Chance(0.7) ? product.Model : "", rng.Pick(listing.Category.Variants));
    }

    private static string Copied(Listing listing, string noun, string variant, Rng rng)
    {
        var product = listing.Product!;
        var never = rng.Chance(0.12 * (1 - listing.Seller.Skill)) ? rng.Pick(listing.Category.NeverMade) : variant;
        var slang = listing.Slang ? rng.Pick(s_slang[(int)listing.Language]) : "";
        if (listing.Disguise == Disguise.Unnamed)
        {
            return Join(rng.Chance(0.6) ? rng.Pick(s_style[(int)listing.Language]) : "", rng.Chance(0.35) ? product.Model.Split(' ')[0] : "", noun, never, slang, slang.Length > 0 ? "" : Adjective(listing, rng));
        }

        var name = Disguises.Of(product.Brand, listing.Disguise, rng);
        listing.Brand = listing.Disguise == Disguise.Plain && rng.Chance(0.65) ? product.Brand.Name : null;
        return Join(name, Stuffed(listing, rng), rng.Chance(0.85) ? product.Model : "", noun, rng.Chance(0.7) ? never : "", slang, slang.Length > 0 ? "" : Adjective(listing, rng));
    }

    /// <summary>Some of the careless name a second brand, to be found by more searches.</summary>
    private static string Stuffed(Listing listing, Rng rng)
    {
        var other = rng.Pick(listing.Source!.Factory.Products).Brand;
        return rng.Chance(0.08 * (1 - listing.Seller.Skill)) && other != listing.Product!.Brand ? other.Name : "";
    }

    private static string Adjective(Listing listing, Rng rng) =>
        rng.Chance(0.04) ? rng.Pick(s_innocent[(int)listing.Language]) : rng.Chance(0.55) ? rng.Pick(s_adjectives[(int)listing.Language]) : "";

    private static string Describe(Listing listing, Rng rng)
    {
        var sentences = s_sentences[(int)listing.Language];
        var right = listing.Product?.Attribute;
        var wrong = listing.Fake && rng.Chance(0.35 * (1 - listing.Seller.Skill));
        var value = wrong || right is null ? rng.Pick(listing.Category.Values) : right;
        var fact = rng.Chance(0.5) ? $"{listing.Category.Attribute}: {value}." : "";
        var break_ = rng.Chance(0.05) ? "\n" : " ";
        return rng.Chance(0.12) ? "" : string.Join(break_, new[] { fact, rng.Pick(sentences), rng.Chance(0.5) ? rng.Pick(sentences) : "" }.Where(s => s.Length > 0));
    }

    private static string Join(params ReadOnlySpan<string> parts)
    {
        var title = "";
        foreach (var part in parts)
        {
            title = part.Length == 0 ? title : title.Length == 0 ? part : $"{title} {part}";
        }

        return title;
    }
}
