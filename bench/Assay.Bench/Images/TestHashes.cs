using Assay.Screening.Images.Pdq;

namespace Assay.Bench.Images;

/// <summary>Hashes as a market has them: most unlike any other, some the same picture saved again.</summary>
internal static class TestHashes
{
    /// <summary>Makes hashes.</summary>
    /// <param name="seed">The same seed gives the same hashes.</param>
    /// <param name="count">How many.</param>
    /// <param name="crowded">True for bits of unequal odds, from a tenth to nine tenths: some values of a band are then far more frequent than others.</param>
    public static PdqHash[] Make(int seed, int count, bool crowded)
    {
        var random = new Random(seed);
        var odds = Enumerable.Range(0, 256).Select(_ => crowded ? 0.1 + (0.8 * random.NextDouble()) : 0.5).ToArray();
        var hashes = new PdqHash[count];
        for (var i = 0; i < count; i++)
        {
            hashes[i] = i > 0 && random.Next(5) == 0 ? Changed(random, hashes[random.Next(i)], random.Next(51)) : crowded ? Biased(random, odds) : Plain(random);
        }

        return hashes;
    }

    /// <summary>Half of them changed copies, half unlike any.</summary>
    public static PdqHash[] Queries(int seed, PdqHash[] hashes, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Changed(random, hashes[random.Next(hashes.Length)], i % 2 == 0 ? random.Next(45) : 200))];
    }

    private static PdqHash Plain(Random random)
    {
        var words = new ulong[4];
        random.NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan()));
        return new PdqHash(words[0], words[1], words[2], words[3]);
    }

    private static PdqHash Biased(Random random, double[] odds)
    {
        var words = new ulong[4];
        for (var bit = 0; bit < 256; bit++)
        {
            words[bit / 64] |= random.NextDouble() < odds[bit] ? 1UL << (bit % 64) : 0;
        }

        return new PdqHash(words[0], words[1], words[2], words[3]);
    }

    private static PdqHash Changed(Random random, PdqHash hash, int flips)
    {
        var words = new[] { hash.W0, hash.W1, hash.W2, hash.W3 };
        for (var i = 0; i < flips; i++)
        {
            var bit = random.Next(256);
            words[bit / 64] ^= 1UL << (bit % 64);
        }

        return new PdqHash(words[0], words[1], words[2], words[3]);
    }
}
