using System.Runtime.InteropServices;
using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// Finds the few keys of a run that may stand already, or may come twice, without joining all of them with all that stands: the run's
/// hashes go into a Bloom filter, through which the standing ones stream. What it lets through is looked at exactly afterwards.
/// Of 2 million new keys beside 18 million standing ones the semi-join took 0.4 to 0.7 s, this takes 0.1 s.
/// </summary>
internal sealed class KeyScreen(IWarehouse warehouse)
{
    /// <summary>The temporary table with every hash of the run that some earlier row of the run may have too.</summary>
    public const string Twins = "twin_keys";

    /// <summary>The temporary table with every standing hash that some row of the run may have too.</summary>
    public const string Known = "known_keys";

    /// <summary>Fills both tables; how many hashes passed. None: every row of the run has a key of its own that nothing else has.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="standing">The tables that hold rows of earlier runs.</param>
    /// <param name="run">The run.</param>
    public long Run(Feed feed, IReadOnlyList<string> standing, int run)
    {
        var fresh = new Sql($"{feed.Name}: fresh keys", $"SELECT key_hash FROM {feed.Name} WHERE run = $1");
        var filter = new KeyFilter(warehouse.Number(new Sql(fresh.Name, $"SELECT count(*) FROM {feed.Name} WHERE run = $1"), run));
        var twins = Passed(fresh, run, filter.Add);
        var known = new List<ulong>();
        foreach (var table in standing)
        {
            known.AddRange(Passed(new Sql($"{table}: standing keys", $"SELECT key_hash FROM {table} WHERE run <> $1"), run, filter.Find));
        }

        Keep(Twins, twins);
        Keep(Known, known);
        return twins.Count + known.Count;
    }

    private delegate int Screen(ReadOnlySpan<ulong> hashes, Span<ulong> passed);

    private List<ulong> Passed(Sql sql, int run, Screen screen)
    {
        var all = new List<ulong>();
        var passed = new ulong[4096];
        using var rows = warehouse.Query(sql, run);
        while (rows.Next())
        {
            var hashes = rows.Values<ulong>(0);
            if (hashes.Length > passed.Length)
            {
                passed = new ulong[hashes.Length];
            }

            all.AddRange(passed.AsSpan(0, screen(hashes, passed)));
        }

        return all;
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

    private readonly ulong[] words;
    private readonly int shift;

    /// <summary>An empty filter sized for so many hashes.</summary>
    public KeyFilter(long count)
    {
        var bits = 6;
        while (bits < MostWordBits && 1L << bits < count / 4)
        {
            bits++;
        }

        words = new ulong[1 << bits];
        shift = 64 - bits;
    }

    /// <summary>Adds hashes; those that seemed to be there before go to <paramref name="passed"/>, and their number is returned.</summary>
    public int Add(ReadOnlySpan<ulong> hashes, Span<ulong> passed)
    {
        var count = 0;
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
