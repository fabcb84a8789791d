using System.Buffers;
using Assay.Monitor.Gate;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Assay.App.Api;

/// <summary>The body of a request with one listing: read whole, within its limits.</summary>
internal sealed class ListingBody : IDisposable
{
    private const int MostParts = 12;
    private const int LargestPicture = 10 << 20;
    private const int MostBytes = 32 << 20;

    private readonly byte[]? rented;

    private ListingBody(byte[]? rented, ReadOnlyMemory<byte> listing, ReadOnlyMemory<byte> whole, OfferedPictures pictures)
    {
        this.rented = rented;
        (Listing, Whole, Pictures) = (listing, whole, pictures);
    }

    private ListingBody(int status, Failure failure)
        : this(null, default, default, OfferedPictures.None) => (Status, Failure) = (status, failure);

    /// <summary>The listing as JSON.</summary>
    public ReadOnlyMemory<byte> Listing { get; }

    /// <summary>Listing and pictures, for a digest.</summary>
    public ReadOnlyMemory<byte> Whole { get; }

    /// <summary>Pictures that came with it.</summary>
    public OfferedPictures Pictures { get; }

    /// <summary>The status where it was refused.</summary>
    public int Status { get; }

    /// <summary>Why it was refused; null where it was not.</summary>
    public Failure? Failure { get; }

    /// <summary>Reads a body that is the listing.</summary>
    public static async ValueTask<ListingBody> Read(HttpContext context, int most)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                return new ListingBody(StatusCodes.Status413PayloadTooLarge, new Failure("The listing is too large", $"at most {most} bytes", "Shorten its texts, and send pictures as parts of multipart/form-data"));
            }

            if (read.IsCompleted)
            {
                var length = (int)read.Buffer.Length;
                var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
                read.Buffer.CopyTo(bytes);
                reader.AdvanceTo(read.Buffer.End);
                return new ListingBody(bytes, bytes.AsMemory(0, length), bytes.AsMemory(0, length), OfferedPictures.None);
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Reads a part <c>listing</c> and parts <c>image</c>.</summary>
    public static async ValueTask<ListingBody> ReadParts(HttpContext context, string boundary)
    {
        if (boundary.Length is < 1 or > 70)
        {
            return new ListingBody(StatusCodes.Status400BadRequest, new Failure("multipart/form-data came without a boundary", "a boundary of 1 to 70 characters (RFC 2046)"));
        }

        try
        {
            return await ReadParts(new MultipartReader(boundary, context.Request.Body) { BodyLengthLimit = MostBytes, HeadersCountLimit = 8, HeadersLengthLimit = 4096 }, context.RequestAborted);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return new ListingBody(StatusCodes.Status400BadRequest, new Failure($"The parts cannot be read: {broken.Message.TrimEnd('.')}", "multipart/form-data with a part named listing and parts named image"));
        }
    }

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static async ValueTask<ListingBody> ReadParts(MultipartReader parts, CancellationToken stop)
    {
        byte[]? listing = null;
        var pictures = new List<ReadOnlyMemory<byte>>();
        var whole = new MemoryStream();
        while (await parts.ReadNextSectionAsync(stop) is { } part)
        {
            var name = ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var said) ? HeaderUtilities.RemoveQuotes(said.Name).Value : null;
            var bytes = await Limited(part.Body, name == "listing" ? ReadListing.Longest : LargestPicture, stop);
            if (bytes is null || whole.Length + bytes.Length > MostBytes || pictures.Count == MostParts)
            {
                return new ListingBody(StatusCodes.Status413PayloadTooLarge, new Failure(
                    $"The part {name} is too large, or there are too many",
                    $"a listing of at most {ReadListing.Longest} bytes, at most {MostParts} images of at most {LargestPicture >> 20} MiB, {MostBytes >> 20} MiB together"));
            }

            if (name is not ("listing" or "image") || (name == "listing" && listing is not null))
            {
                return new ListingBody(StatusCodes.Status400BadRequest, new Failure($"A part named '{Assay.Import.Reject.Show(name, masked: false)}' came", "one part named listing, and parts named image"));
            }

            whole.Write(bytes);
            if (name == "listing")
            {
                listing = bytes;
            }
            else
            {
                pictures.Add(bytes);
            }
        }

        return listing is null
            ? new ListingBody(StatusCodes.Status400BadRequest, new Failure("No part named listing came", "one part named listing, and parts named image"))
            : new ListingBody(null, listing, whole.ToArray(), new OfferedPictures(pictures));
    }

    private static async Task<byte[]?> Limited(Stream body, int most, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[1 << 14];
        for (int read; (read = await body.ReadAsync(buffer, stop)) > 0;)
        {
            if (kept.Length + read > most)
            {
                return null;
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
