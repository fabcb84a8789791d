using Assay.Screening.Images.Pdq;

namespace Assay.Screening.Images.Banks;

/// <summary>
/// Which photos show the same picture: those that are connected by steps of 31 bits or fewer. The picture's name is its lowest hash, so that it does
/// not depend on the order in which photos came.
/// </summary>
internal sealed class PhotoGroups
{
    private readonly List<int> parents = [];
    private readonly List<PdqHash> hashes = [];

    /// <summary>Adds a photo, for now a picture of its own; returns its number.</summary>
    public int Add(PdqHash hash)
    {
        parents.Add(parents.Count);
        hashes.Add(hash);
        return parents.Count - 1;
    }

    /// <summary>Says that two photos show the same.</summary>
    public void Join(int one, int other)
    {
        var (a, b) = (Root(one), Root(other));
        if (a == b)
        {
            return;
        }

        // The lowest hash is the root.
        if (Compare(hashes[b], hashes[a]) < 0)
        {
            (a, b) = (b, a);
        }

        parents[b] = a;
    }

    /// <summary>The picture that a photo shows.</summary>
    public PdqHash PictureOf(int photo) => hashes[Root(photo)];

    private int Root(int photo)
    {
        while (parents[photo] != photo)
        {
            parents[photo] = parents[parents[photo]];
            photo = parents[photo];
        }

        return photo;
    }

    // As their digits.
    private static int Compare(PdqHash a, PdqHash b) => (a.W3, a.W2, a.W1, a.W0).CompareTo((b.W3, b.W2, b.W1, b.W0));
}
