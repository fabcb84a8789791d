using Assay.Screening.Images.Pdq;

namespace Assay.Tests.Screening.Images;

/// <summary>PDQ written down as its description says, a pixel at a time, with nothing clever: what the fast one is compared with.</summary>
internal static class SlowPdq
{
    public static (PdqHash Hash, int Quality) Of(byte[] pixels, int width, int height, int channels)
    {
        var grey = Grey(pixels, ref width, ref height, channels);
        if (width != 64 || height != 64)
        {
            for (var pass = 0; pass < 2; pass++)
            {
                grey = [.. grey.Select(row => Box(row, (width + 127) / 128))];
                grey = Transposed([.. Transposed(grey).Select(column => Box(column, (height + 127) / 128))]);
            }
        }

        var small = new float[64][];
        for (var y = 0; y < 64; y++)
        {
            var row = grey[(int)((y + 0.5) * height / 64)];
            var w = width;
            small[y] = [.. Enumerable.Range(0, 64).Select(x => row[(int)((x + 0.5) * w / 64)])];
        }

        return (Bits(Transform(small)), Quality(small));
    }

    public static float[][] Transposed(float[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(x => rows.Select(r => r[x]).ToArray())];

    private static float[][] Grey(byte[] pixels, ref int width, ref int height, int channels)
    {
        var (w, h) = (width, height);
        if (width > 512 || height > 512)
        {
            (width, height) = (512, 512);
        }

        var (columns, rows) = (width, height);
        return [.. Enumerable.Range(0, rows).Select(y => Enumerable.Range(0, columns).Select(x => Luma(y * h / rows, x * w / columns)).ToArray())];

        float Luma(int y, int x)
        {
            var at = ((y * w) + x) * channels;
            return channels == 1 ? pixels[at] : (0.299f * pixels[at]) + (0.587f * pixels[at + 1]) + (0.114f * pixels[at + 2]);
        }
    }

    private static float[] Box(float[] values, int window)
    {
        var (half, sum, size, result) = ((window + 2) / 2, 0f, 0, new List<float>());
        for (var i = 0; result.Count < values.Length; i++)
        {
            if (i < values.Length)
            {
                sum += values[i];
                size++;
            }

            if (i >= window)
            {
                sum -= values[i - window];
                size--;
            }

            if (i >= half - 1)
            {
                result.Add(sum / size);
            }
        }

        return [.. result];
    }

    private static float[] Transform(float[][] image)
    {
        var scale = (float)Math.Sqrt(2.0 / 64);
        var matrix = Enumerable.Range(1, 16).Select(f => Enumerable.Range(0, 64).Select(x => (float)(scale * Math.Cos(Math.PI / 2.0 / 64 * f * ((2 * x) + 1)))).ToArray()).ToArray();
        var half = matrix.Select(m => Enumerable.Range(0, 64).Select(x => Dot(m, [.. image.Select(r => r[x])])).ToArray()).ToArray();
        return [.. half.SelectMany(row => matrix.Select(m => Dot(row, m)))];
    }

    private static float Dot(float[] a, float[] b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static PdqHash Bits(float[] values)
    {
        var median = values.Order().ElementAt(127);
        var words = new ulong[4];
        for (var i = 0; i < 256; i++)
        {
            words[i / 64] |= values[i] > median ? 1UL << (i % 64) : 0;
        }

        return new PdqHash(words[0], words[1], words[2], words[3]);
    }

    private static int Quality(float[][] image)
    {
        var steps = 0;
        foreach (var rows in new[] { image, Transposed(image) })
        {
            foreach (var row in rows)
            {
                for (var x = 0; x < 63; x++)
                {
                    steps += Math.Abs((int)((row[x] - row[x + 1]) * 100 / 255));
                }
            }
        }

        return Math.Min(steps / 90, 100);
    }
}
