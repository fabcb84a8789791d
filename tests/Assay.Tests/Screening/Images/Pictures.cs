using Xunit;

namespace Assay.Tests.Screening.Images;

/// <summary>Pictures made from a seed.</summary>
internal static class Pictures
{
    /// <summary>Skips a test on a machine without the libraries that decode images.</summary>
    public static void NeedLibraries()
    {
        if (Assay.Screening.Images.ImageCodecs.Installed.MissingPackages is { Count: > 0 } missing)
        {
            Assert.Skip($"Not installed: {string.Join(", ", missing)}.");
        }
    }


    /// <summary>Shapes with edges, as photos have them; of full quality.</summary>
    public static byte[] Shapes(int seed, int width, int height, int channels)
    {
        var random = new Random(seed);
        var pixels = new byte[width * height * channels];
        for (var shape = 0; shape < 40; shape++)
        {
            var (x, y, w, h) = (random.Next(width), random.Next(height), 1 + random.Next(width / 2), 1 + random.Next(height / 2));
            var colour = (byte[])[(byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)];
            for (var row = y; row < Math.Min(y + h, height); row++)
            {
                for (var column = x; column < Math.Min(x + w, width); column++)
                {
                    colour.AsSpan(0, channels).CopyTo(pixels.AsSpan(((row * width) + column) * channels));
                }
            }
        }

        return pixels;
    }

    public static byte[] Noise(int seed, int width, int height, int channels)
    {
        var pixels = new byte[width * height * channels];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }

    /// <summary>The picture after a turn, pixel by pixel.</summary>
    public static (byte[] Pixels, int Width, int Height) Turned(byte[] pixels, int width, int height, int channels, Assay.Screening.Images.Turn turn)
    {
        var isTransposed = turn.ToString() is "Rotate90" or "Rotate270" or "FlipPlus1" or "FlipMinus1";
        var (w, h) = isTransposed ? (height, width) : (width, height);
        var to = new byte[pixels.Length];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var (fromY, fromX) = turn.ToString() switch
                {
                    "Rotate90" => (x, width - 1 - y),
                    "Rotate180" => (height - 1 - y, width - 1 - x),
                    "Rotate270" => (height - 1 - x, y),
                    "FlipX" => (height - 1 - y, x),
                    "FlipY" => (y, width - 1 - x),
                    "FlipPlus1" => (x, y),
                    "FlipMinus1" => (height - 1 - x, width - 1 - y),
                    _ => (y, x),
                };
                pixels.AsSpan(((fromY * width) + fromX) * channels, channels).CopyTo(to.AsSpan(((y * w) + x) * channels));
            }
        }

        return (to, w, h);
    }
}
