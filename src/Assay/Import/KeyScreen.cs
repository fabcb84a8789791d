using System.Runtime.InteropServices;
using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// Finds the few keys of a run that may stand already, or may come twice, without joining all of them with all that stands. Where an
/// import has several files of a feed, a Bloom filter holds every key that stands and is kept from file to file: a new file's keys are looked up
/// and added in one pass, whatever stands. For a single file the filter holds its own keys. Either way the standing keys stream once, through
/// a filter that the processor's cache can hold. The few that it lets through are joined exactly afterwards.
/// </summary>
/// <param name="warehouse">The session of the import.</param>
/// <param name="files">How many files of each feed this import has.</param>
internal sealed class KeyScreen(IWarehouse warehouse, IReadOnlyDictionary<string, int> files)
{
    /// <summary>The temporary table with every hash of the run that an earlier row of the run may have too.</summary>
    public const string Candidates = "candidate_keys";

    /// <summary>The temporary table with every standing hash that a row of the run may have too.</summary>
    public const string Known = "known_keys";

    private readonly Dictionary<string, KeyFilter> filters = new(StringComparer.Ordinal);

    /// <summary>Fills both tables; how many hashes they hold. None: every row of the run has a key of its own that nothing else has.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="standing">The tables that hold rows of earlier runs.</param>
    /// <param name="run">The run.</param>
    public long Run(Feed feed, IReadOnlyList<string> standing, int run)
    {
        var fresh = warehouse.Number(new Sql($"{feed.Name}: fresh rows", $"SELECT count(*) FROM {feed.Name} WHERE run = $1"), run);
        var isKept = files[feed.Name] > 1;
        var filter = isKept ? FilterFor(feed, standing, run, fresh) : new KeyFilter(fresh);
        var candidates = new List<ulong>();
        Stream(new Sql($"{feed.Name}: fresh keys", $"SELECT key_hash FROM {feed.Name} WHERE run = $1"), run, filter.Add, candidates);
        var sieve = isKept ? KeyFilter.Of(candidates) : filter;
        var known = new List<ulong>();
        foreach (var table in isKept && candidates.Count == 0 ? [] : standing)
        {
            Stream(StandingKeys(table), run, sieve.Find, known);
        }

        Keep(Candidates, candidates);
        Keep(Known, known);
        return candidates.Count + known.Count;
    }

    private delegate int Screen(ReadOnlySpan<ulong> hashes, Span<ulong> passed);

    // Keys of a file that was rolled back stay in the filter: they raise false alarms and hide nothing.
    private KeyFilter FilterFor(Feed feed, IReadOnlyList<string> standing, int run, long fresh)
    {
        if (filters.TryGetValue(feed.Name, out var kept) && kept.HasRoomFor(fresh))
        {
            return kept;
        }

        var stand = standing.Sum(t => warehouse.Number(new Sql($"{t}: standing rows", $"SELECT count(*) FROM {t} WHERE run <> $1"), run));
        var made = new KeyFilter(Math.Max(2 * (stand + fresh), stand + (files[feed.Name] * fresh)));
        foreach (var table in standing)
        {
            Stream(StandingKeys(table), run, made.Add, null);
        }

        return filters[feed.Name] = made;
    }

    private static Sql StandingKeys(string table) => new($"{table}: standing keys", $"SELECT key_hash FROM {table} WHERE run <> $1");

    private void Stream(Sql sql, int run, Screen screen, List<ulong>? passedOn)
    {
        var passed = new ulong[4096];
        using var rows = warehouse.Query(sql, run);
        while (rows.Next())
        {
            var hashes = rows.Values<ulong>(0);
            if (hashes.Length > passed.Length)
            {
                passed = new ulong[hashes.Length];
            }

            var count = screen(hashes, passed);
            passedOn?.AddRange(passed.AsSpan(0, count));
        }
    }

    private void Keep(string table, List<ulong> hashes)
    {
        warehouse.Run(new Sql(table, $"CREATE OR REPLACE TEMP TABLE {table} (key_hash UBIGINT)"));
        if (hashes.Count == 0)
        {
            return;
        }

        using var writer = warehouse.Append(table);
        for (var left = CollectionsMarshal.AsSpan(hashes); left.Length > 0;)
        {
            var batch = left[..Math.Min(left.Length, writer.Capacity)];
            batch.CopyTo(writer.Values<ulong>(0));
            writer.Write(batch.Length);
            left = left[batch.Length..];
        }

        writer.Finish();
    }
}

/// <summary>
/// A Bloom filter in blocks of one 64-bit word: four bits of one word for a hash, so that a look-up touches one cache line. At 16 bits
/// a hash it lets through about one stranger in a hundred, and never loses a hash that was added.
/// </summary>
/// <remarks>F. Putze, P. Sanders, J. Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007.</remarks>
internal sealed class KeyFilter
{
    // 128 MiB: enough for 67 million hashes at full strength; more of them only let more strangers through.
    private const int MostWordBits = 24;

    // 128 KiB: what a core's own cache holds anyway, and fewer strangers pass.
    private const int LeastWordBits = 14;

    private readonly ulong[] words;
    private readonly int shift;
    private long added;

    /// <summary>An empty filter sized for so many hashes.</summary>
    public KeyFilter(long count)
    {
        var bits = LeastWordBits;
        while (bits < MostWordBits && 1L << bits < count / 4)
        {
            bits++;
        }

        words = new ulong[1 << bits];
        shift = 64 - bits;
    }

    /// <summary>A filter of these hashes.</summary>
    public static KeyFilter Of(List<ulong> hashes)
    {
        var made = new KeyFilter(hashes.Count);
        _ = made.Add(CollectionsMarshal.AsSpan(hashes), new ulong[hashes.Count]);
        return made;
    }

    /// <summary>Adds hashes; those that seemed to be there before go to <paramref name="passed"/>, and their number is returned.</summary>
    public int Add(ReadOnlySpan<ulong> hashes, Span<ulong> passed)
    {
        var count = 0;
        added += hashes.Length;
        foreach (var hash in hashes)
        {
            var mixed = Mix(hash);
            ref var word = ref words[mixed >> shift];
            var bits = Bits(mixed);
            if ((word & bits) == bits)
            {
                passed[count++] = hash;
            }

            word |= bits;
        }

        return count;
    }

    /// <summary>True while so many more hashes leave the filter at full strength, or it is as large as it gets.</summary>
    public bool HasRoomFor(long more) => added + more <= words.Length * 4L || words.Length == 1 << MostWordBits;

    /// <summary>Copies the hashes that seem to have been added to <paramref name="passed"/>; returns their number.</summary>
    public int Find(ReadOnlySpan<ulong> hashes, Span<ulong> passed)
    {
        var count = 0;
        foreach (var hash in hashes)
        {
            var mixed = Mix(hash);
            var bits = Bits(mixed);

            // Without a branch: every hash is written, and counts if it passed.
            passed[count] = hash;
            count += (words[mixed >> shift] & bits) == bits ? 1 : 0;
        }

        return count;
    }

    // The engine's own hash may leave patterns in the bits that are used here.
    private static ulong Mix(ulong hash) => (hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15;

    private static ulong Bits(ulong mixed) =>
        (1UL << (int)mixed) | (1UL << (int)(mixed >> 6)) | (1UL << (int)(mixed >> 12)) | (1UL << (int)(mixed >> 18));
}
