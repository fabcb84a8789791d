using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Images.Pdq;

/// <summary>Where rows of grey values come from.</summary>
internal unsafe interface IGreyRows
{
    /// <summary>Fills a row with its grey values; what is behind its end becomes 0 for 16 values.</summary>
    void Fill(int row, float* values);
}

/// <summary>
/// Rows of a picture as the reference takes them: one that is larger than 512 pixels either way becomes 512 × 512 by taking pixels at equal
/// distances, and grey is 0.299 R + 0.587 G + 0.114 B, from the left, in single precision.
/// </summary>
internal unsafe ref struct GreyRows : IGreyRows
{
    private const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    private static readonly Vector512<byte> ToPixels = Vector512.Create(
        (byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255, 12, 13, 14, 255, 15, 16, 17, 255, 18, 19, 20, 255, 21, 22, 23, 255,
        24, 25, 26, 255, 27, 28, 29, 255, 30, 31, 32, 255, 33, 34, 35, 255, 36, 37, 38, 255, 39, 40, 41, 255, 42, 43, 44, 255, 45, 46, 47, 255);

    private readonly ReadOnlySpan<byte> pixels;
    private readonly int width, height, channels;
    private readonly int[]? columnsAt;

    /// <summary>Looks at a picture.</summary>
    /// <param name="pixels">Rows from the top without gaps.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">Bytes a pixel: 1 for grey, 3 for red, green and blue.</param>
    public GreyRows(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        this.pixels = pixels;
        (this.width, this.height, this.channels) = (width, height, channels);
        var isLarge = width > Axis.Longest || height > Axis.Longest;
        (Columns, Rows) = isLarge ? (Axis.Longest, Axis.Longest) : (width, height);
        if (isLarge)
        {
            var w = width;
            columnsAt = [.. Enumerable.Range(0, Axis.Longest).Select(x => channels * (int)((long)x * w / Axis.Longest))];
        }
    }

    /// <summary>Values in a row.</summary>
    public int Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <inheritdoc/>
    public readonly void Fill(int row, float* values)
    {
        var stored = columnsAt is null ? row : (int)((long)row * height / Axis.Longest);
        var from = pixels.Slice(stored * width * channels, width * channels);
        fixed (byte* bytes = from)
        {
            if (columnsAt is not null)
            {
                Pick(bytes, values);
            }
            else if (channels == 1)
            {
                Grey(bytes, values);
            }
            else
            {
                Rgb(bytes, values, pixels.Length - (stored * width * channels));
            }
        }

        Vector512<float>.Zero.Store(values + Columns);
    }

    private readonly void Pick(byte* from, float* values)
    {
        var picked = (uint*)values;
        fixed (int* at = columnsAt)
        {
            for (var x = 0; x < Axis.Longest; x++)
            {
                var pixel = from + at[x];
                picked[x] = channels == 1 ? *pixel : *(ushort*)pixel | ((uint)pixel[2] << 16);
            }
        }

        for (var x = 0; x < Axis.Longest; x += 16)
        {
            var sixteen = Vector512.Load(picked + x);
            (channels == 1 ? Vector512.ConvertToSingle(sixteen.AsInt32()) : GreyOf(sixteen)).Store(values + x);
        }
    }

    // Of pixels with red in the lowest byte.
    private static Vector512<float> GreyOf(Vector512<uint> pixels)
    {
        var (low, of) = (Vector512.Create(0xFF), pixels.AsInt32());
        return (Vector512.ConvertToSingle(of & low) * Vector512.Create(Red)) + (Vector512.ConvertToSingle((of >>> 8) & low) * Vector512.Create(Green))
            + (Vector512.ConvertToSingle((of >>> 16) & low) * Vector512.Create(Blue));
    }

    private readonly void Grey(byte* from, float* values)
    {
        var x = 0;
        for (; x + 16 <= Columns; x += 16)
        {
            Vector512.ConvertToSingle(Vector512.Create(Ints(from + x, 0), Ints(from + x, 8))).Store(values + x);
        }

        for (; x < Columns; x++)
        {
            values[x] = from[x];
        }
    }

    private static Vector256<int> Ints(byte* from, int at) =>
        Vector256.WidenLower(Vector256.WidenLower(Vector256.Create(Vector128.CreateScalar(*(ulong*)(from + at)).AsByte(), default))).AsInt32();

    // 64 bytes are read for 48 of them, as long as the picture goes on.
    private readonly void Rgb(byte* from, float* values, int left)
    {
        var x = 0;
        if (Avx512Vbmi.IsSupported)
        {
            for (; x + 16 <= Columns && (3 * x) + 64 <= left; x += 16)
            {
                GreyOf(Avx512Vbmi.PermuteVar64x8(Vector512.Load(from + (3 * x)), ToPixels).AsUInt32()).Store(values + x);
            }
        }

        for (; x < Columns; x++)
        {
            var pixel = from + (3 * x);
            values[x] = (Red * pixel[0]) + (Green * pixel[1]) + (Blue * pixel[2]);
        }
    }
}
