namespace Assay.Market;

/// <summary>Bijective 64-bit mixing: distinct numbers stay distinct, so ids made by it never collide.</summary>
internal static class Mix
{
    /// <summary>The finaliser of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Of(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    public static ulong Of(ulong a, ulong b) => Of(Of(a) ^ b);

    public static ulong Of(ulong a, ulong b, ulong c) => Of(Of(Of(a) ^ b) ^ c);

    /// <summary>FNV-1a over the UTF-16 units of a stream's name.</summary>
    public static ulong Name(string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (var c in name)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return Of(hash);
    }

    /// <summary>A number in [0, 1) from the upper 53 bits.</summary>
    public static double Unit(ulong x) => (x >> 11) * (1.0 / (1UL << 53));
}
