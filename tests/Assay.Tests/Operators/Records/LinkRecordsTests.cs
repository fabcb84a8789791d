using Assay.Operators.Records;
using Assay.Screening.Products.Tables;
using Xunit;

namespace Assay.Tests.Operators.Records;

public sealed class LinkRecordsTests
{
    // What the truth is stands in the records' names, which are never compared: rec-12-org and rec-12-dup-0 are one.
    [Theory]
    [InlineData("dataset1.csv")]
    [InlineData("dataset2.csv")]
    [InlineData("dataset3.csv")]
    public void Doubles_in_tables_of_people_are_found_without_labels(string file)
    {
        if (SharedData.Find("entity_resolution") is not { } folder)
        {
            Assert.Skip("../shared/data/entity_resolution is absent");
            return;
        }

        var linked = LinkRecords.Run(new RecordFiles(Path.Combine(folder, "febrl", file)), default).Require();
        Assert.True(F1(linked, row => linked.Table.Ids[row].Split('-')[1]) >= 0.97);
    }

    // Few fields: what they say must not be counted twice.
    [Theory]
    [InlineData("rec_id given_name surname date_of_birth", 0.94)]
    [InlineData("rec_id given_name surname suburb postcode state", 0.97)]
    [InlineData("rec_id surname address_1 suburb", 0.93)]
    public void A_table_of_few_columns_is_linked_with_hardly_a_mistake(string columns, double least)
    {
        if (SharedData.Find("entity_resolution") is not { } shared)
        {
            Assert.Skip("../shared/data/entity_resolution is absent");
            return;
        }

        using var folder = new TestFolder();
        var raw = ReadRows.Run(Path.Combine(shared, "febrl", "dataset3.csv"), default).Require();
        var kept = columns.Split(' ').Select(c => raw.Columns.ToList().IndexOf(c)).ToArray();
        var path = folder.Write("few.csv", string.Join('\n', raw.Rows.Select(r => string.Join(',', kept.Select(k => r[k]?.Replace(',', ' ')))).Prepend(columns.Replace(' ', ','))));
        var linked = LinkRecords.Run(new RecordFiles(path), default).Require();
        Assert.True(F1(linked, row => linked.Table.Ids[row].Split('-')[1]) >= least);
    }

    [Fact]
    public void People_are_found_through_scrambled_names_and_missing_values()
    {
        if (SharedData.Find("entity_resolution") is not { } folder)
        {
            Assert.Skip("../shared/data/entity_resolution is absent");
            return;
        }

        var path = Path.Combine(folder, "splink_fake_1000.csv");
        var truth = File.ReadLines(path).Skip(1).Select(l => l.Split(',')[^1]).ToArray();
        var linked = LinkRecords.Run(new RecordFiles(path), default).Require();
        Assert.Equal(FieldKind.Ignored, linked.Table.Columns.Single(c => c.Name == "cluster").Kind);
        Assert.True(F1(linked, row => truth[row]) >= 0.90);
    }

    [Fact]
    public void Names_of_companies_and_people_are_told_apart_better_than_was_published()
    {
        if (SharedData.Find("name_matching_bench") is not { } folder)
        {
            Assert.Skip("../shared/data/name_matching_bench is absent");
            return;
        }

        var path = Path.Combine(folder, "cases.csv");
        var rows = ReadRows.Run(path, default).Require();
        var truth = rows.Rows.Select(r => r[rows.Columns.ToList().IndexOf("is_match")] is "True" or "true").ToArray();
        var compared = CompareColumns.Run(path, "name1", "name2", null, default).Require();
        var right = compared.Index().Count(c => c.Item.IsMatch && truth[c.Index]);
        Assert.True(2.0 * right / (compared.Count(c => c.IsMatch) + truth.Count(t => t)) > 0.79);
    }

    [Fact]
    public void Strangers_stay_strangers_and_the_order_of_rows_changes_nothing()
    {
        using var folder = new TestFolder();
        string[] rows =
        [
            "1,Maria,Okonkwo,1980-02-11,14 Harbour Street,Leeds,maria.okonkwo@example.com",
            "2,Mariah,Okonkwo,1980-02-11,14 Harbor Street,Leeds,maria.okonkwo@example.com",
            "3,Okonkwo,Maria,1980-02-11,,Leeds,",
            "4,Tom,Okonkwo,1951-07-30,14 Harbour Street,Leeds,tom@example.org",
            "5,Dana,Weiss,1990-12-01,3 Mill Lane,York,dana@example.net",
            .. Enumerable.Range(6, 60).Select(n => $"{n},{Made(n)},{Made(n + 100)},19{10 + n}-0{1 + (n % 9)}-1{n % 9},{n} {Made(n + 200)} Road,{Made(300 + (n % 7))},{Made(n + 400)}@example.com"),
        ];
        var forward = Link(folder, "forward.csv", rows);
        var backward = Link(folder, "backward.csv", [.. rows.Reverse()]);
        Assert.Equal(Groups(forward), Groups(backward));
        Assert.Equal(["1 2 3"], Groups(forward));
    }

    [Fact]
    public void A_table_of_nothing_to_compare_and_a_field_that_is_not_there_are_refused()
    {
        using var folder = new TestFolder();
        var ids = folder.Write("ids.csv", "id\n1\n2\n");
        Assert.Contains("nothing to compare", LinkRecords.Run(new RecordFiles(ids), default).Failure!.Problem, StringComparison.Ordinal);

        var people = folder.Write("people.csv", "id,name\n1,Ann\n2,Bob\n");
        var wrong = folder.Write("fields.yaml", "surname: surname\n");
        Assert.Contains("no column surname", LinkRecords.Run(new RecordFiles(people) { Fields = wrong }, default).Failure!.Problem, StringComparison.Ordinal);
        var unknown = folder.Write("kinds.yaml", "name: nickname\n");
        Assert.Contains("nickname", LinkRecords.Run(new RecordFiles(people) { Fields = unknown }, default).Failure!.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ann Lee,ann@example.com", 1)]
    [InlineData("Ann Lee,ann@example.com|Ann Lee,ann@example.com", 1)]
    [InlineData("Ann Lee,ann@example.com|Bob Stone,", 2)]
    [InlineData("Ann Lee,ann@example.com|Ann Lee,ann@example.com|Bob Stone,bob@example.com", 2)]
    public void A_table_of_a_few_rows_is_linked_too(string rows, int entities)
    {
        using var folder = new TestFolder();
        var path = folder.Write("few.csv", string.Join('\n', rows.Split('|').Prepend("name,email")));
        Assert.Equal(entities, LinkRecords.Run(new RecordFiles(path), default).Require().Entities.Distinct().Count());
    }

    [Fact]
    public void What_is_written_says_of_each_record_whose_it_is_and_why()
    {
        using var folder = new TestFolder();
        var rows = Enumerable.Range(1, 80).Select(n => $"r{n},{Made(n)},{Made(n + 100)},19{n % 90:00}-03-1{n % 9}").Append($"r81,{Made(7)},{Made(107)},1907-03-17").Prepend("id,given_name,surname,dob");
        var path = folder.Write("people.csv", string.Join('\n', rows));
        LinkRecords.Run(new RecordFiles(path) { Out = folder["out.csv"], Pairs = folder["pairs.csv"] }, default).Require();
        var lines = File.ReadAllLines(folder["out.csv"]);
        Assert.Equal("record_id,entity_id,records,tied_to,probability,reasons", lines[0]);
        Assert.Equal(82, lines.Length);
        Assert.StartsWith("r81,r7,2,r7,0.", lines[81], StringComparison.Ordinal);
        Assert.Contains("dob the same", lines[81], StringComparison.Ordinal);
        Assert.Contains(File.ReadLines(folder["pairs.csv"]), l => l.StartsWith("r7,r81,", StringComparison.Ordinal));
    }

    private static LinkedRecords Link(TestFolder folder, string name, string[] rows) =>
        LinkRecords.Run(new RecordFiles(folder.Write(name, string.Join('\n', rows.Prepend("id,first_name,last_name,dob,street,city,email")))), default).Require();

    // A name of its own for each number.
    private static string Made(int n)
    {
        string[] parts = ["bar", "kel", "osu", "tim", "vra", "nod", "qui", "shel", "fay", "wog", "zun", "lim"];
        return string.Concat(parts[n * 7 % 12], parts[n / 12 * 5 % 12], parts[(n * 11) + (n / 12) is var k ? k % 12 : 0]);
    }

    private static string[] Groups(LinkedRecords linked) =>
        [.. linked.Entities.Index().GroupBy(e => e.Item).Where(g => g.Count() > 1).Select(g => string.Join(' ', g.Select(e => linked.Table.Ids[e.Index]).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];

    private static double F1(LinkedRecords linked, Func<int, string> truth)
    {
        var rows = Enumerable.Range(0, linked.Table.Count).ToList();
        var found = rows.GroupBy(r => linked.Entities[r]).Sum(Pairs);
        var real = rows.GroupBy(truth).Sum(Pairs);
        var right = rows.GroupBy(r => (linked.Entities[r], truth(r))).Sum(Pairs);
        return 2.0 * right / (found + real);
    }

    private static long Pairs<T>(IGrouping<T, int> group) => (long)group.Count() * (group.Count() - 1) / 2;
}
