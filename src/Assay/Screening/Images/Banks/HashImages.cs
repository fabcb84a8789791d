using System.Text;
using Assay.Screening.Images.Pdq;
using Assay.Warehouse;

namespace Assay.Screening.Images.Banks;

/// <summary>What hashing came to.</summary>
/// <param name="Named">Local images that feeds name.</param>
/// <param name="Hashed">Those that were hashed now.</param>
/// <param name="Unchanged">Those that were hashed before, and did not change.</param>
/// <param name="Absent">Those that are not in the folder.</param>
/// <param name="Refused">Those that are no image that may be decoded, by reason.</param>
public sealed record HashedImages(int Named, int Hashed, int Unchanged, int Absent, IReadOnlyDictionary<string, int> Refused);

/// <summary>
/// Hashes the images that feeds name by a path, from the folder they came in; URLs are never fetched. A batch is a transaction, so that a run which was
/// stopped goes on where it was.
/// </summary>
/// <param name="warehouse">Where feeds are, and hashes go.</param>
/// <param name="limits">What an image may cost.</param>
/// <param name="codecs">Which formats can be decoded.</param>
public sealed class HashImages(IWarehouse warehouse, ImageLimits limits, ImageCodecs codecs)
{
    private const int Batch = 1024;

    private static readonly Sql Forget = new("hashes of changed images", "DELETE FROM image_hashes WHERE (feed, image) IN (SELECT (feed, image) FROM changed_images)");
    private static readonly Sql Changed = new("changed images", "CREATE OR REPLACE TEMP TABLE changed_images (feed VARCHAR, image VARCHAR)");

    /// <summary>Hashes what is new or changed.</summary>
    /// <param name="folder">The folder of the feeds.</param>
    /// <param name="threads">How many threads decode.</param>
    /// <param name="told">Hears how many of how many are done.</param>
    /// <param name="stop">Stops after the batch under way.</param>
    public HashedImages Run(string folder, int threads, Action<int, int>? told, CancellationToken stop)
    {
        var named = Named();
        var (hashed, unchanged, absent, refused) = (0, 0, 0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (var from = 0; from < named.Count; from += Batch)
        {
            stop.ThrowIfCancellationRequested();
            told?.Invoke(from, named.Count);
            var batch = named.GetRange(from, Math.Min(Batch, named.Count - from));
            var looked = Look(folder, batch, threads);
            Save([.. looked.Where(l => l.Bytes is not null && !l.IsUnchanged)]);
            hashed += looked.Count(l => l.Hashes is not null);
            unchanged += looked.Count(l => l.IsUnchanged);
            absent += looked.Count(l => l.Bytes is null);
            foreach (var problem in looked.Select(l => l.Refused).OfType<Failure>())
            {
                refused[problem.Problem] = refused.GetValueOrDefault(problem.Problem) + 1;
            }
        }

        return new HashedImages(named.Count, hashed, unchanged, absent, refused);
    }

    private List<Named> Named()
    {
        var named = new List<Named>();
        using var rows = warehouse.Query(Sql.Load("Screening/Images/Banks/images_to_hash.sql"));
        while (rows.Next())
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var known = rows.IsNull(2, i) ? ((long, DateTime)?)null : (rows.Values<long>(2)[i], Moments.FromMicros(rows.Values<long>(3)[i]));
                named.Add(new Named(rows.String(0, i)!, rows.String(1, i)!, known));
            }
        }

        return named;
    }

    private Looked[] Look(string folder, List<Named> batch, int threads)
    {
        var looked = new Looked[batch.Count];
        var next = -1;
        _ = Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ =>
        {
            using var hash = new HashImage(limits, codecs);
            for (int i; (i = Interlocked.Increment(ref next)) < looked.Length;)
            {
                looked[i] = One(hash, folder, batch[i]);
            }
        });
        return looked;
    }

    private Looked One(HashImage hash, string folder, Named image)
    {
        using var file = ImageFile.Open(folder, image.Image, out var bytes, out var changedAt);
        var found = new Looked(image, file is null ? null : bytes, changedAt, false, null, null);
        if (file is null || image.Known == (bytes, changedAt))
        {
            return found with { IsUnchanged = file is not null };
        }

        if (bytes > limits.Bytes)
        {
            return found with { Refused = new Failure($"The image has more than {limits.Bytes:N0} bytes", $"up to {limits.Bytes:N0}", "Send a smaller copy") };
        }

        var content = new byte[bytes];
        var read = RandomAccess.Read(file, content, 0);
        var hashes = hash.Run(content.AsSpan(0, read));
        return found with { Hashes = hashes.Value, Refused = hashes.Failure };
    }

    private void Save(Looked[] looked)
    {
        if (looked.Length == 0)
        {
            return;
        }

        warehouse.Run(Changed);
        using var transaction = warehouse.Begin();
        using (var changed = warehouse.Append("changed_images"))
        {
            foreach (var each in looked.Chunk(changed.Capacity))
            {
                Names(changed, each);
                changed.Write(each.Length);
            }

            changed.Finish();
        }

        warehouse.Run(Forget);
        using (var to = warehouse.Append("image_hashes"))
        {
            foreach (var each in looked.Chunk(to.Capacity))
            {
                Names(to, each);
                Hashes(to, each);
                to.Write(each.Length);
            }

            to.Finish();
        }

        transaction.Commit();
    }

    private static void Names(ITableWriter to, Looked[] looked)
    {
        foreach (var (row, each) in looked.Index())
        {
            to.SetText(0, row, Encoding.UTF8.GetBytes(each.Image.Feed));
            to.SetText(1, row, Encoding.UTF8.GetBytes(each.Image.Image));
        }
    }

    private static void Hashes(ITableWriter to, Looked[] looked)
    {
        foreach (var (row, each) in looked.Index())
        {
            to.Values<long>(2)[row] = each.Bytes!.Value;
            to.Values<long>(3)[row] = Moments.ToMicros(each.ChangedAt);
            Text(to, 4, row, each.Hashes?.Upright.ToString());
            Text(to, 5, row, each.Image.Feed == "images" && each.Hashes is { } hashes ? string.Concat(hashes.Turned.Skip(1)) : null);
            to.Values<int>(6)[row] = each.Hashes?.Quality ?? 0;
            Text(to, 7, row, each.Refused?.Problem);
        }
    }

    private static void Text(ITableWriter to, int column, int row, string? text)
    {
        if (text is null)
        {
            to.SetNull(column, row);
        }
        else
        {
            to.SetText(column, row, Encoding.UTF8.GetBytes(text));
        }
    }

    private sealed record Looked(Named Image, long? Bytes, DateTime ChangedAt, bool IsUnchanged, PdqHashes? Hashes, Failure? Refused);
}

/// <summary>An image that a feed names by a path, and what was known of the file when it was hashed.</summary>
internal sealed record Named(string Feed, string Image, (long Bytes, DateTime ChangedAt)? Known);
