using Assay.Import;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Assay.Tests.Import;

public sealed class KeyScreenTests
{
    [Fact]
    public void A_filter_never_loses_a_hash_whatever_the_hashes_look_like() => Prop.ForAll<ulong[], ulong[]>((added, others) =>
    {
        var passed = new ulong[added.Length + others.Length];
        var filter = new KeyFilter(added.Length / 100);
        _ = filter.Add(added, passed);
        var count = filter.Add([.. others, .. added], passed);
        Assert.Superset(added.ToHashSet(), passed.Take(count).ToHashSet());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_hash_that_comes_twice_passes_the_second_time_it_is_added()
    {
        var passed = new ulong[4];
        var filter = new KeyFilter(4);
        Assert.Equal(0, filter.Add([1], passed));
        Assert.Equal(1, filter.Add([1], passed));
        Assert.Equal(1UL, passed[0]);
    }

    [Fact]
    public void A_filter_says_when_more_hashes_would_weaken_it()
    {
        var filter = new KeyFilter(100_000);
        Assert.True(filter.HasRoomFor(100_000));
        _ = filter.Add([.. Enumerable.Range(0, 100_000).Select(i => (ulong)i)], new ulong[100_000]);
        Assert.False(filter.HasRoomFor(400_000));
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(1UL << 32)]
    [InlineData(0x9E3779B97F4A7C15UL)]
    public void Few_strangers_pass_however_regular_the_hashes_are(ulong step)
    {
        const int count = 100_000;
        var added = Enumerable.Range(1, count).Select(i => (ulong)i * step).ToArray();
        var strangers = Enumerable.Range(count + 1, count).Select(i => (ulong)i * step).Except(added).ToArray();
        var passed = new ulong[count];
        var filter = new KeyFilter(count);
        Assert.InRange(filter.Add(added, passed), 0, count / 20);
        Assert.InRange(filter.Add(strangers, passed), 0, count / 20);
    }
}
