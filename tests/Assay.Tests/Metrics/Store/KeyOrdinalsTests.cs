using Assay.Metrics;
using Xunit;

namespace Assay.Tests.Metrics.Store;

public sealed class KeyOrdinalsTests
{
    [Fact]
    public void Keys_are_numbered_as_a_dictionary_would_whoever_came_before()
    {
        var random = new Random(7);
        var ordinals = new KeyOrdinals();
        foreach (var size in (int[])[1, 3, 100_000, 5, 40, 2_000, 1])
        {
            ordinals.Clear();
            var expected = new Dictionary<ulong, uint>();
            for (var i = 0; i < size * 2; i++)
            {
                // Neighbours, multiples of a power of two and random numbers: what a bad slot would crowd.
                var some = (ulong)random.Next(1, size + 1);
                var key = (i % 3) switch { 0 => some, 1 => some << 40, _ => some * 0x9E3779B97F4A7C15 };
                if (!expected.TryGetValue(key, out var ordinal))
                {
                    expected[key] = ordinal = (uint)expected.Count + 1;
                }

                Assert.Equal(ordinal, ordinals.Of(key));
            }
        }
    }

    [Fact]
    public void A_null_has_no_number_and_takes_none()
    {
        var ordinals = new KeyOrdinals();
        Assert.Equal([0u, 1u, 0u, 2u], new ulong[] { 0, 9, 0, ulong.MaxValue }.Select(ordinals.Of));
    }
}
