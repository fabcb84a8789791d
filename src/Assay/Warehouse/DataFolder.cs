using Assay.Warehouse.DuckDb;

namespace Assay.Warehouse;

/// <summary>
/// A data folder that this process owns: <c>assay.duckdb</c>, <c>rejected/</c>, <c>spill/</c> and the lock file <c>owner</c>.
/// </summary>
public sealed class DataFolder : IDisposable
{
    // What a data folder may hold before its warehouse is there; a mounted disk holds lost+found.
    private static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "assay.duckdb.wal", "rejected", "spill", "log", "verdicts", "alerts", "api-key", "owner", "owner.lock", "owner.sock", "feeds", "truth", "made-by-assay-demo", "lost+found",
    };

    private readonly Ownership ownership;
    private readonly DuckDbDatabase database;
    private readonly List<IDisposable> held = [];

    private DataFolder(string path, Ownership ownership, DuckDbDatabase database)
    {
        Path = path;
        this.ownership = ownership;
        this.database = database;
        Warehouse = database.Connect();
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The first session; others come from its <see cref="IWarehouse.Connect"/>.</summary>
    public IWarehouse Warehouse { get; }

    /// <summary>Where rows that broke the contract are kept.</summary>
    public string Rejected => System.IO.Path.Combine(Path, "rejected");

    /// <summary>Where the engine spills and where compressed feeds are unpacked; emptied at every start.</summary>
    public string Spill => System.IO.Path.Combine(Path, "spill");

    /// <summary>The database file of a data folder.</summary>
    public static string DatabaseFile(string folder) => System.IO.Path.Combine(folder, "assay.duckdb");

    /// <summary>True where the folder holds a warehouse.</summary>
    public static bool Exists(string folder) => File.Exists(DatabaseFile(folder));

    /// <summary>Owns the folder, throws away the warehouse that is in it, and opens an empty one.</summary>
    public static Result<DataFolder> Renew(string path, string command, TimeProvider clock, long? memory = null, Action<string>? told = null) =>
        Open(path, p => Ownership.Take(p, command, clock, told), memory, renew: true);

    /// <summary>Opens the folder, making it where it is missing, owns it and brings its schema up to this build's.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="command">What the owner is doing, to tell a second process.</param>
    /// <param name="clock">When it began.</param>
    /// <param name="memory">Most bytes of memory for the engine; null for its default.</param>
    /// <param name="told">Hears where an owner that lends the folder keeps it waiting.</param>
    public static Result<DataFolder> Open(string path, string command, TimeProvider clock, long? memory = null, Action<string>? told = null) =>
        Open(path, p => Ownership.Take(p, command, clock, told), memory, renew: false);

    /// <summary>Opens the folder for an owner that lends it to others.</summary>
    internal static Result<DataFolder> OpenToLend(string path, string command, TimeProvider clock, long? memory) =>
        Open(path, p => Ownership.TakeToLend(p, command, clock), memory, renew: false);

    private static Result<DataFolder> Open(string path, Func<string, Result<Ownership>> take, long? memory, bool renew)
    {
        path = System.IO.Path.GetFullPath(path);
        if (Prepare(path) is { } refused)
        {
            return refused;
        }

        var owned = take(path);
        if (!owned.Ok)
        {
            return owned.Failure;
        }

        try
        {
            if (renew)
            {
                File.Delete(DatabaseFile(path));
                File.Delete($"{DatabaseFile(path)}.wal");
                Array.ForEach(Directory.GetFiles(System.IO.Path.Combine(path, "rejected")), File.Delete);
            }

            return OpenOwned(path, owned.Value, memory);
        }
        catch (WarehouseException unopened)
        {
            owned.Value.Dispose();
            if (unopened.DiskIsFull)
            {
                return new Failure($"The disk is full: {DatabaseFile(path)} could not be opened, and lost nothing", "some room beside it", "Free some space and run it again");
            }

            return new Failure(
                $"{DatabaseFile(path)} could not be opened: {unopened.EngineMessage}",
                "a database that this version of Assay made",
                "Restore it from a backup, or name another folder with --data and import again");
        }
        catch (FailedException expected)
        {
            owned.Value.Dispose();
            return expected.Failure;
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            owned.Value.Dispose();
            return new Failure($"The data folder {path} cannot be written: {unwritable.Message.TrimEnd('.')}", "a folder that this user may write", "Name another with --data");
        }
    }

    /// <summary>
    /// Opens a second, sandboxed view of the folder's database for SQL that a person types. The folder must hold a warehouse and
    /// stay owned by nobody else; nothing can be written, no file read, no setting changed.
    /// </summary>
    public static Result<SandboxedWarehouse> OpenSandboxed(string path, TimeProvider clock, long? memory = null, Action<string>? told = null)
    {
        path = System.IO.Path.GetFullPath(path);
        if (!Exists(path))
        {
            return new Failure($"{path} holds no warehouse", "a data folder", "Run assay import or assay demo first, or name the folder with --data");
        }

        // A log left by a crash has to be taken in by a writer before a reader may open the file.
        var opened = Open(path, "sql", clock, memory, told);
        if (!opened.Ok)
        {
            return opened.Failure;
        }

        opened.Value.CloseDatabase();
        try
        {
            return new SandboxedWarehouse(DuckDbDatabase.Open(Options(path, memory) with { Sandboxed = true }), opened.Value.ownership);
        }
        catch
        {
            opened.Value.ownership.Dispose();
            throw;
        }
    }

    /// <summary>Takes what has sessions of its own, to dispose it before the database closes.</summary>
    public T Hold<T>(T holder)
        where T : IDisposable
    {
        held.Add(holder);
        return holder;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CloseDatabase();
        ownership.Dispose();
    }

    /// <summary>Makes the folder where it is missing; why it cannot be a data folder, or null.</summary>
    internal static Failure? Prepare(string path) => IsSomebodyElses(path) ?? Make(path);

    private static Failure? Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            Directory.CreateDirectory(System.IO.Path.Combine(path, "rejected"));
            var spill = System.IO.Path.Combine(path, "spill");
            Directory.CreateDirectory(spill);
            return null;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new Failure(
                $"The data folder {path} cannot be written: {refused.Message.TrimEnd('.')}",
                "a folder that this user may write",
                "Name another with --data");
        }
    }

    // A folder becomes a data folder while it holds nothing else: else a slip of --data fills somebody's folder of feeds or documents.
    private static Failure? IsSomebodyElses(string path)
    {
        if (Exists(path) || !Directory.Exists(path))
        {
            return null;
        }

        var stranger = Directory.EnumerateFileSystemEntries(path).Select(e => System.IO.Path.GetFileName(e)!).Order(StringComparer.Ordinal)
            .FirstOrDefault(n => n[0] != '.' && !Ours.Contains(n));
        return stranger is null
            ? null
            : new Failure($"{path} holds '{stranger}' and no warehouse", "a data folder, an empty folder, or one that is not there yet", "Name another with --data");
    }

    private static DataFolder OpenOwned(string path, Ownership ownership, long? memory)
    {
        var spill = System.IO.Path.Combine(path, "spill");
        foreach (var left in Directory.EnumerateFileSystemEntries(spill))
        {
            if (Directory.Exists(left))
            {
                Directory.Delete(left, recursive: true);
            }
            else
            {
                File.Delete(left);
            }
        }

        foreach (var unfinished in Directory.EnumerateFiles(System.IO.Path.Combine(path, "rejected"), "*.part"))
        {
            File.Delete(unfinished);
        }

        var opened = DuckDbDatabase.Open(Options(path, memory) with { SpillFolder = spill });
        var folder = new DataFolder(path, ownership, opened);
        try
        {
            Session.Prepare(folder.Warehouse);
            Schema.Migrate(folder.Warehouse);
            return folder;
        }
        catch
        {
            folder.CloseDatabase();
            throw;
        }
    }

    private static DuckDbOptions Options(string path, long? memory)
    {
        var usual = new DuckDbOptions(DatabaseFile(path));
        return usual with { MemoryBytes = memory ?? usual.MemoryBytes };
    }

    private void CloseDatabase()
    {
        held.ForEach(h => h.Dispose());
        held.Clear();
        Warehouse.Dispose();
        database.Dispose();
    }
}

/// <summary>A database opened for reading only, with outside access off and settings locked.</summary>
public sealed class SandboxedWarehouse : IDisposable
{
    private readonly DuckDbDatabase database;
    private readonly Ownership ownership;

    internal SandboxedWarehouse(DuckDbDatabase database, Ownership ownership)
    {
        this.database = database;
        this.ownership = ownership;
        Session = database.Connect();
    }

    /// <summary>The only session.</summary>
    public IWarehouse Session { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Session.Dispose();
        database.Dispose();
        ownership.Dispose();
    }
}
