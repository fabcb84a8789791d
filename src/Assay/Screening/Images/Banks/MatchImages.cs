using System.Text;
using Assay.Screening.Images.Pdq;
using Assay.Screening.Images.Search;
using Assay.Warehouse;

namespace Assay.Screening.Images.Banks;

/// <summary>What matching came to.</summary>
/// <param name="Photos">Hashes of photos that were new.</param>
/// <param name="Entries">Images of the banks that were new.</param>
/// <param name="Matches">Pairs of a photo and an entry that were found.</param>
public sealed record MatchedImages(long Photos, long Entries, long Matches);

/// <summary>
/// Compares photos with the banks' images, each pair once: first new photos with the entries that are known, then new entries with every photo that was ever
/// listed. What a match means is said by <c>image_matches(t)</c>, as of any moment.
/// </summary>
/// <param name="warehouse">Where photos, banks and matches are.</param>
/// <param name="pace">Holds the comparison of new entries between slices, and gives way.</param>
/// <param name="threads">How many threads search.</param>
public sealed class MatchImages(IWarehouse warehouse, Pace pace, int threads)
{
    /// <summary>Entries of a slice: 256 searches, some 50 ms beside ten million photos.</summary>
    internal const int Slice = 32;

    private const int Batch = 8192;

    // Plain pictures, of whose 256 coefficients many are equal, match one another and say nothing. A hash of anything else has 128 bits set.
    private const int LeastBits = 96;

    private static readonly Sql KnownPhotos = new("known photos", "SELECT pdq FROM photos ORDER BY pdq");
    private static readonly Sql KeepPictures = new("pictures", "UPDATE photos SET picture = g.picture FROM next_pictures AS g WHERE g.pdq = photos.pdq AND g.picture <> photos.picture");
    private static readonly Sql NextPictures = new("next pictures", "CREATE OR REPLACE TEMP TABLE next_pictures (pdq VARCHAR, picture VARCHAR)");
    private static readonly Sql ForgetMatches = new("former matches of an entry", "DELETE FROM photo_matches WHERE image_id = $1");
    private static readonly Sql ForgetEntry = new("former hash of an entry", "DELETE FROM bank_entries WHERE image_id = $1");
    private static readonly Sql AddEntry = new("entry", "INSERT INTO bank_entries VALUES ($1, $2, 0, NULL, NULL)");

    private readonly HammingIndex photos = new();
    private readonly PhotoGroups groups = new();

    /// <summary>The fewest photos that an entry must match to be quarantined as a flood.</summary>
    public int Flood { get; init; } = 500;

    /// <summary>Compares what is new.</summary>
    /// <param name="asOf">The moment: photos of listings that are live then, and the banks as they are then.</param>
    /// <param name="told">Hears what is done, and its share.</param>
    /// <param name="stop">Stops between slices; what was compared stays.</param>
    public MatchedImages Run(DateTime asOf, Action<string, double>? told, CancellationToken stop)
    {
        var (known, fresh) = Entries(asOf);
        LoadPhotos();
        var before = photos.Count;
        var matches = ComparePhotos(asOf, known, told, stop);
        var added = photos.Count - before;
        photos.Merge(threads);
        if (added > 0)
        {
            GroupPhotos(before, stop);
        }

        matches += CompareEntries(fresh, told, stop);
        warehouse.Run(Sql.Load("Screening/Images/Banks/quarantine_floods.sql"), asOf, Flood);
        return new MatchedImages(added, fresh.Count, matches);
    }

    private (List<BankEntry> Known, List<BankEntry> Fresh) Entries(DateTime asOf)
    {
        var (known, fresh) = (new List<BankEntry>(), new List<BankEntry>());
        foreach (var row in warehouse.Table(Sql.Load("Screening/Images/Banks/entries.sql"), asOf))
        {
            (row[3] == "true" ? fresh : known).Add(BankEntry.Of(row[0]!, row[1]!, row[2]!));
        }

        return (known, fresh);
    }

    private void LoadPhotos()
    {
        using var rows = warehouse.Query(KnownPhotos);
        while (rows.Next())
        {
            Add(Hashes(rows));
        }
    }

    // New photos, a batch at a time, with the entries that were compared with all others before.
    private long ComparePhotos(DateTime asOf, List<BankEntry> known, Action<string, double>? told, CancellationToken stop)
    {
        var fresh = new List<PdqHash>();
        using (var rows = warehouse.Query(Sql.Load("Screening/Images/Banks/new_photos.sql"), asOf))
        {
            while (rows.Next())
            {
                fresh.AddRange(Hashes(rows));
            }
        }

        var entries = new HammingIndex();
        entries.Add([.. known.SelectMany(e => e.Hashes)]);
        entries.Merge(threads);
        long found = 0;
        for (var from = 0; from < fresh.Count; from += Batch)
        {
            stop.ThrowIfCancellationRequested();
            told?.Invoke("new photos", (double)from / fresh.Count);
            var batch = fresh.GetRange(from, Math.Min(Batch, fresh.Count - from));
            var near = entries.Search(batch, PdqHash.SamePicture, threads);
            var matches = PhotoMatch.Nearest(batch.Index().SelectMany(p => IsPlain(p.Item)
                ? []
                : near[p.Index].Select(m => new PhotoMatch(p.Item, known[m.Entry / 8].ImageId, m.Distance, (Turn)(m.Entry % 8))))).ToList();
            using var transaction = warehouse.Begin();
            Save(matches);
            Pairs("photos", batch.Select(p => (p, p)));
            transaction.Commit();
            Add([.. batch]);
            found += matches.Count;
        }

        return found;
    }

    // Retro-match: what a new entry finds among all that was listed before.
    private long CompareEntries(List<BankEntry> fresh, Action<string, double>? told, CancellationToken stop)
    {
        long found = 0;
        foreach (var slice in fresh.Chunk(Slice))
        {
            pace.Next(stop);
            told?.Invoke("new entries", (double)found / Math.Max(1, fresh.Count));
            PdqHash[] wanted = [.. slice.SelectMany(e => e.Hashes)];
            var near = photos.Search(wanted, PdqHash.SamePicture, threads);
            var matches = PhotoMatch.Nearest(wanted.Index().SelectMany(w => near[w.Index]
                .Select(m => new PhotoMatch(photos[m.Entry], slice[w.Index / 8].ImageId, m.Distance, (Turn)(w.Index % 8)))
                .Where(m => !IsPlain(m.Photo)))).ToList();
            using var transaction = warehouse.Begin();
            foreach (var entry in slice)
            {
                warehouse.Run(ForgetMatches, entry.ImageId);
                warehouse.Run(ForgetEntry, entry.ImageId);
                warehouse.Run(AddEntry, entry.ImageId, entry.Hashes[0].ToString());
            }

            Save(matches);
            transaction.Commit();
            found += matches.Count;
        }

        return found;
    }

    // Each new photo joins those near it; pictures that it connects become one.
    private void GroupPhotos(int from, CancellationToken stop)
    {
        Rejoin();
        for (; from < photos.Count; from += Batch)
        {
            stop.ThrowIfCancellationRequested();
            PdqHash[] batch = [.. Enumerable.Range(from, Math.Min(Batch, photos.Count - from)).Select(i => photos[i])];
            foreach (var (i, near) in photos.Search(batch, PdqHash.SamePicture, threads).Index().Where(n => !IsPlain(batch[n.Index])))
            {
                foreach (var match in near.Where(m => !IsPlain(photos[m.Entry])))
                {
                    groups.Join(from + i, match.Entry);
                }
            }
        }

        warehouse.Run(NextPictures);
        using var transaction = warehouse.Begin();
        Pairs("next_pictures", Enumerable.Range(0, photos.Count).Select(i => (photos[i], groups.PictureOf(i))));
        warehouse.Run(KeepPictures);
        transaction.Commit();
    }

    // What the warehouse knows already of who is connected with whom.
    private void Rejoin()
    {
        var numbers = Enumerable.Range(0, photos.Count).ToDictionary(i => photos[i]);
        foreach (var row in warehouse.Table(new Sql("pictures of several photos", "SELECT pdq, picture FROM photos WHERE pdq <> picture")))
        {
            groups.Join(numbers[BankEntry.Read(row[0])], numbers[BankEntry.Read(row[1])]);
        }
    }

    private void Add(PdqHash[] hashes)
    {
        photos.Add(hashes);
        Array.ForEach(hashes, h => groups.Add(h));
    }

    /// <summary>True for the hash of a plain picture.</summary>
    internal static bool IsPlain(PdqHash hash) => hash.DistanceTo(default) < LeastBits;

    private static PdqHash[] Hashes(IRows rows) => [.. Enumerable.Range(0, rows.Count).Select(i => BankEntry.Read(Encoding.ASCII.GetString(rows.Text(0, i))))];

    private void Save(List<PhotoMatch> matches)
    {
        using var to = warehouse.Append("photo_matches");
        foreach (var chunk in matches.Chunk(to.Capacity))
        {
            foreach (var (row, match) in chunk.Index())
            {
                to.SetText(0, row, Encoding.ASCII.GetBytes(match.Photo.ToString()));
                to.SetText(1, row, Encoding.UTF8.GetBytes(match.ImageId));
                to.Values<int>(2)[row] = match.Distance;
                to.SetText(3, row, Encoding.ASCII.GetBytes(match.Turn.ToString().ToLowerInvariant()));
            }

            to.Write(chunk.Length);
        }

        to.Finish();
    }

    private void Pairs(string table, IEnumerable<(PdqHash One, PdqHash Other)> pairs)
    {
        using var to = warehouse.Append(table);
        foreach (var chunk in pairs.Chunk(to.Capacity))
        {
            foreach (var (row, pair) in chunk.Index())
            {
                to.SetText(0, row, Encoding.ASCII.GetBytes(pair.One.ToString()));
                to.SetText(1, row, Encoding.ASCII.GetBytes(pair.Other.ToString()));
            }

            to.Write(chunk.Length);
        }

        to.Finish();
    }
}
