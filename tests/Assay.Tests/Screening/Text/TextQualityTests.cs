using Assay.Screening.Text;
using Assay.Tests.Conventions;
using Xunit;

namespace Assay.Tests.Screening.Text;

public sealed class TextQualityTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "quality", "text");
    private static readonly IReadOnlyList<TextCase> Cases = TextCase.Read(Path.Combine(Folder, "cases.tsv"));
    private static readonly ReadMentions Read = new(new TextRules(TextCase.Brands(Path.Combine(Folder, "brands.tsv")), WordLists.BuiltIn));

    [Fact]
    public void Labelled_titles_are_read_as_the_frozen_results_say()
    {
        var path = Path.Combine(Folder, "results.txt");
        var report = TextQuality.Report(Cases, Read);
        if (Golden.Update)
        {
            File.WriteAllText(path, report);
        }

        Assert.Equal(File.ReadAllText(path), report);
    }

    [Fact]
    public void There_are_1500_cases_of_eight_languages_or_more_and_nearly_half_are_legitimate()
    {
        Assert.True(Cases.Count >= 1500, $"{Cases.Count} cases");
        Assert.True(Cases.DistinctBy(c => c.Language).Count() >= 8);
        Assert.InRange(Cases.Count(c => c.IsLegitimate) / (double)Cases.Count, 0.47, 0.6);
        Assert.Equal(Cases.Count, Cases.DistinctBy(c => c.Title).Count());
        Assert.InRange(Cases.Count(c => c.IsHeldOut) / (double)Cases.Count, 0.28, 0.39);
    }

    [Fact]
    public void Every_case_names_brands_that_are_listed()
    {
        var known = TextCase.Brands(Path.Combine(Folder, "brands.tsv")).Select(b => b.BrandId).Append("slang").Append("-").ToHashSet();
        Assert.All(Cases, c => Assert.All(c.Expected, e => Assert.Contains(e.Split(':')[0], known)));
    }
}
