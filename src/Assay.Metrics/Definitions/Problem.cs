namespace Assay.Metrics.Definitions;

/// <summary>What is wrong with a line of YAML: of the catalogue, of a list.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Expected">What was expected, or what was perhaps meant.</param>
public sealed record Problem(string File, long Line, string Found, string Expected)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Found}; expected {Expected}.";
}

/// <summary>Carries a problem out of a definition, which is then left out; the reading goes on with the next.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.ToString())
{
    public Problem Problem { get; } = problem;
}
