namespace Assay.Screening.Products.Pairs;

/// <summary>
/// How a pair stands among its rivals, the other pairs of its two rows: a row mostly has one counterpart, so that a fair likeness counts for
/// little where another pair is far better. A pair's likeness is its log-odds by a first model; of rivals whose answer is known, that answer.
/// </summary>
internal static class RivalFeatures
{
    /// <summary>The features' names, in the order in which they are written.</summary>
    public static readonly string[] Names =
    [
        "first_margin", "left_lead", "right_lead", "left_rank", "right_rank", "left_share", "right_share", "least_lead", "left_best_rival", "right_best_rival",
    ];

    // The log-odds of a row's best rival where it has none.
    private const double NoRival = -10;

    /// <summary>Writes the features of a pair.</summary>
    /// <param name="pairs">All pairs.</param>
    /// <param name="margins">Log-odds by place, with what is known.</param>
    /// <param name="place">The pair's place.</param>
    /// <param name="own">The pair's own log-odds, as if nothing were known of it.</param>
    /// <param name="to">Where to.</param>
    public static void Write(PairSet pairs, double[] margins, int place, double own, Span<float> to)
    {
        var left = Standing.Of(pairs.OfLeft(pairs.All[place].Left), margins, place, own);
        var right = Standing.Of(pairs.OfRight(pairs.All[place].Right), margins, place, own);
        ReadOnlySpan<double> values =
        [
            own, own - left.Best, own - right.Best, left.Better, right.Better, left.Share, right.Share, Math.Min(own - left.Best, own - right.Best), left.Best, right.Best,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            to[i] = (float)values[i];
        }
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Standing(double Best, int Better, double Share)
    {
        public static Standing Of(List<int> rivals, double[] margins, int place, double own)
        {
            var (best, better, sum) = (NoRival, 0, Odds(own));
            foreach (var rival in rivals)
            {
                if (rival != place)
                {
                    best = Math.Max(best, margins[rival]);
                    better += margins[rival] > own ? 1 : 0;
                    sum += Odds(margins[rival]);
                }
            }

            return new Standing(best, better, Odds(own) / sum);
        }

        private static double Odds(double margin) => Math.Exp(Math.Clamp(margin, -20, 20));
    }
}
