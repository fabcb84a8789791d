namespace Assay.Screening.Products.Pairs;

/// <summary>Weights of terms, by rising term.</summary>
/// <param name="Terms">Ordinals of terms, each once, rising.</param>
/// <param name="Weights">Their weights.</param>
internal sealed record SparseVector(int[] Terms, float[] Weights)
{
    /// <summary>The length.</summary>
    public double Norm { get; } = Math.Sqrt(Weights.Sum(w => (double)w * w));

    /// <summary>The sum of the weights.</summary>
    public double Sum { get; } = Weights.Sum(w => (double)w);

    /// <summary>The cosine of the angle between two, 0 to 1; 0 where one is empty.</summary>
    public double Cosine(SparseVector other)
    {
        double dot = 0;
        for (int i = 0, j = 0; i < Terms.Length && j < other.Terms.Length;)
        {
            if (Terms[i] == other.Terms[j])
            {
                dot += (double)Weights[i++] * other.Weights[j++];
            }
            else if (Terms[i] < other.Terms[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return dot == 0 ? 0 : dot / (Norm * other.Norm);
    }

    /// <summary>The sum of this one's weights of terms that the other has too.</summary>
    public double Shared(SparseVector other)
    {
        double shared = 0;
        for (int i = 0, j = 0; i < Terms.Length && j < other.Terms.Length;)
        {
            if (Terms[i] == other.Terms[j])
            {
                shared += Weights[i++];
                j++;
            }
            else if (Terms[i] < other.Terms[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return shared;
    }

    /// <summary>True where it has the term.</summary>
    public bool Has(int term) => Array.BinarySearch(Terms, term) >= 0;
}
