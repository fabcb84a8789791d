namespace Assay;

/// <summary>An expected failure, in the three parts every message of Assay has.</summary>
/// <param name="Problem">What came, or what went wrong, as one sentence without a full stop.</param>
/// <param name="Expected">What was expected; empty where the problem says it.</param>
/// <param name="Do">What the reader can do about it; empty where nothing can be done.</param>
public sealed record Failure(string Problem, string Expected = "", string Do = "")
{
    /// <summary>The parts as one line of text.</summary>
    public override string ToString()
    {
        var text = Problem;
        if (Expected.Length > 0)
        {
            text += $"; expected {Expected}";
        }

        return Do.Length > 0 ? $"{text}. {Do}." : $"{text}.";
    }
}
