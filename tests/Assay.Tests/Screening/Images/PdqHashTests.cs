using Assay.Screening.Images;
using Assay.Screening.Images.Pdq;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Screening.Images;

public sealed class PdqHashTests
{
    private const string Bridge = "d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22";

    [Fact]
    public void A_hash_is_read_as_it_is_written()
    {
        Assert.True(PdqHash.TryParse(Bridge, out var hash));
        Assert.Equal(Bridge, hash.ToString());
        Assert.Equal(0x33e6b39c4e9c9b22UL, hash.W0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("d8")]
    [InlineData("g8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22")]
    [InlineData("d8f8f0cce0f4a84f0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b222")]
    [InlineData("d8f8f0cce0f4a84 0e370a22028f67f0b36e2ed596623e1d33e6b39c4e9c9b22")]
    public void What_is_no_hash_is_not_read(string text) => Assert.False(PdqHash.TryParse(text, out _));

    [Fact]
    public void The_distance_counts_the_bits_that_differ() => Prop.ForAll(
        Hashes().ToArbitrary(), Hashes().ToArbitrary(), (a, b) => a.DistanceTo(b) == Bits(a).Zip(Bits(b)).Count(p => p.First != p.Second)).QuickCheckThrowOnFailure();

    [Fact]
    public void Turns_follow_one_another_as_they_do_on_pixels()
    {
        var pixels = Pictures.Noise(1, 7, 5, 1);
        foreach (var first in Enum.GetValues<Turn>())
        {
            var (once, width, height) = Pictures.Turned(pixels, 7, 5, 1, first);
            foreach (var then in Enum.GetValues<Turn>())
            {
                Assert.Equal(Pictures.Turned(pixels, 7, 5, 1, Turns.Then(first, then)), Pictures.Turned(once, width, height, 1, then), ByPixels);
            }
        }
    }

    private static bool ByPixels((byte[] Pixels, int, int) a, (byte[] Pixels, int, int) b) => a.Pixels.AsSpan().SequenceEqual(b.Pixels);

    private static Gen<PdqHash> Hashes() => from seed in Gen.Choose(0, int.MaxValue) select RandomHash(seed);

    private static PdqHash RandomHash(int seed)
    {
        var random = new Random(seed);
        return new PdqHash((ulong)random.NextInt64(), (ulong)random.NextInt64() << 1, (ulong)random.NextInt64(), (ulong)random.NextInt64() << 1);
    }

    private static IEnumerable<char> Bits(PdqHash hash) => hash.ToString().SelectMany(d => Convert.ToString(Convert.ToInt32(d.ToString(), 16), 2).PadLeft(4, '0'));
}
