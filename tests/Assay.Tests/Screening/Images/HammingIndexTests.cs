using Assay.Screening.Images.Pdq;
using Assay.Screening.Images.Search;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Screening.Images;

public sealed class HammingIndexTests
{
    [Fact]
    public void What_is_found_is_what_comparing_with_each_finds() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var hashes = Near(random, 400);
            var index = new HammingIndex();
            index.Add(hashes);
            var within = random.Next(64);
            return index.Search(hashes[3], within).SequenceEqual(Slow(hashes, hashes[3], within));
        }).QuickCheckThrowOnFailure();

    // Enough for tables; every distance from 0 to 40, around each hash that is looked for.
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Nothing_within_31_bits_is_missed_through_the_tables(double odds)
    {
        var random = new Random(7);
        var hashes = new PdqHash[HammingIndex.LeastForBands + 10_000];
        for (var i = 0; i < hashes.Length; i++)
        {
            hashes[i] = i % 5 == 1 ? Flipped(random, hashes[i - 1], i / 5 % 41) : Biased(random, odds);
        }

        var index = new HammingIndex();
        index.Add(hashes.AsSpan(0, HammingIndex.LeastForBands));
        index.Merge(2);
        index.Add(hashes.AsSpan(HammingIndex.LeastForBands));
        var found = 0;
        for (var i = 0; i < 300; i++)
        {
            var wanted = hashes[i * 853];
            var expected = Slow(hashes, wanted, PdqHash.SamePicture);
            Assert.Equal(expected, index.Search(wanted, PdqHash.SamePicture));
            found += expected.Count;
        }

        Assert.True(found > 350, $"{found} found");
        var many = Enumerable.Range(0, 64).Select(i => hashes[i * 11]).ToArray();
        Assert.Equal(many.Select(m => index.Search(m, 31)), index.Search(many, 31, 2));
    }

    // Ten thousand of the same: more candidates than it pays to look at one by one.
    [Theory]
    [InlineData("Avx512")]
    [InlineData("Avx2")]
    [InlineData("Scalar")]
    public void Half_of_the_bits_are_compared_alike_with_whatever_the_processor_has(string name)
    {
        var means = Enum.Parse<NearHalves.Means>(name);
        if (means < NearHalves.Best)
        {
            Assert.Skip($"This processor has no {name}.");
        }

        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var hashes = Near(random, random.Next(1, 40));
            var low = hashes.SelectMany(h => new[] { h.W0, h.W1 }).ToArray();
            var (from, within) = (random.Next(hashes.Length), random.Next(0, 70));
            var to = random.Next(from, hashes.Length + 1);
            var wanted = hashes[random.Next(hashes.Length)];
            var found = new List<int>();
            NearHalves.Find(low, from, to, wanted.W0, wanted.W1, within, found, means);
            Assert.Equal(Enumerable.Range(from, to - from).Where(i => System.Numerics.BitOperations.PopCount(hashes[i].W0 ^ wanted.W0) + System.Numerics.BitOperations.PopCount(hashes[i].W1 ^ wanted.W1) <= within), found);
        }
    }

    [Fact]
    public void A_large_index_without_tables_is_searched_by_several_threads_in_order()
    {
        var random = new Random(12);
        var same = Biased(random, 0.5);
        var index = new HammingIndex();
        index.Add([.. Enumerable.Range(0, 600_000).Select(i => i % 10_000 == 0 ? Flipped(random, same, 5) : Biased(random, 0.5))]);
        Assert.Equal(Enumerable.Range(0, 60).Select(i => i * 10_000), index.Search(same, 31, 3).Select(m => m.Entry));
        Assert.Equal(index.Search(same, 31), index.Search(same, 31, 3));
    }

    [Fact]
    public void A_hash_that_everybody_has_is_found_in_bounded_time_and_whole()
    {
        var random = new Random(3);
        var same = Biased(random, 0.5);
        var index = new HammingIndex();
        index.Add([.. Enumerable.Range(0, HammingIndex.LeastForBands).Select(i => i % 4 == 0 ? Flipped(random, same, 2) : Biased(random, 0.5))]);
        index.Merge(2);
        Assert.Equal(-1, index.Now.Bands!.Candidates(same, ref Candidates));
        Assert.Equal(HammingIndex.LeastForBands / 4, index.Search(same, 31).Count);
    }

    [Fact]
    public void A_hash_is_found_as_soon_as_it_was_added_and_not_after_it_was_removed()
    {
        var random = new Random(1);
        var index = new HammingIndex();
        index.Add(Near(random, 100));
        var late = Biased(random, 0.5);
        Assert.Empty(index.Search(late, 31));
        var entry = index.Add(late);
        Assert.Equal([new HammingMatch(entry, 0)], index.Search(late, 31));
        index.Remove(entry);
        Assert.Empty(index.Search(late, 31));
    }

    [Fact]
    public void A_search_sees_what_was_there_when_another_thread_adds()
    {
        var hashes = Near(new Random(2), 5000);
        var index = new HammingIndex();
        var adding = Task.Run(() => Array.ForEach(hashes, h => index.Add(h)));
        while (!adding.IsCompleted)
        {
            var before = index.Count;
            var found = index.Search(hashes[0], 256);
            Assert.InRange(found.Count, before, index.Count);
            Assert.All(found, m => Assert.Equal(hashes[m.Entry].DistanceTo(hashes[0]), m.Distance));
        }

        Assert.Equal(5000, index.Search(hashes[0], 256).Count);
    }

    private static int[] Candidates = new int[16];

    private static List<HammingMatch> Slow(PdqHash[] hashes, PdqHash wanted, int within) =>
        [.. hashes.Select((h, i) => new HammingMatch(i, h.DistanceTo(wanted))).Where(m => m.Distance <= within)];

    private static PdqHash[] Near(Random random, int count)
    {
        var hashes = new PdqHash[count];
        for (var i = 0; i < count; i++)
        {
            hashes[i] = i % 2 == 1 ? Flipped(random, hashes[random.Next(i)], random.Next(60)) : Biased(random, 0.5);
        }

        return hashes;
    }

    private static PdqHash Biased(Random random, double odds)
    {
        Span<ulong> words = stackalloc ulong[4];
        words.Clear();
        for (var bit = 0; bit < 256; bit++)
        {
            words[bit / 64] |= random.NextDouble() < odds ? 1UL << (bit % 64) : 0;
        }

        return new PdqHash(words[0], words[1], words[2], words[3]);
    }

    private static PdqHash Flipped(Random random, PdqHash hash, int bits)
    {
        var words = new[] { hash.W0, hash.W1, hash.W2, hash.W3 };
        foreach (var bit in Enumerable.Range(0, 256).OrderBy(_ => random.Next()).Take(bits))
        {
            words[bit / 64] ^= 1UL << (bit % 64);
        }

        return new PdqHash(words[0], words[1], words[2], words[3]);
    }
}
