namespace Assay.Bench.Images;

/// <summary>Pictures from a seed: noise, or smooth shapes with edges as photos have them.</summary>
internal static class TestPictures
{
    /// <summary>Pixels of red, green and blue.</summary>
    public static byte[] Make(Random random, int width, int height, bool isNoise)
    {
        var pixels = new byte[width * height * 3];
        if (isNoise)
        {
            random.NextBytes(pixels);
            return pixels;
        }

        for (var c = 0; c < 3; c++)
        {
            var (across, down) = (Waves(random, width), Waves(random, height));
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var edges = ((x / 7) + (y / 5)) % 2 * 9;
                    pixels[(3 * ((y * width) + x)) + c] = (byte)Math.Clamp(128 + (35 * (across[x] + down[y])) + (50 * across[x] * down[y]) + edges, 0, 255);
                }
            }
        }

        return pixels;
    }

    private static float[] Waves(Random random, int length)
    {
        var (a, b, phase) = (random.NextDouble() * 30 / length, random.NextDouble() * 12 / length, random.NextDouble() * 7);
        return [.. Enumerable.Range(0, length).Select(i => (float)(Math.Sin((i * a) + phase) + Math.Cos((i * b) - phase)))];
    }

    /// <summary>JPEGs of <c>../shared/data/pdq_reference</c> beside the repository that stand upright as stored; none where that is absent.</summary>
    public static string[] ReferencePhotos()
    {
        for (var folder = Path.GetDirectoryName(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var found = Path.Combine(folder, "shared", "data", "pdq_reference", "data");
            if (Directory.Exists(found))
            {
                return [.. Directory.GetFiles(found, "*.jpg", SearchOption.AllDirectories).Where(f => !f.Contains("rotn-", StringComparison.Ordinal) && !f.Contains("CMYK", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            }
        }

        return [];
    }

    /// <summary>The same pixels as a plane of red, one of green and one of blue.</summary>
    public static byte[] Planes(byte[] pixels)
    {
        var planes = new byte[pixels.Length];
        var count = pixels.Length / 3;
        for (var i = 0; i < pixels.Length; i++)
        {
            planes[(i % 3 * count) + (i / 3)] = pixels[i];
        }

        return planes;
    }
}
