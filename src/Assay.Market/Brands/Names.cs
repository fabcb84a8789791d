namespace Assay.Market;

/// <summary>Names of brands, people, companies and shops, composed of syllables and words; none is anyone's.</summary>
internal static class Names
{
    private static readonly string[] s_heads =
    [
        "Bravo|布拉|Брав", "Caldo|卡尔|Калд", "Dorvi|多维|Дорв", "Eltha|艾塔|Элт", "Fenru|芬鲁|Фенр", "Galvo|高沃|Галв", "Hesko|赫科|Хеск", "Ilvar|伊瓦|Илвар",
        "Jorva|乔娃|Йорв", "Keska|凯卡|Кеск", "Lorvi|洛维|Лорв", "Morvu|莫沃|Морв", "Noruk|诺鲁|Норук", "Ostri|奥斯|Остри", "Pelvo|佩沃|Пелв", "Quarn|夸恩|Кварн",
        "Rusko|鲁科|Руск", "Selvu|赛沃|Селв", "Torva|托娃|Торв", "Ulmek|乌梅|Улмек", "Varke|瓦克|Варк", "Wendu|温度|Венд", "Yarvo|雅沃|Ярв", "Zolvi|佐维|Золв",
    ];

    private static readonly string[] s_tails =
        ["nique|尼克|ник", "thane|森|тан", "bury|伯里|бери", "meq|麦|мек", "lisse|莉丝|лис", "drane|德兰|дран", "quist|奎斯|квист", "phor|弗|фор", "stell|斯黛|стел", "wyn|温|вин"];

    private static readonly string[] s_firstWords = ["Copper", "Silent", "Northern", "Amber", "Hollow", "Paper", "Seventh", "Salt"];
    private static readonly string[] s_secondWords = ["Heron", "Quarry", "Lantern", "Orchard", "Anvil", "Tide", "Thistle", "Compass"];
    private static readonly string[] s_given = ["Adran", "Belise", "Corvin", "Dalma", "Erwan", "Fioren", "Gesa", "Halvor", "Ilka", "Jorun", "Katrel", "Lioba", "Mirsad", "Nerea", "Ottil", "Pavlin"];
    private static readonly string[] s_family = ["Aldenbrook", "Brastow", "Cendrell", "Dovanik", "Estermo", "Fallowin", "Grunveld", "Hesterlo", "Iverack", "Jandolin", "Kestovar", "Lindemar", "Morvaine", "Noskeva", "Orlinsko", "Pellavar"];
    private static readonly string[] s_chineseFamily = ["钱", "孙", "郑", "吴", "冯", "卫", "蒋", "沈", "韩", "朱", "秦", "许"];
    private static readonly string[] s_chineseGiven = ["雨桐", "子墨", "海涛", "丽华", "志远", "晓燕", "建平", "美玲", "文博", "静宜", "国栋", "思远"];
    private static readonly string[] s_shop = ["Corner", "Bright", "Daily", "Urban", "Green", "Little", "Prime", "Happy", "Blue", "Swift", "Royal", "Honest", "Star", "Home", "Lucky", "Metro"];
    private static readonly string[] s_shopEnd = ["Outlet", "Store", "Shop", "Trading", "Bazaar", "Deals", "Goods", "Market", "Boutique", "Supply", "House", "Direct", "Select", "Point"];
    private static readonly string[] s_chineseShop = ["优选", "时尚", "精品", "鑫达", "海淘", "潮流", "家居", "旗舰", "万家", "诚信", "天天", "品质"];
    private static readonly string[] s_chineseShopEnd = ["小店", "商行", "专营店", "百货", "工厂店", "贸易"];

    /// <summary>The n-th brand's name, with its Chinese and Cyrillic forms; every sixth is two everyday words, the hard kind.</summary>
    public static (string Name, string[] Aliases) Brand(int n)
    {
        if (n % 6 == 5)
        {
            var word = n / 6;
            var name = $"{s_firstWords[word % 8]} {s_secondWords[((word * 3) + (word / 8)) % 8]}";
            return (name, [name.Replace(" ", "", StringComparison.Ordinal)]);
        }

        var head = s_heads[n % s_heads.Length].Split('|');
        var tail = s_tails[((n * 7) + (n / s_heads.Length)) % s_tails.Length].Split('|');
        return (head[0] + tail[0], [head[1] + tail[1], head[2] + tail[2]]);
    }

    public static string Person(Language language, Rng rng) => language == Language.Chinese
        ? rng.Pick(s_chineseFamily) + rng.Pick(s_chineseGiven)
        : $"{rng.Pick(s_given)} {rng.Pick(s_family)}";

    public static string Company(Country country, Rng rng)
    {
        var form = country.Code switch
        {
            "US" => "LLC",
            "GB" or "HK" => "Ltd",
            "DE" or "AT" => "GmbH",
            "ES" => "S.L.",
            "MX" => "S.A. de C.V.",
            "JP" => "K.K.",
            "KZ" => "ТОО",
            "TR" => "A.Ş.",
            _ => "",
        };
        return country.Language == Language.Chinese && form.Length == 0
            ? $"{country.Cities[0].Name} {rng.Pick(s_chineseShop)}{rng.Pick(s_chineseGiven)}贸易有限公司"
            : $"{rng.Pick(s_family)} {rng.Pick(s_shopEnd)} {form}";
    }

    public static string Shop(Language language, Rng rng)
    {
        if (language == Language.Chinese && rng.Chance(0.7))
        {
            return $"{rng.Pick(s_chineseGiven)}{rng.Pick(s_chineseShop)}{rng.Pick(s_chineseShopEnd)}";
        }

        return rng.Below(3) switch
        {
            0 => $"{rng.Pick(s_shop)} {rng.Pick(s_family)} {rng.Pick(s_shopEnd)}",
            1 => $"{rng.Pick(s_family)}'s {rng.Pick(s_shopEnd)}",
            _ => $"{rng.Pick(s_shop)}{rng.Pick(s_shopEnd)}{rng.Between(1, 999)}",
        };
    }

    public static string Street(City city, Rng rng) => $"{rng.Between(1, 240)} {rng.Pick(s_secondWords)} Street, {city.Name}";
}
