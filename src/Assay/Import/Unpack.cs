using System.IO.Compression;

namespace Assay.Import;

/// <summary>How much a packed feed may unpack to.</summary>
/// <param name="FreeBytes">Bytes that the disk must keep free.</param>
/// <param name="Ratio">Most bytes out for a byte in, once <paramref name="RatioFrom"/> bytes are out. Text of feeds packs 5 to 60 times.</param>
/// <param name="RatioFrom">Bytes out from which the ratio counts.</param>
public sealed record UnpackLimits(long FreeBytes = 1L << 30, double Ratio = 250, long RatioFrom = 64L << 20);

/// <summary>Writes a packed file or standard input out to the spill folder, where the engine reads it with every thread.</summary>
internal static class Unpack
{
    /// <summary>Unpacks <paramref name="file"/>; the caller deletes what is returned.</summary>
    public static Result<string> Run(FeedFile file, string spillFolder, UnpackLimits limits, CancellationToken stop)
    {
        var target = Path.Combine(spillFolder, $"{file.Feed.Name}-{Guid.NewGuid():N}{Extension(file.Format)}");
        try
        {
            using var packed = OpenPacked(file);
            using var source = OpenInner(file, packed);
            using var spool = new SpoolFile(target, 1 << 20);
            var failure = Copy(file, packed, source, spool, limits, stop);
            if (failure is null)
            {
                return target;
            }

            File.Delete(target);
            return failure;
        }
        catch (InvalidDataException damaged)
        {
            File.Delete(target);
            return new Failure($"{file.Shown} is damaged: {damaged.Message.TrimEnd('.')}", $"a whole {Name(file.Packing)} file", "Write or copy it again");
        }
        catch
        {
            File.Delete(target);
            throw;
        }
    }

    private static Failure? Copy(FeedFile file, Stream packed, Stream source, FileStream spool, UnpackLimits limits, CancellationToken stop)
    {
        var buffer = new byte[1 << 20];
        var free = new DriveInfo(Path.GetDirectoryName(spool.Name)!).AvailableFreeSpace;
        long written = 0;
        for (int read; (read = Read(file, source, buffer, stop)) > 0;)
        {
            stop.ThrowIfCancellationRequested();
            written += read;
            var isBomb = file.Packing != Packing.None && written > limits.RatioFrom && written > limits.Ratio * packed.Position;
            if (isBomb)
            {
                return TooLarge(file, limits);
            }

            if (written > free - limits.FreeBytes)
            {
                return new Failure($"{file.Shown} does not fit on the disk unpacked", $"room for it in {Path.GetDirectoryName(spool.Name)}, and {limits.FreeBytes >> 20} MB to spare", "Free some space, or name another folder with --data");
            }

            spool.Write(buffer, 0, read);
        }

        return null;
    }

    // Somebody may type standard input, or a pipe may have nothing to say for long: a stop does not wait for it.
    private static int Read(FeedFile file, Stream source, byte[] buffer, CancellationToken stop)
    {
        if (file.Path != FeedFile.StandardInput)
        {
            return source.Read(buffer);
        }

        var reading = Task.Run(() => source.Read(buffer), stop);
        reading.Wait(stop);
        return reading.Result;
    }

    private static Failure TooLarge(FeedFile file, UnpackLimits limits) => new(
        $"{file.Shown} unpacks to more than {limits.Ratio:0} times its size",
        "a feed that unpacks to something reasonable",
        "Unpack it yourself, look at it, and import the unpacked file");

    private static Stream OpenPacked(FeedFile file) => file.Path == FeedFile.StandardInput
        ? Console.OpenStandardInput()
        : new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);

    private static Stream OpenInner(FeedFile file, Stream packed) => file.Packing switch
    {
        Packing.Gzip => new GZipStream(packed, CompressionMode.Decompress),
        Packing.Zstandard => new ZstandardStream(packed),
        _ => packed,
    };

    private static string Name(Packing packing) => packing == Packing.Gzip ? "gzip" : "Zstandard";

    private static string Extension(FeedFormat format) => format switch
    {
        FeedFormat.Csv => ".csv",
        FeedFormat.Tsv => ".tsv",
        FeedFormat.JsonLines => ".jsonl",
        FeedFormat.Epcis => ".jsonld",
        _ => ".parquet",
    };
}
