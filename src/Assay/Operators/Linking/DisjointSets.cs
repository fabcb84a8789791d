using System.Runtime.InteropServices;

namespace Assay.Operators.Linking;

/// <summary>Two of a set's members.</summary>
/// <param name="One">The one.</param>
/// <param name="Other">The other.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Edge(int One, int Other);

/// <summary>
/// Which of n things belong together, as edges come: the lowest of a set stands for it, so that the order of edges leaves no trace. Four bytes a thing. Finding halves the path (Tarjan and van Leeuwen 1984); a root always points to a lower one, as in Rem's algorithm (Dijkstra 1976;
/// Patwary, Blair and Manne 2010), which compares the two paths rung by rung and stops where they meet.
/// </summary>
internal sealed class DisjointSets
{
    private readonly int[] parent;

    /// <summary>Each thing alone.</summary>
    public DisjointSets(int count)
    {
        parent = GC.AllocateUninitializedArray<int>(count);
        for (var i = 0; i < count; i++)
        {
            parent[i] = i;
        }
    }

    /// <summary>How many things there are.</summary>
    public int Count => parent.Length;

    /// <summary>The lowest of a thing's set.</summary>
    public int Find(int thing)
    {
        while (parent[thing] != thing)
        {
            thing = parent[thing] = parent[parent[thing]];
        }

        return thing;
    }

    /// <summary>Puts the sets of two things together; false where they were one.</summary>
    public bool Join(int one, int other)
    {
        while (parent[one] != parent[other])
        {
            if (parent[one] < parent[other])
            {
                (one, other) = (other, one);
            }

            // The higher path is cut over to the lower at each rung; a root is done.
            var above = parent[one];
            parent[one] = parent[other];
            if (above == one)
            {
                return true;
            }

            one = above;
        }

        return false;
    }

    /// <summary>Folds edges in.</summary>
    public void Fold(ReadOnlySpan<Edge> edges)
    {
        foreach (var edge in edges)
        {
            Join(edge.One, edge.Other);
        }
    }

    /// <summary>For each thing the lowest of its set.</summary>
    public int[] Labels()
    {
        // A parent is never higher than its child, so that one sweep upwards settles all.
        for (var i = 0; i < parent.Length; i++)
        {
            parent[i] = parent[parent[i]];
        }

        return (int[])parent.Clone();
    }
}
