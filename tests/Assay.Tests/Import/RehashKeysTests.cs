using Assay.Import;
using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Import;

public sealed class RehashKeysTests
{
    private const string Sellers = "seller_id,registered_at,shop_name,country\ns1,2026-01-01,One,DE\ns2,2026-01-01,Two,DE\n";

    [Fact]
    public void Rows_are_recognised_again_after_the_engine_changed_its_hash_function()
    {
        using var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", Sellers);
        folder.Write("feeds/outcomes.csv", "subject,subject_id,verdict,basis,at\nseller,s1,genuine,audit,2026-02-01\n");
        folder.Import(folder["feeds"]);
        using (var data = folder.Open())
        {
            // As an older engine would have left them.
            data.Warehouse.Run(new Sql("old hashes", "UPDATE sellers SET key_hash = key_hash // 2; UPDATE outcomes SET key_hash = 7; UPDATE key_hash_probe SET hashed = 0"));
        }

        var again = folder.Import(folder["feeds"]);
        Assert.All(again.Files, f => Assert.Equal(f.Read, f.Unchanged));
        Assert.Equal(3, again.Files.Sum(f => f.Unchanged));
    }

    [Fact]
    public void Without_a_change_nothing_is_touched()
    {
        using var folder = new TestFolder();
        folder.Write("feeds/sellers.csv", Sellers);
        folder.Import(folder["feeds"]);
        using var data = folder.Open();
        Assert.Equal(0, new RehashKeys(data.Warehouse).Run());
    }
}
