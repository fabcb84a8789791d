using Assay.Warehouse;
using Xunit;

namespace Assay.Tests.Warehouse;

public sealed class LendingFolderTests
{
    private static readonly Sql Add = new("add", "INSERT INTO alerted_runs VALUES (1)");
    private static readonly Sql Count = new("count", "SELECT count(*) FROM alerted_runs");

    [Fact]
    public void A_borrower_opens_the_folder_as_always_and_the_owner_sees_what_it_did()
    {
        using var folder = new TestFolder();
        using var lending = Lend(folder);
        Use(lending, data => data.Warehouse.Run(Add));

        using (var borrowed = folder.Open())
        {
            Assert.Equal(1, borrowed.Warehouse.Number(Count));
            borrowed.Warehouse.Run(Add);
        }

        Assert.Equal(2, Use(lending, data => data.Warehouse.Number(Count)));
    }

    [Fact]
    public async Task Borrowers_take_turns_with_each_other_and_with_the_owner()
    {
        using var folder = new TestFolder();
        using var lending = Lend(folder);
        var borrowers = Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            using var borrowed = folder.Open();
            return borrowed.Warehouse.Run(Add);
        }));
        var owner = Enumerable.Range(0, 6).Select(_ => Task.Run(() => Use(lending, data => data.Warehouse.Run(Add))));

        await Task.WhenAll(borrowers.Concat(owner));

        Assert.Equal(12, Use(lending, data => data.Warehouse.Number(Count)));
    }

    [Fact]
    public void A_question_in_sql_borrows_too()
    {
        using var folder = new TestFolder();
        using var lending = Lend(folder);
        Use(lending, data => data.Warehouse.Run(Add));
        using (var sandbox = DataFolder.OpenSandboxed(folder["data"], FixedClock.Default).Require())
        {
            Assert.Equal(1, sandbox.Session.Number(Count));
        }

        Assert.Equal(1, Use(lending, data => data.Warehouse.Number(Count)));
    }

    [Fact]
    public void A_dead_owners_socket_hinders_nobody()
    {
        using var folder = new TestFolder();
        folder.Open().Dispose();
        using (var dead = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified))
        {
            dead.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(folder["data/bound"]));
            File.Move(folder["data/bound"], folder["data/owner.sock"]);
        }

        Assert.True(File.Exists(folder["data/owner.sock"]));
        folder.Open().Dispose();
        using var lending = Lend(folder);
        folder.Open().Dispose();
    }

    [Fact]
    public void The_socket_is_its_owners_alone_and_gone_when_the_owner_ends()
    {
        using var folder = new TestFolder();
        using (Lend(folder))
        {
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(folder["data/owner.sock"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        Assert.False(File.Exists(folder["data/owner.sock"]));
        folder.Open().Dispose();
    }

    [Fact]
    public void A_folder_that_lies_deeper_than_a_sockets_address_is_long_is_lent_too()
    {
        using var folder = new TestFolder();
        var deep = folder[string.Join('/', Enumerable.Repeat(new string('d', 40), 5))];
        using var lending = LendingFolder.Open(deep, "test", TimeProvider.System, null, null).Require();
        DataFolder.Open(deep, "test", FixedClock.Default).Require().Dispose();
        Use(lending, data => data.Warehouse.Run(Add));
    }

    [Fact]
    public void A_loan_is_told_when_it_ends()
    {
        using var folder = new TestFolder();
        var loans = new List<LentOut>();
        using (var lending = LendingFolder.Open(folder["data"], "test", TimeProvider.System, null, loans.Add).Require())
        {
            folder.Open().Dispose();
            Use(lending, data => data.Warehouse.Number(Count));
        }

        Assert.Equal($"{Environment.ProcessId} test", Assert.Single(loans).Borrower);
    }

    private static LendingFolder Lend(TestFolder folder) => LendingFolder.Open(folder["data"], "test", TimeProvider.System, null, null).Require();

    private static long Use(LendingFolder lending, Func<DataFolder, long> work) => lending.Use(work, TestContext.Current.CancellationToken);
}
