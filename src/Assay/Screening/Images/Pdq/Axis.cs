namespace Assay.Screening.Images.Pdq;

/// <summary>
/// One direction of the tent filter: along a line of <see cref="Length"/> values each output is the mean of up to <see cref="Window"/> inputs,
/// summed as the reference does it, by adding the input that comes and subtracting the one that goes.
/// </summary>
internal sealed class Axis
{
    /// <summary>Lines are no longer than this: the reference shrinks larger pictures first.</summary>
    public const int Longest = 512;

    private const int Samples = 64;

    public Axis(int length)
    {
        Length = length;
        Window = (length + (2 * Samples) - 1) / (2 * Samples);
        Lag = ((Window + 2) / 2) - 1;
        for (var sample = 0; sample < Samples; sample++)
        {
            SampledAt[sample] = (int)((sample + 0.5) * length / Samples);
        }

        // A product with the inverse of a power of two has the bits of the quotient; one with that of 3 has not.
        Shares = [.. Enumerable.Range(0, length + Lag + TentFilter.Band + TentFilter.Band).Select(at => InSum(at) is var inSum && inSum == 3 ? 0 : 1f / Math.Max(1, inSum))];
    }

    /// <summary>Values in a line, 5 to 512.</summary>
    public int Length { get; }

    /// <summary>Inputs of one output, 1 to 4.</summary>
    public int Window { get; }

    /// <summary>How many inputs later than its place an output is complete, 0 to 2.</summary>
    public int Lag { get; }

    /// <summary>The places of the 64 samples that are left in the end; several samples may be at one place of a short line.</summary>
    public int[] SampledAt { get; } = new int[Samples];

    /// <summary>What makes a mean of the sum after each input: a factor; 0 where it is to be divided by 3. Some more stand behind the end.</summary>
    public float[] Shares { get; }

    /// <summary>The inputs in the sum after input <paramref name="at"/> came, which may be past the end.</summary>
    public int InSum(int at) => Math.Min(at + 1, Window) - Math.Max(0, at - Length + 1);
}
