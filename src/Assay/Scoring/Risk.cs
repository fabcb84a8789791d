namespace Assay.Scoring;

/// <summary>A score with its parts: 100 × probability, probability = 1 / (1 + exp(−margin)), margin = base + the reasons' weights.</summary>
/// <param name="Units">The margin (log-odds) in ten-thousandths.</param>
public readonly record struct Risk(long Units)
{
    /// <summary>Log-odds.</summary>
    public double Margin => Units / (double)ColdSignal.UnitsPerLogOdd;

    /// <summary>Probability that the subject is, or sells, counterfeits. Uncalibrated while the market has no outcomes to calibrate on.</summary>
    public double Probability => Math.Round(1 / (1 + Math.Exp(-Margin)), 6);

    /// <summary>100 × probability.</summary>
    public double Score => Math.Round(100 * Probability, 4);
}
