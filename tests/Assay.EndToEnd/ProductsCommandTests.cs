using System.Text.Json;
using Xunit;

namespace Assay.EndToEnd;

/// <summary>Exit codes, sentences and files of <c>assay products</c>.</summary>
public sealed class ProductsCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("assay-").FullName;

    public ProductsCommandTests()
    {
        File.WriteAllText(this["left.csv"], "id,title,price\na,Norvelo drill NV-1064 18V,89.90\nb,Norvelo grinder NV-2210,59\n=c,Tasmere heat gun TS310,34.50\n");
        File.WriteAllText(this["right.csv"], "id|name|cost\nx|drill NV1064B 18 volt Norvelo|94.95\ny|grinder NV2230 Norvelo|61\nz|TS-310 heat gun Tasmere|36.10\n");
        File.WriteAllText(this["asked.csv"], "l,r,label\na,x,1\nb,y,0\n=c,z,1\n");
    }

    private string this[string name] => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Two_tables_are_matched_to_a_file_and_one_object()
    {
        var ran = await App.Run("products", "match", "--left", this["left.csv"], "--right", this["right.csv"], "--pairs", this["asked.csv"], "--out", this["out.csv"], "--json");

        Assert.True(ran.ExitCode == 0, ran.Error);
        var root = JsonDocument.Parse(ran.Output).RootElement;
        Assert.Equal("name", root.GetProperty("right").GetProperty("columns").GetProperty("title").GetString());
        Assert.Equal(1, root.GetProperty("of_asked").GetProperty("f1").GetDouble());
        var lines = await File.ReadAllLinesAsync(this["out.csv"], TestContext.Current.CancellationToken);
        Assert.Equal("left_id,right_id,score,match,reasons", lines[0]);
        Assert.StartsWith("a,x,0.", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("'=c,z,0.", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_passed_over_are_3_what_cannot_be_read_is_1_and_a_wrong_option_is_2()
    {
        await File.AppendAllTextAsync(this["asked.csv"], "nobody,z,1\n", TestContext.Current.CancellationToken);
        var some = await App.Run("products", "match", "--left", this["left.csv"], "--right", this["right.csv"], "--pairs", this["asked.csv"]);
        Assert.Equal(3, some.ExitCode);
        Assert.Contains("passed over 1 rows of asked.csv", some.Output, StringComparison.Ordinal);

        var none = await App.Run("products", "match", "--left", this["left.csv"], "--right", this["none.csv"]);
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("none.csv", none.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await App.Run("products", "claim", "--data", this["data"])).ExitCode);
        Assert.Equal(2, (await App.Run("products", "match", "--lef", "x")).ExitCode);
    }
}
