namespace Assay.Bench.Images;

/// <summary>Pictures from a seed: noise, or shapes with edges and grain, as photos have them.</summary>
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

        for (var shape = 0; shape < 60; shape++)
        {
            var (left, top) = (random.Next(width), random.Next(height));
            var (right, bottom) = (Math.Min(width, left + 1 + random.Next(width / 2)), Math.Min(height, top + 1 + random.Next(height / 2)));
            var colour = (byte[])[(byte)random.Next(20, 236), (byte)random.Next(20, 236), (byte)random.Next(20, 236)];
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                {
                    colour.CopyTo(pixels.AsSpan(3 * ((y * width) + x)));
                }
            }
        }

        // The grain of a film: a photo's bytes are mostly that.
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(pixels[i] + random.Next(-12, 13), 0, 255);
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
