namespace Assay.Screening.Products.Learning;

/// <summary>Feature values as bins of about equal counts: 0 is no value, the others rise with it.</summary>
internal sealed class Bins
{
    /// <summary>Most bins of a feature, without the one of no value.</summary>
    public const int Most = 63;

    private Bins(float[][] edges, byte[][] columns)
    {
        Edges = edges;
        Columns = columns;
    }

    /// <summary>For each feature the least value of each bin but the first.</summary>
    public float[][] Edges { get; }

    /// <summary>For each feature the bins of all rows.</summary>
    public byte[][] Columns { get; }

    /// <summary>Cuts rows of <paramref name="width"/> features.</summary>
    public static Bins Of(float[] rows, int width)
    {
        var edges = new float[width][];
        var columns = new byte[width][];
        for (var feature = 0; feature < width; feature++)
        {
            var values = Column(rows, width, feature);
            edges[feature] = Cut(values);
            columns[feature] = new byte[values.Length];
            for (var row = 0; row < values.Length; row++)
            {
                columns[feature][row] = Bin(edges[feature], values[row]);
            }
        }

        return new Bins(edges, columns);
    }

    /// <summary>The bin of a value.</summary>
    public static byte Bin(float[] edges, float value)
    {
        if (float.IsNaN(value))
        {
            return 0;
        }

        var at = Array.BinarySearch(edges, value);
        return (byte)(at >= 0 ? at + 2 : ~at + 1);
    }

    private static float[] Column(float[] rows, int width, int feature)
    {
        var values = new float[rows.Length / width];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = rows[(row * width) + feature];
        }

        return values;
    }

    private static float[] Cut(float[] values)
    {
        var sorted = values.Where(v => !float.IsNaN(v)).Order().ToArray();
        var edges = new List<float>();
        for (var bin = 1; bin <= Most - 1 && sorted.Length > 0; bin++)
        {
            var value = sorted[(int)((long)bin * sorted.Length / Most)];
            if (value > sorted[0] && (edges.Count == 0 || value > edges[^1]))
            {
                edges.Add(value);
            }
        }

        return [.. edges];
    }
}
