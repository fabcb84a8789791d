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

        var waves = Enumerable.Range(0, 9).Select(_ => (X: random.NextDouble() * 20 / width, Y: random.NextDouble() * 20 / height, Phase: random.NextDouble() * 7)).ToArray();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < 3; c++)
                {
                    var sum = 0.0;
                    foreach (var wave in waves.AsSpan(2 * c, 5))
                    {
                        sum += Math.Sin((x * wave.X) + (y * wave.Y) + wave.Phase);
                    }

                    pixels[(3 * ((y * width) + x)) + c] = (byte)Math.Clamp(128 + (sum * 40) + (((x / 7) + (y / 5)) % 2 * 9), 0, 255);
                }
            }
        }

        return pixels;
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
