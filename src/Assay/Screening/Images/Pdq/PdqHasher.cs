using System.Runtime.InteropServices;

namespace Assay.Screening.Images.Pdq;

/// <summary>
/// Computes PDQ hashes from pixels, with the bits that Meta's C++ reference gives for the same pixels. One thread at a time: its memory, half
/// a megabyte, is used again.
/// </summary>
public sealed unsafe class PdqHasher : IDisposable
{
    /// <summary>Pictures with fewer pixels either way have no hash.</summary>
    public const int SmallestEdge = 5;

    private const int Side = TentFilter.Side, Kept = 16, Coefficients = Kept * Kept;

    // By turn: whose sign changes.
    private static readonly uint[] Signs = FillSigns();

    private readonly TentFilter filter = new();
    private readonly float* image = (float*)NativeMemory.AlignedAlloc(((Side * Side) + (Kept * Side) + (2 * Coefficients)) * sizeof(float), 64);
    private Axis columns = new(Axis.Longest), rows = new(Axis.Longest);

    /// <summary>Hashes a picture.</summary>
    /// <param name="pixels">Rows from the top without gaps.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">Bytes a pixel: 1 for grey, 3 for red, green and blue.</param>
    /// <param name="turns">How many orientations to hash, in the order of <see cref="Turn"/>: 1 or 8.</param>
    /// <param name="hashes">Takes the hashes, one a turn; zeros for a picture that is too small.</param>
    /// <returns>The quality, 0 to 100.</returns>
    public int Run(ReadOnlySpan<byte> pixels, int width, int height, int channels, int turns, Span<PdqHash> hashes)
    {
        if (pixels.Length != (long)width * height * channels)
        {
            throw new ArgumentException($"{pixels.Length} bytes; expected {width} × {height} pixels of {channels}.", nameof(pixels));
        }

        hashes[..turns].Clear();
        if (width < SmallestEdge || height < SmallestEdge)
        {
            return 0;
        }

        fixed (byte* start = pixels)
        {
            Shrink(new GreyRows(start, width, height, channels));
        }

        var half = image + (Side * Side);
        var coefficients = half + (Kept * Side);
        CosineTransform.Run(image, half, coefficients);
        if (turns > 1)
        {
            Lanes.Transpose(coefficients, Kept, coefficients + Coefficients, Kept);
        }

        fixed (uint* signs = Signs)
        {
            for (var turn = 0; turn < turns; turn++)
            {
                var isTransposed = (Turn)turn is Turn.Rotate90 or Turn.Rotate270 or Turn.FlipPlus1 or Turn.FlipMinus1;
                hashes[turn] = MedianBits.Of(isTransposed ? coefficients + Coefficients : coefficients, signs + (turn * Coefficients));
            }
        }

        return ImageQuality.Of(image);
    }

    /// <summary>Hashes a picture in all eight orientations.</summary>
    /// <inheritdoc cref="Run(ReadOnlySpan{byte}, int, int, int, int, Span{PdqHash})"/>
    public PdqHashes Run(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        var hashes = new PdqHash[8];
        var quality = Run(pixels, width, height, channels, hashes.Length, hashes);
        return new PdqHashes(hashes, quality);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        filter.Dispose();
        NativeMemory.AlignedFree(image);
    }

    private void Shrink(in GreyRows grey)
    {
        columns = columns.Length == grey.Columns ? columns : new Axis(grey.Columns);
        rows = rows.Length == grey.Rows ? rows : new Axis(grey.Rows);
        if (grey.Columns != Side || grey.Rows != Side)
        {
            filter.Run(columns, rows, grey, image);
            return;
        }

        // The reference takes a picture of 64 × 64 as it is.
        var block = stackalloc float[Side * Lanes.Count];
        for (var at = 0; at < Side; at += Lanes.Count)
        {
            grey.Fill(0, Side, at, block);
            for (var y = 0; y < Side; y++)
            {
                new ReadOnlySpan<float>(block + (y * Lanes.Count), Lanes.Count).CopyTo(new Span<float>(image + (y * Side) + at, Lanes.Count));
            }
        }
    }

    // A mirror image changes the sign of every second frequency. The first, at index 0, is an odd one.
    private static uint[] FillSigns()
    {
        var signs = new uint[8 * Coefficients];
        for (var i = 0; i < signs.Length; i++)
        {
            var (row, column) = (i / Kept % Kept, i % Kept);
            var changes = (Turn)(i / Coefficients) switch
            {
                Turn.Rotate90 or Turn.FlipX => row % 2 == 0,
                Turn.Rotate270 or Turn.FlipY => column % 2 == 0,
                Turn.Rotate180 or Turn.FlipMinus1 => (row + column) % 2 == 1,
                _ => false,
            };
            signs[i] = changes ? 0x8000_0000 : 0;
        }

        return signs;
    }
}
