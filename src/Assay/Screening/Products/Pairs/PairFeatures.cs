namespace Assay.Screening.Products.Pairs;

/// <summary>All that is compared of two rows, in one row of numbers; no value where one of them says nothing to compare.</summary>
internal static class PairFeatures
{
    /// <summary>The features' names, in the order in which they are written.</summary>
    public static readonly string[] Names = [.. TextFeatures.Names, .. CodeFeatures.Names, .. FactFeatures.Names];

    /// <summary>How many there are.</summary>
    public static readonly int Width = Names.Length;

    /// <summary>The place of a feature.</summary>
    public static int Place(string name) => Array.IndexOf(Names, name) is var at and >= 0 ? at : throw new ArgumentException($"There is no feature '{name}'.", nameof(name));

    /// <summary>Writes the features of a pair.</summary>
    public static void Write(Corpus corpus, Pair pair, Span<float> to)
    {
        TextFeatures.Write(corpus, pair, to[..TextFeatures.Names.Length]);
        to = to[TextFeatures.Names.Length..];
        CodeFeatures.Write(corpus, pair, to[..CodeFeatures.Names.Length]);
        FactFeatures.Write(corpus, pair, to[CodeFeatures.Names.Length..]);
    }
}
