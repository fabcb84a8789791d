using System.Runtime.Intrinsics;

namespace Assay.Screening.Images.Pdq;

/// <summary>The two-dimensional discrete cosine transform of 64 × 64 values, of which PDQ takes the frequencies 1 to 16 each way.</summary>
/// <remarks>Every coefficient is summed in the reference's order, products rounded before they are added, so that it has the same bits.</remarks>
internal static unsafe class CosineTransform
{
    private const int Side = 64, Kept = 16;

    // By frequency, then place; and the other way round.
    private static readonly float[] Matrix = Fill((f, x) => (f * Side) + x);
    private static readonly float[] Turned = Fill((f, x) => (x * Kept) + f);

    /// <summary>Transforms.</summary>
    /// <param name="image">64 rows of 64 values.</param>
    /// <param name="half">Memory for 16 rows of 64 values.</param>
    /// <param name="coefficients">16 rows (vertical frequencies) of 16.</param>
    public static void Run(float* image, float* half, float* coefficients)
    {
        fixed (float* matrix = Matrix, turned = Turned)
        {
            for (var f = 0; f < Kept; f += 4)
            {
                for (var x = 0; x < Side; x += 32)
                {
                    Columns(image + x, matrix + (f * Side), half + (f * Side) + x);
                }
            }

            for (var f = 0; f < Kept; f += 8)
            {
                Rows(half + (f * Side), turned, coefficients + (f * Kept));
            }
        }
    }

    // Four frequencies of 32 columns.
    private static void Columns(float* image, float* matrix, float* to)
    {
        Vector512<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        for (var k = 0; k < Side; k++, image += Side, matrix++)
        {
            var (x0, x1) = (Vector512.Load(image), Vector512.Load(image + 16));
            var (a, b) = (Vector512.Create(matrix[0]), Vector512.Create(matrix[Side]));
            a0 += a * x0;
            a1 += a * x1;
            b0 += b * x0;
            b1 += b * x1;
            var (c, d) = (Vector512.Create(matrix[2 * Side]), Vector512.Create(matrix[3 * Side]));
            c0 += c * x0;
            c1 += c * x1;
            d0 += d * x0;
            d1 += d * x1;
        }

        a0.Store(to);
        a1.Store(to + 16);
        b0.Store(to + Side);
        b1.Store(to + Side + 16);
        c0.Store(to + (2 * Side));
        c1.Store(to + (2 * Side) + 16);
        d0.Store(to + (3 * Side));
        d1.Store(to + (3 * Side) + 16);
    }

    // Eight vertical frequencies, all sixteen horizontal ones of each in a vector.
    private static void Rows(float* half, float* turned, float* to)
    {
        Vector512<float> r0 = default, r1 = default, r2 = default, r3 = default, r4 = default, r5 = default, r6 = default, r7 = default;
        for (var k = 0; k < Side; k++, half++)
        {
            var d = Vector512.Load(turned + (k * Kept));
            r0 += Vector512.Create(half[0]) * d;
            r1 += Vector512.Create(half[Side]) * d;
            r2 += Vector512.Create(half[2 * Side]) * d;
            r3 += Vector512.Create(half[3 * Side]) * d;
            r4 += Vector512.Create(half[4 * Side]) * d;
            r5 += Vector512.Create(half[5 * Side]) * d;
            r6 += Vector512.Create(half[6 * Side]) * d;
            r7 += Vector512.Create(half[7 * Side]) * d;
        }

        r0.Store(to);
        r1.Store(to + Kept);
        r2.Store(to + (2 * Kept));
        r3.Store(to + (3 * Kept));
        r4.Store(to + (4 * Kept));
        r5.Store(to + (5 * Kept));
        r6.Store(to + (6 * Kept));
        r7.Store(to + (7 * Kept));
    }

    private static float[] Fill(Func<int, int, int> at)
    {
        var matrix = new float[Kept * Side];
        var scale = (float)Math.Sqrt(2.0 / Side);
        for (var f = 0; f < Kept; f++)
        {
            for (var x = 0; x < Side; x++)
            {
                matrix[at(f, x)] = (float)(scale * Math.Cos(Math.PI / 2.0 / Side * (f + 1) * ((2 * x) + 1)));
            }
        }

        return matrix;
    }
}
