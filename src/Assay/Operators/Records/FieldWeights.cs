namespace Assay.Operators.Records;

/// <summary>
/// What each degree of agreement weighs: log2(m / u), in bits. Fields that say where somebody is agree together, by living there, so that each further one that
/// speaks for the same counts for less.
/// </summary>
internal sealed class FieldWeights
{
    // What the second, third and further field of the same place count for.
    private static readonly double[] OfFurther = [1, 0.7, 0.5, 0.35, 0.25];

    private const double PresumedSwapped = 0.02;

    private readonly FieldColumn[] fields;
    private readonly double[][] same;
    private readonly double[][] others;

    private FieldWeights(FieldColumn[] fields, double[][] same, double[][] others, double prior, double swapped)
    {
        this.fields = fields;
        this.same = same;
        this.others = others;
        Prior = prior;
        Swapped = swapped;
    }

    /// <summary>The share of all pairs that are of one and the same.</summary>
    public double Prior { get; }

    /// <summary>The share of pairs of one and the same in which given and family name stand in each other's place. A swap is one mistake, so that it weighs once.</summary>
    public double Swapped { get; }

    /// <summary>What is presumed before any pair was seen: one row in ten has a double.</summary>
    public static FieldWeights Presumed(FieldColumn[] fields, int rows) => new(
        fields, Array.ConvertAll(fields, f => Fill(f.Kind)), Array.ConvertAll(fields, _ => Enumerable.Repeat(1.0 / 16, 16).ToArray()), Math.Min(0.1, 0.2 / Math.Max(1, rows - 1)), PresumedSwapped);

    /// <summary>The log-odds of a pattern, in bits.</summary>
    public double Of(ulong pattern) => Of(pattern, null, 0);

    /// <summary>The log-odds of two rows, in bits: values that are rare weigh more than common ones where they are the same.</summary>
    /// <param name="pattern">What the rows come to.</param>
    /// <param name="table">Their table; null where rarity does not count.</param>
    /// <param name="left">The one row.</param>
    public double Of(ulong pattern, RecordTable? table, int left)
    {
        Span<double> places = stackalloc double[RecordTable.MostFields];
        var count = 0;
        var sum = Math.Log2(Prior / (1 - Prior)) + (RecordPairs.IsSwapped(pattern, fields.Length) ? Math.Log2(Swapped) : 0);
        for (var field = 0; field < fields.Length; field++)
        {
            var degree = RecordPairs.Degree(pattern, field);
            var bits = table is not null && Degrees.Straight(degree) == 0 ? Rare(field, table.Values[field][left]!) : Bits(field, degree);
            if (bits > 0 && fields[field].IsOfPlace)
            {
                places[count++] = bits;
            }
            else
            {
                sum += bits;
            }
        }

        return sum + Together(places[..count]);
    }

    /// <summary>The bits that a degree of a field weighs; 0 where a value is missing.</summary>
    public double Bits(int field, int degree) => degree == Degrees.Missing ? 0 : Math.Log2(same[field][Degrees.Straight(degree)] / others[field][Degrees.Straight(degree)]);

    /// <summary>These weights with other pairs as counted, by field and degree.</summary>
    public FieldWeights WithOthers(double[][] counted) => new(fields, same, Array.ConvertAll(counted, c => Normal(c, Enumerable.Repeat(0.5 / 16, 16).ToArray())), Prior, Swapped);

    /// <summary>These weights with pairs of one and the same as counted, by field and degree.</summary>
    public FieldWeights WithSame(double[][] counted) =>
        new(fields, [.. counted.Select((c, f) => Normal(c, [.. Fill(fields[f].Kind).Select(s => s * LearnWeights.PresumedPairs)]))], others, Prior, Swapped);

    /// <summary>These weights with another prior.</summary>
    public FieldWeights WithPrior(double prior) => new(fields, same, others, prior, Swapped);

    /// <summary>These weights where so many of so many pairs of one and the same are swapped.</summary>
    public FieldWeights WithSwapped(double swapped, double all) =>
        new(fields, same, others, Prior, (swapped + (PresumedSwapped * LearnWeights.PresumedPairs)) / (all + LearnWeights.PresumedPairs));

    // The same value by chance is the same as often as the value is held.
    private double Rare(int field, FieldValue value) => Math.Log2(same[field][0] / Math.Max(value.Share, 1e-9));

    private static double Together(Span<double> bits)
    {
        bits.Sort();
        var sum = 0.0;
        for (var i = 0; i < bits.Length; i++)
        {
            sum += bits[^(i + 1)] * OfFurther[Math.Min(i, OfFurther.Length - 1)];
        }

        return sum;
    }

    private static double[] Fill(FieldKind kind)
    {
        var filled = new double[16];
        foreach (var (i, degree) in Degrees.Of(kind).Index())
        {
            filled[i] = degree.OfSame;
        }

        return filled;
    }

    private static double[] Normal(double[] counted, double[] presumed)
    {
        var sum = 0.0;
        for (var i = 0; i < Degrees.Missing; i++)
        {
            sum += counted[i] + presumed[i];
        }

        var normal = new double[16];
        for (var i = 0; i < Degrees.Missing; i++)
        {
            normal[i] = Math.Max(1e-12, (counted[i] + presumed[i]) / sum);
        }

        return normal;
    }
}
