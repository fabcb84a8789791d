using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Assay.Screening.Images.Pdq;

/// <summary>
/// Rows of a picture as the reference takes them: one that is larger than 512 pixels either way becomes 512 × 512 by taking pixels at equal
/// distances, and grey is 0.299 R + 0.587 G + 0.114 B, from the left, in single precision. The pixels must stay where they are.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct GreyRows
{
    private const int Block = Lanes.Count;
    private const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    private static readonly Vector512<byte> ToPixels = Vector512.Create(
        (byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255, 12, 13, 14, 255, 15, 16, 17, 255, 18, 19, 20, 255, 21, 22, 23, 255,
        24, 25, 26, 255, 27, 28, 29, 255, 30, 31, 32, 255, 33, 34, 35, 255, 36, 37, 38, 255, 39, 40, 41, 255, 42, 43, 44, 255, 45, 46, 47, 255);

    private readonly byte* pixels, end;
    private readonly int width, height, channels;
    private readonly int[]? columnsAt;

    /// <summary>Looks at a picture.</summary>
    /// <param name="pixels">Rows from the top without gaps.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">Bytes a pixel: 1 for grey, 3 for red, green and blue.</param>
    public GreyRows(byte* pixels, int width, int height, int channels)
    {
        (this.width, this.height, this.channels) = (width, height, channels);
        this.pixels = pixels;
        end = pixels + ((long)width * height * channels);
        var isLarge = width > Axis.Longest || height > Axis.Longest;
        (Columns, Rows) = isLarge ? (Axis.Longest, Axis.Longest) : (width, height);
        columnsAt = isLarge ? [.. Enumerable.Range(0, Axis.Longest).Select(x => channels * (int)((long)x * width / Axis.Longest))] : null;
    }

    /// <summary>Values in a row.</summary>
    public int Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Fills 16 columns of some rows with grey values; outside of the picture they are 0.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="count">How many.</param>
    /// <param name="column">The first column.</param>
    /// <param name="values">Takes 16 values a row.</param>
    public void Fill(int row, int count, int column, float* values)
    {
        var inside = Math.Clamp(Rows - row, 0, count);
        new Span<float>(values + (inside * Block), (count - inside) * Block).Clear();
        var isWhole = column + Block <= Columns;
        if (columnsAt is not null && isWhole)
        {
            Pick(row, inside, column, values);
        }
        else if (columnsAt is null && isWhole && channels == 1)
        {
            Grey(row, inside, column, values);
        }
        else
        {
            // 64 bytes are read for 48 of them, as long as the picture goes on.
            var left = end - Row(row) - (3 * column) - 64;
            var safe = columnsAt is null && isWhole && left >= 0 ? (int)Math.Min((left / (3 * width)) + 1, inside) : 0;
            Rgb(row, safe, column, values);
            for (var y = safe; y < inside; y++)
            {
                One(Row(row + y), column, values + (y * Block));
            }
        }
    }

    private byte* Row(int row) => pixels + ((columnsAt is null ? row : (long)row * height / Axis.Longest) * width * channels);

    private void Rgb(int row, int count, int column, float* values)
    {
        var from = Row(row) + (3 * column);
        var step = 3 * width;
        var order = ToPixels;
        var low = Vector512.Create(0xFF);
        var (red, green, blue) = (Vector512.Create(Red), Vector512.Create(Green), Vector512.Create(Blue));
        for (; count > 0; count--, from += step, values += Block)
        {
            var pixel = Avx512Vbmi.IsSupported
                ? Avx512Vbmi.PermuteVar64x8(Vector512.Load(from), order).AsInt32()
                : Vector512.Create(Vector256.Create(Four(from), Four(from + 12)), Vector256.Create(Four(from + 24), Four(from + 36)));
            ((Vector512.ConvertToSingle(pixel & low) * red) + (Vector512.ConvertToSingle((pixel >>> 8) & low) * green) + (Vector512.ConvertToSingle((pixel >>> 16) & low) * blue)).Store(values);
        }
    }

    private static Vector128<int> Four(byte* from) =>
        Vector128.Shuffle(Vector128.Load(from), Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255)).AsInt32();

    private void Grey(int row, int count, int column, float* values)
    {
        for (var from = Row(row) + column; count > 0; count--, from += width, values += Block)
        {
            var sixteen = Avx512F.IsSupported ? Avx512F.ConvertToVector512Int32(Vector128.Load(from)) : Vector512.Create(Eight(from), Eight(from + 8));
            Vector512.ConvertToSingle(sixteen).Store(values);
        }
    }

    private static Vector256<int> Eight(byte* from) =>
        Vector256.WidenLower(Vector256.WidenLower(Vector256.Create(Vector128.CreateScalar(*(ulong*)from).AsByte(), default))).AsInt32();

    private void Pick(int row, int count, int column, float* values)
    {
        fixed (int* at = &columnsAt![column])
        {
            for (var y = 0; y < count; y++)
            {
                var from = Row(row + y);
                var picked = (uint*)values + (y * Block);
                if (channels == 3 && from + (3 * width) < end)
                {
                    // Four bytes are read for three of them, as long as the picture goes on.
                    for (var x = 0; x < Block; x++)
                    {
                        picked[x] = *(uint*)(from + at[x]);
                    }

                    continue;
                }

                for (var x = 0; x < Block; x++)
                {
                    var pixel = from + at[x];
                    picked[x] = channels == 1 ? *pixel : *(ushort*)pixel | ((uint)pixel[2] << 16);
                }
            }
        }

        // Not in the loop above: a vector that is read right after it was written in pieces is waited for.
        for (; count > 0; count--, values += Block)
        {
            var sixteen = Vector512.Load((uint*)values);
            (channels == 1 ? Vector512.ConvertToSingle(sixteen.AsInt32()) : GreyOf(sixteen)).Store(values);
        }
    }

    // Of pixels with red in the lowest byte.
    private static Vector512<float> GreyOf(Vector512<uint> pixels)
    {
        var (low, of) = (Vector512.Create(0xFF), pixels.AsInt32());
        return (Vector512.ConvertToSingle(of & low) * Vector512.Create(Red)) + (Vector512.ConvertToSingle((of >>> 8) & low) * Vector512.Create(Green))
            + (Vector512.ConvertToSingle((of >>> 16) & low) * Vector512.Create(Blue));
    }

    private void One(byte* from, int column, float* values)
    {
        for (var x = 0; x < Block; x++)
        {
            var pixel = from + (columnsAt is null || column + x >= Columns ? channels * (column + x) : columnsAt[column + x]);
            values[x] = column + x >= Columns ? 0 : channels == 1 ? pixel[0] : (Red * pixel[0]) + (Green * pixel[1]) + (Blue * pixel[2]);
        }
    }
}
