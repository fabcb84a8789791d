using System.Numerics;

namespace Assay.Market;

/// <summary>
/// xoshiro256** (Blackman, Vigna 2018) on a stream of its own, named by what it decides and for whom: a new
/// decision takes a new stream, and no old one is reshuffled.
/// </summary>
internal sealed class Rng
{
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    private Rng(ulong seed)
    {
        a = Mix.Of(seed, 1);
        b = Mix.Of(seed, 2);
        c = Mix.Of(seed, 3);
        d = Mix.Of(seed, 4) | 1;
    }

    public static Rng For(ulong seed, string stream, long n = 0, long m = 0) =>
        new(Mix.Of(seed ^ Mix.Name(stream), (ulong)n, (ulong)m));

    public ulong Next()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    public double Unit() => Mix.Unit(Next());

    public bool Chance(double p) => Unit() < p;

    public int Below(int bound) => (int)(((UInt128)Next() * (ulong)bound) >> 64);

    public long Below(long bound) => (long)(((UInt128)Next() * (ulong)bound) >> 64);

    public double Between(double low, double high) => low + ((high - low) * Unit());

    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>Nearly normal: the sum of twelve uniforms, cut at six deviations.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Unit();
        }

        return sum;
    }

    public double LogNormal(double median, double sigma) => median * Reproducible.Exp(sigma * Normal());

    public T Pick<T>(ReadOnlySpan<T> from) => from[Below(from.Length)];

    public T Pick<T>(T[] from) => from[Below(from.Length)];

    public int Weighted(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var w in weights)
        {
            total += w;
        }

        var left = Unit() * total;
        for (var i = 0; i < weights.Length - 1; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Length - 1;
    }

    /// <summary>Knuth's method; above thirty, a rounded normal.</summary>
    public int Poisson(double mean)
    {
        if (mean > 30)
        {
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        }

        var limit = Reproducible.Exp(-mean);
        var product = Unit();
        var count = 0;
        while (product > limit)
        {
            product *= Unit();
            count++;
        }

        return count;
    }

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
