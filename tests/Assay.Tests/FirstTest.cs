using Xunit;

namespace Assay.Tests;

public sealed class FirstTest
{
    [Fact]
    public void Runs() => Assert.Equal(2, 1 + 1);
}
