using System.Buffers.Binary;

namespace Assay.Tests.Screening.Images;

/// <summary>Damages image files by a number: the same number gives the same file. Benches use it too.</summary>
internal static class MutateImage
{
    private static readonly byte[] Telling = [0, 1, 0x7F, 0x80, 0xC0, 0xDA, 0xFE, 0xFF];

    private static readonly byte[][] Seeds = [.. MakeSeeds()];

    /// <summary>A damaged file.</summary>
    public static byte[] Make(long number)
    {
        var random = new Random(Spread(number));
        var file = Seeds[random.Next(Seeds.Length)].ToList();
        for (var changes = random.Next(5); changes >= 0; changes--)
        {
            Change(random, file);
        }

        var bytes = file.ToArray();
        if (random.Next(4) != 0 && bytes is [0x89, (byte)'P', ..])
        {
            MendSums(bytes);
        }

        return bytes;
    }

    private static void Change(Random random, List<byte> file)
    {
        var at = file.Count == 0 ? 0 : random.Next(2) == 0 ? random.Next(Math.Min(file.Count, 256)) : random.Next(file.Count);
        var length = Math.Min(random.Next(1, 40), file.Count - at);
        switch (random.Next(9))
        {
            case 0 when length > 0:
                file[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                file[at] = Telling[random.Next(Telling.Length)];
                break;
            case 2 when length > 3:
                (file[at], file[at + 1], file[at + 2], file[at + 3]) = ((byte)random.Next(2), (byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256));
                break;
            case 3:
                file.RemoveRange(at, random.Next(8) == 0 ? file.Count - at : length);
                break;
            case 4:
                file.InsertRange(at, file.GetRange(at, length));
                break;
            case 5:
                file.InsertRange(at, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256)));
                break;
            case 6:
                var other = Seeds[random.Next(Seeds.Length)];
                var from = random.Next(other.Length);
                file.InsertRange(at, other.Skip(from).Take(random.Next(200)));
                break;
            case 7:
                for (var i = 0; i < length; i++)
                {
                    file[at + i] = (byte)random.Next(256);
                }

                break;
            default:
                file.InsertRange(at, Enumerable.Repeat(Telling[random.Next(Telling.Length)], random.Next(100)));
                break;
        }
    }

    // libpng reads no further than a wrong sum: most files get right ones.
    private static void MendSums(byte[] png)
    {
        for (var at = 8; at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12)
            {
                return;
            }

            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(at + 8 + (int)length), MakeImage.Crc(png.AsSpan(at + 4, (int)length + 4)));
            at += 12 + (int)length;
        }
    }

    private static IEnumerable<byte[]> MakeSeeds()
    {
        const int width = 40, height = 33;
        for (var channels = 1; channels <= 4; channels++)
        {
            var pixels = Pixels(channels, width * height * channels);
            yield return MakeImage.Png(pixels, width, height, channels, ("eXIf", [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]));
            if (channels != 2)
            {
                yield return MakeImage.Jpeg(pixels, width, height, channels);
                yield return MakeImage.WithOrientation(MakeImage.Jpeg(pixels, width, height, channels, progressive: true), 5);
            }
        }

        yield return MakeImage.WebP(Pixels(3, width * height * 3), width, height, lossless: true);
        yield return MakeImage.WebP(Pixels(3, width * height * 3), width, height, lossless: false);
        yield return [.. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, (byte)'!', 0xF9, 4, 1, 0, 0, 0, 0, (byte)',', 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, (byte)';'];
    }

    private static byte[] Pixels(int seed, int count)
    {
        var random = new Random(seed);
        var value = 128.0;
        return [.. Enumerable.Range(0, count).Select(_ => (byte)(value = Math.Clamp(value + random.Next(-20, 21), 0, 255)))];
    }

    // Neighbouring seeds give similar numbers.
    private static int Spread(long number) => (int)((ulong)number * 0x9E37_79B9_7F4A_7C15 >> 33);
}
