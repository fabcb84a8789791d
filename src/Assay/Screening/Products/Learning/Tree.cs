namespace Assay.Screening.Products.Learning;

/// <summary>A node of a tree: a split, or a leaf where <see cref="Feature"/> is −1.</summary>
/// <param name="Feature">The feature that splits; −1 in a leaf.</param>
/// <param name="From">Values from here on go right, lower ones left.</param>
/// <param name="MissingRight">True where no value goes right.</param>
/// <param name="Left">The left child; always after its parent.</param>
/// <param name="Right">The right child.</param>
/// <param name="Value">What a row that stops here adds to the log-odds.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct TreeNode(int Feature, float From, bool MissingRight, int Left, int Right, double Value);

/// <summary>A tree: nodes, the root first.</summary>
internal sealed class Tree(TreeNode[] nodes)
{
    /// <summary>The nodes.</summary>
    public TreeNode[] Nodes => nodes;

    /// <summary>What a row adds to the log-odds.</summary>
    public double Margin(ReadOnlySpan<float> row)
    {
        var at = 0;
        while (nodes[at].Feature >= 0)
        {
            at = Next(nodes[at], row);
        }

        return nodes[at].Value;
    }

    /// <summary>
    /// Adds to each feature what the splits on it changed on the row's way down (Saabas 2014); returns the root's value, so that root and
    /// changes sum to <see cref="Margin"/>.
    /// </summary>
    public double Explain(ReadOnlySpan<float> row, Span<double> byFeature)
    {
        var at = 0;
        while (nodes[at].Feature >= 0)
        {
            var next = Next(nodes[at], row);
            byFeature[nodes[at].Feature] += nodes[next].Value - nodes[at].Value;
            at = next;
        }

        return nodes[0].Value;
    }

    private static int Next(TreeNode node, ReadOnlySpan<float> row)
    {
        var value = row[node.Feature];
        return (float.IsNaN(value) ? node.MissingRight : value >= node.From) ? node.Right : node.Left;
    }
}
