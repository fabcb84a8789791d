namespace Assay.Market;

/// <summary>A kind of goods: its words in five languages, price and weight, customs code, variants, and what an accessory for it is called.</summary>
internal sealed record Category(
    string Path, string[] Nouns, string Hs, int Grams, int LowDollars, int HighDollars, string[] Variants, string[] NeverMade,
    string[] Accessories, string Attribute, string[] Values)
{
    private static readonly string[] s_colours = ["black", "white", "navy", "olive", "sand", "burgundy"];
    private static readonly string[] s_colours2 = ["gold", "neon green", "rainbow"];

    /// <summary>The noun in the language of a market.</summary>
    public string Noun(Language language) => Nouns[(int)language];

    public static Category[] All { get; } =
    [
        new("Apparel & Accessories > Shoes", ["sneakers", "运动鞋", "Sneaker", "zapatillas", "кроссовки"], "640411", 900, 60, 220,
            ["EU 38", "EU 40", "EU 42", "EU 43", "EU 45"], ["EU 49", "EU 34.5"], ["laces", "insoles"], "sole", ["gum rubber", "EVA foam"]),
        new("Apparel & Accessories > Handbags, Wallets & Cases > Handbags", ["handbag", "手提包", "Handtasche", "bolso", "сумка"], "420221", 800, 120, 1800,
            s_colours, s_colours2, ["bag organiser", "shoulder strap"], "lining", ["cotton twill", "suede"]),
        new("Apparel & Accessories > Jewelry > Watches", ["watch", "手表", "Armbanduhr", "reloj", "часы"], "910211", 200, 90, 2500,
            ["steel", "blue dial", "black dial", "leather strap"], ["purple dial", "two-tone rose"], ["watch strap", "screen protector"], "movement", ["automatic", "quartz"]),
        new("Electronics > Audio > Audio Components > Headphones & Headsets > Headphones", ["wireless earbuds", "无线耳机", "Kopfhörer", "auriculares", "наушники"], "851830", 150, 50, 350,
            s_colours, s_colours2, ["charging case cover", "ear tips"], "battery", ["24 h", "30 h"]),
        new("Electronics > Electronics Accessories > Power > Power Adapters & Chargers", ["USB-C charger", "充电器", "Ladegerät", "cargador", "зарядное устройство"], "850440", 120, 15, 70,
            ["30 W", "45 W", "65 W"], ["240 W", "90 W"], ["cable", "travel adapter"], "ports", ["1", "2", "3"]),
        new("Health & Beauty > Personal Care > Cosmetics > Perfume & Cologne", ["eau de parfum", "香水", "Parfüm", "perfume", "духи"], "330300", 300, 40, 220,
            ["30 ml", "50 ml", "100 ml"], ["75 ml", "120 ml"], ["travel atomiser", "gift box"], "family", ["citrus", "amber", "floral"]),
        new("Health & Beauty > Personal Care > Cosmetics > Skin Care", ["face cream", "面霜", "Gesichtscreme", "crema facial", "крем для лица"], "330499", 180, 20, 120,
            ["15 ml", "50 ml"], ["80 ml", "200 ml"], ["spatula set", "refill jar"], "skin type", ["dry", "all"]),
        new("Apparel & Accessories > Clothing Accessories > Sunglasses", ["sunglasses", "太阳镜", "Sonnenbrille", "gafas de sol", "солнцезащитные очки"], "900410", 120, 40, 280,
            s_colours, s_colours2, ["glasses case", "replacement lenses"], "lens", ["polarised", "mirrored"]),
        new("Apparel & Accessories > Clothing > Outerwear > Coats & Jackets", ["jacket", "夹克", "Jacke", "chaqueta", "куртка"], "620140", 1100, 70, 600,
            ["S", "M", "L", "XL"], ["XXS", "5XL"], ["detachable hood", "zip pulls"], "filling", ["down", "recycled polyester"]),
        new("Hardware > Tools > Drills > Handheld Power Drills", ["cordless drill", "电钻", "Akkuschrauber", "taladro", "шуруповёрт"], "846721", 1900, 60, 260,
            ["12 V", "18 V"], ["21 V", "36 V"], ["battery adapter", "drill bits"], "torque", ["35 Nm", "60 Nm"]),
        new("Toys & Games > Toys > Building Toys", ["building set", "积木", "Bausatz", "set de construcción", "конструктор"], "950300", 950, 20, 240,
            ["412 pcs", "860 pcs", "1204 pcs"], ["1500 pcs", "99 pcs"], ["light kit", "display stand"], "age", ["6+", "9+", "14+"]),
        new("Hardware > Hardware Accessories", ["ball bearing", "滚珠轴承", "Kugellager", "rodamiento", "подшипник"], "848210", 260, 8, 90,
            ["25×52×15", "30×62×16", "40×80×18"], ["41×80×18", "26×52×15"], ["bearing puller", "grease"], "clearance", ["C2", "C3"]),
        new("Electronics > Print, Copy, Scan & Fax > Printer, Copier & Fax Machine Accessories > Printer Consumables > Toner & Inkjet Cartridges", ["toner cartridge", "硒鼓", "Toner", "tóner", "картридж"], "844399", 700, 25, 160,
            ["black", "cyan", "magenta", "yellow"], ["photo grey", "XXL black"], ["refill kit", "chip"], "pages", ["1500", "3000"]),
        new("Vehicles & Parts > Vehicle Parts & Accessories > Motor Vehicle Parts > Motor Vehicle Braking", ["brake pads", "刹车片", "Bremsbeläge", "pastillas de freno", "тормозные колодки"], "870830", 1400, 25, 140,
            ["front", "rear"], ["centre", "universal"], ["fitting kit", "wear sensor"], "compound", ["ceramic", "low-metal"]),
    ];

    public static Category Watches => All[2];

    public static Category MemoryModules { get; } = new("Electronics > Electronics Accessories > Memory > RAM", ["server memory module", "服务器内存条", "Speichermodul", "módulo de memoria", "модуль памяти"],
        "847330", 60, 780, 1500, ["128 GB", "192 GB", "256 GB"], ["48 GB ECC", "200 GB"], ["heat spreader", "slot cover"], "speed", ["4800 MT/s", "5600 MT/s"]);

    public static Category Cigarettes { get; } = new("Food, Beverages & Tobacco > Tobacco Products > Cigarettes", ["cigarettes carton", "香烟整条", "Zigaretten Stange", "cartón de cigarrillos", "блок сигарет"],
        "240220", 330, 60, 130, ["200 pcs", "soft pack", "hard pack"], ["180 pcs", "menthol slim"], ["cigarette case", "lighter"], "tar", ["6 mg", "10 mg"]);

    public static Category Pesticides { get; } = new("Home & Garden > Household Supplies > Pest Control > Pesticides", ["herbicide concentrate", "除草剂", "Unkrautvernichter", "herbicida", "гербицид"],
        "380893", 1150, 18, 70, ["500 ml", "1 l", "5 l"], ["750 ml", "3 l"], ["sprayer nozzle", "measuring cup"], "concentration", ["360 g/l", "480 g/l"]);
}
