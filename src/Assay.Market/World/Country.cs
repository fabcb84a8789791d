using System.Text;

namespace Assay.Market;

internal enum Language
{
    English,
    Chinese,
    German,
    Spanish,
    Russian,
}

/// <summary>A town by ISO 3166-2 region and WGS 84 position.</summary>
internal sealed record City(string Name, string Region, double Latitude, double Longitude);

/// <summary>A country with its language, its money, and its share of sellers and buyers.</summary>
internal sealed record Country(int Index, string Code, Language Language, int Money, double Sellers, double Buyers, City[] Cities)
{
    public byte[] Utf8 { get; } = Encoding.ASCII.GetBytes(Code);

    public Currency Currency => Currency.All[Money];

    public static Country[] All { get; } =
    [
        new(0, "US", Language.English, 0, 0.19, 0.26,
            [new("Columbus", "US-OH", 39.96, -83.0), new("Fresno", "US-CA", 36.74, -119.79), new("Tampa", "US-FL", 27.95, -82.46),
             new("Newark", "US-NJ", 40.74, -74.17), new("Austin", "US-TX", 30.27, -97.74)]),
        new(1, "GB", Language.English, 2, 0.10, 0.13,
            [new("Leeds", "GB-LDS", 53.8, -1.55), new("Leicester", "GB-LCE", 52.63, -1.13), new("Croydon", "GB-CRY", 51.37, -0.1)]),
        new(2, "DE", Language.German, 1, 0.13, 0.16,
            [new("Leipzig", "DE-SN", 51.34, 12.37), new("Kassel", "DE-HE", 51.31, 9.48), new("Bochum", "DE-NW", 51.48, 7.22)]),
        new(3, "AT", Language.German, 1, 0.03, 0.04, [new("Graz", "AT-6", 47.07, 15.44), new("Linz", "AT-4", 48.31, 14.29)]),
        new(4, "ES", Language.Spanish, 1, 0.07, 0.09,
            [new("Zaragoza", "ES-AR", 41.65, -0.88), new("Murcia", "ES-MC", 37.98, -1.13), new("Vigo", "ES-GA", 42.24, -8.72)]),
        new(5, "MX", Language.Spanish, 5, 0.04, 0.06, [new("Puebla", "MX-PUE", 19.04, -98.2), new("Toluca", "MX-MEX", 19.29, -99.65)]),
        new(6, "CN", Language.Chinese, 3, 0.26, 0.13,
            [new("Wenzhou", "CN-ZJ", 28.0, 120.67), new("Foshan", "CN-GD", 23.02, 113.12), new("Quanzhou", "CN-FJ", 24.87, 118.68),
             new("Suzhou", "CN-JS", 31.3, 120.58), new("Baoding", "CN-HE", 38.87, 115.46), new("Zhuhai", "CN-GD", 22.27, 113.58)]),
        new(7, "HK", Language.Chinese, 6, 0.05, 0.03, [new("Kwun Tong", "HK", 22.31, 114.23), new("Tuen Mun", "HK", 22.39, 113.97)]),
        new(8, "JP", Language.English, 4, 0.05, 0.05, [new("Sendai", "JP-04", 38.27, 140.87), new("Kobe", "JP-28", 34.69, 135.2)]),
        new(9, "KZ", Language.Russian, 7, 0.04, 0.04, [new("Almaty", "KZ-75", 43.24, 76.89), new("Shymkent", "KZ-79", 42.32, 69.59)]),
        new(10, "TR", Language.English, 8, 0.04, 0.01, [new("Bursa", "TR-16", 40.18, 29.06), new("Mersin", "TR-33", 36.8, 34.63)]),
    ];

    public static double[] SellerWeights { get; } = [.. All.Select(c => c.Sellers)];

    public static double[] BuyerWeights { get; } = [.. All.Select(c => c.Buyers)];
}
