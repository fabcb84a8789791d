using Xunit;

namespace Assay.Tests.Conventions;

internal static class Convention
{
    /// <summary>Fails with every violation in full; Assert.Empty would cut each after 50 characters.</summary>
    public static void Holds(IReadOnlyList<string> violations) => Assert.True(violations.Count == 0, string.Join('\n', violations));
}
