using System.Diagnostics;
using Assay.Screening.Images;
using Assay.Screening.Images.Pdq;
using Xunit;

namespace Assay.Tests.Screening.Images;

public sealed class PdqHasherTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(64, 64)]
    [InlineData(63, 64)]
    [InlineData(128, 129)]
    [InlineData(257, 384)]
    [InlineData(385, 511)]
    [InlineData(512, 512)]
    [InlineData(6, 512)]
    [InlineData(513, 7)]
    [InlineData(800, 600)]
    [InlineData(300, 1300)]
    public void A_hash_has_the_bits_of_a_plain_slow_computation(int width, int height)
    {
        using var hasher = new PdqHasher();
        foreach (var channels in (int[])[1, 3])
        {
            foreach (var pixels in new[] { Pictures.Shapes(width, width, height, channels), Pictures.Noise(height, width, height, channels) })
            {
                var fast = hasher.Run(pixels, width, height, channels);
                Assert.Equal(SlowPdq.Of(pixels, width, height, channels), (fast.Upright, fast.Quality));
            }
        }
    }

    [Fact]
    public void Random_sizes_have_the_bits_of_a_plain_slow_computation()
    {
        using var hasher = new PdqHasher();
        var random = new Random(4);
        for (var i = 0; i < 60; i++)
        {
            var (width, height, channels) = (random.Next(5, 620), random.Next(5, 300), random.Next(2) * 2 + 1);
            var pixels = Pictures.Shapes(i, width, height, channels);
            var fast = hasher.Run(pixels, width, height, channels);
            Assert.True(SlowPdq.Of(pixels, width, height, channels) == (fast.Upright, fast.Quality), $"{width} × {height} of {channels} channels, seed {i}");
        }
    }

    // Another process, for a processor's instructions are found once, at the start.
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void A_processor_with_fewer_instructions_gives_the_same_bits(string without)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-noLogo", "-noColor", "-method", $"*.{nameof(PdqHasherTests)}.A_hash_has_the_bits_of_a_plain_slow_computation"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment[without] = "0";
        using var run = Process.Start(start)!;
        var said = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0 && said.Contains("Total: 11, Errors: 0, Failed: 0", StringComparison.Ordinal), said);
    }

    [Fact]
    public void The_eight_hashes_are_near_those_of_the_turned_pixels()
    {
        using var hasher = new PdqHasher();
        for (var seed = 0; seed < 10; seed++)
        {
            var pixels = Pictures.Shapes(seed, 640, 400, 3);
            var hashes = hasher.Run(pixels, 640, 400, 3);
            foreach (var turn in Enum.GetValues<Turn>())
            {
                var (turned, width, height) = Pictures.Turned(pixels, 640, 400, 3, turn);
                Assert.InRange(hasher.Run(turned, width, height, 3).Upright.DistanceTo(hashes.Turned[(int)turn]), 0, 24);
            }
        }
    }

    [Fact]
    public void A_picture_of_one_grey_has_no_quality() => Assert.Equal(0, Hashed(new byte[90 * 90], 90, 90, 1).Quality);

    [Fact]
    public void A_picture_too_small_has_zeros_and_no_quality() =>
        Assert.Equal((default(PdqHash), 0), (Hashed(Pictures.Noise(1, 4, 900, 3), 4, 900, 3).Upright, Hashed(Pictures.Noise(1, 4, 900, 3), 4, 900, 3).Quality));

    [Fact]
    public void Pixels_of_another_size_are_refused() => Assert.Throws<ArgumentException>(() => Hashed(new byte[100], 10, 11, 1));

    private static PdqHashes Hashed(byte[] pixels, int width, int height, int channels)
    {
        using var hasher = new PdqHasher();
        return hasher.Run(pixels, width, height, channels);
    }
}
