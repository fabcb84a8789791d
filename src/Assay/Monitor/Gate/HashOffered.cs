using System.Collections.Concurrent;
using Assay.Screening.Images;
using Assay.Screening.Images.Pdq;

namespace Assay.Monitor.Gate;

/// <summary>Hashes offered pictures and compares them with the brands' banks and with the photos of counterfeits, off the thread that asks. Memory of decoders is used again.</summary>
/// <param name="limits">What a picture may cost.</param>
/// <param name="codecs">Which formats can be decoded.</param>
public sealed class HashOffered(ImageLimits limits, ImageCodecs codecs) : IDisposable
{
    private readonly ConcurrentBag<HashImage> idle = [];

    /// <summary>Compares pictures; stops between two of them.</summary>
    public Task<LateFinding> Run(GateFacts facts, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken stop) => Task.Run(() => Look(facts, pictures, stop), stop);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (idle.TryTake(out var hash))
        {
            hash.Dispose();
        }
    }

    private LateFinding Look(GateFacts facts, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken stop)
    {
        var hashes = new List<PdqHash>();
        string? why = null;
        foreach (var picture in pictures)
        {
            stop.ThrowIfCancellationRequested();
            var hashed = Hash(picture.Span);
            if (!hashed.Ok)
            {
                why ??= hashed.Failure!.Problem;
            }
            else if (hashed.Value.Quality >= PdqHashes.LeastQuality)
            {
                hashes.Add(hashed.Value.Upright);
            }
        }

        var (found, bad) = (LookAt.InBanks(facts, hashes), LookAt.AmongBad(facts, hashes));
        return new LateFinding(why, it => LookAt.PutPhotos(it, found, bad));
    }

    private Result<PdqHashes> Hash(ReadOnlySpan<byte> picture)
    {
        var hash = idle.TryTake(out var lent) ? lent : new HashImage(limits, codecs);
        try
        {
            return hash.Run(picture);
        }
        finally
        {
            idle.Add(hash);
        }
    }
}
