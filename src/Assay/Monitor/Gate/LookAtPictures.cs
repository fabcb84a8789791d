namespace Assay.Monitor.Gate;

/// <summary>Finds out about pictures.</summary>
/// <param name="facts">The listing, and what is known.</param>
/// <param name="pictures">The bytes of each, as they came.</param>
/// <param name="stop">The deadline, or who asked is gone.</param>
public delegate Task<LateFinding> HashPictures(GateFacts facts, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken stop);

/// <summary>The check of pictures: those uploaded, those written out in the place of their address, and those of hosts that are allowed. Nothing else is fetched.</summary>
/// <param name="fetch">Fetches; null where no host is allowed.</param>
/// <param name="hash">What looks at them; null where nothing does.</param>
public sealed class LookAtPictures(FetchPicture? fetch, HashPictures? hash)
{
    private const int MostPictures = 12;

    /// <summary>The check as the gate's table has it.</summary>
    public LateCheck Check => new("image", static (offer, pictures) => pictures.Uploaded.Count + offer.Images.Count > 0, Look);

    private async Task<LateFinding> Look(GateFacts facts, OfferedPictures offered, CancellationToken stop)
    {
        if (hash is null)
        {
            return LateFinding.Nothing("pictures are not compared here");
        }

        var pictures = offered.Uploaded.ToList();
        var missing = new List<string>();
        foreach (var link in facts.Offer.Images.Take(MostPictures))
        {
            var (bytes, not) = await Get(link, stop);
            if (not is null)
            {
                pictures.Add(bytes);
            }
            else if (!missing.Contains(not, StringComparer.Ordinal))
            {
                missing.Add(not);
            }
        }

        var found = pictures.Count == 0 ? LateFinding.Nothing(null) : await hash(facts, pictures, stop);
        if (found.Why is { } why)
        {
            missing.Add(why);
        }

        return found with { Why = missing.Count == 0 ? null : $"a picture was not looked at: {string.Join("; ", missing)}" };
    }

    private async Task<FetchedPicture> Get(string link, CancellationToken stop)
    {
        if (link.StartsWith(PictureUri.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return PictureUri.Read(link) is { } bytes ? new FetchedPicture(bytes, null) : new FetchedPicture(default, "it is no base64");
        }

        return fetch is null ? new FetchedPicture(default, "its host is not allowed") : await fetch.Run(link, stop);
    }
}
