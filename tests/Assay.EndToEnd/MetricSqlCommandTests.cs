using Xunit;

namespace Assay.EndToEnd;

public sealed class MetricSqlCommandTests
{
    [Fact]
    public async Task A_metric_is_shown_as_the_SQL_that_computes_it()
    {
        var one = await App.Run("metrics", "show", "seller.orders_30d", "--sql");
        Assert.True(one.ExitCode == 0, one.Error);
        Assert.StartsWith("-- seller.orders_30d: count of orders", one.Output, StringComparison.Ordinal);
        Assert.Contains("FROM orders_by_seller", one.Output, StringComparison.Ordinal);
        Assert.Single(one.Output.Split('\n'), line => line.EndsWith(';'));
    }

    [Fact]
    public async Task A_definition_is_shown_as_a_statement_for_each_of_its_windows()
    {
        var all = await App.Run("metrics", "show", "seller.orders", "--sql");
        Assert.Contains("-- seller.orders_1h:", all.Output, StringComparison.Ordinal);
        Assert.Contains("-- seller.orders_all:", all.Output, StringComparison.Ordinal);
    }
}
