using System.Runtime.Intrinsics;

namespace Assay.Screening.Images.Pdq;

/// <summary>PDQ's quality: the sum of steps between neighbours in the 64 × 64 picture, each in whole hundredths of the range, over 90, up to 100.</summary>
internal static unsafe class ImageQuality
{
    private const int Side = 64;

    /// <summary>The quality, 0 to 100.</summary>
    public static int Of(float* image)
    {
        var steps = Vector512<int>.Zero;
        for (var at = 0; at < Side * Side; at += 16)
        {
            var here = Vector512.Load(image + at);
            if (at < Side * (Side - 1))
            {
                steps += Step(here, Vector512.Load(image + at + Side));
            }

            // The last of a row has no neighbour: it is compared with itself.
            var right = at % Side == Side - 16 ? Vector512.Shuffle(here, Vector512.Create(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 15)) : Vector512.Load(image + at + 1);
            steps += Step(here, right);
        }

        return Math.Min(Vector512.Sum(steps) / 90, 100);
    }

    private static Vector512<int> Step(Vector512<float> from, Vector512<float> to) =>
        Vector512.Abs(Vector512.ConvertToInt32((from - to) * Vector512.Create(100f) / Vector512.Create(255f)));
}
