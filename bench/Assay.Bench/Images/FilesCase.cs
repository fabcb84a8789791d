using Assay.Screening.Images;
using Assay.Screening.Images.Pdq;
using Assay.Tests.Screening.Images;

namespace Assay.Bench.Images;

/// <summary>From JPEG files to hashes: made ones, and the photos that the reference comes with where they lie beside the repository.</summary>
internal static class FilesCase
{
    private static readonly (int Width, int Height)[] Sizes = [(1200, 1200), (800, 600), (2400, 1600), (400, 300)];

    public static void Run(BenchRun run, BenchResult result, PdqPeer? peer)
    {
        var random = new Random(5);
        foreach (var (width, height) in Sizes)
        {
            var paths = Enumerable.Range(0, run.Quick ? 3 : 20).Select(i =>
            {
                var path = run[$"{width}x{height}-{i}.jpg"];
                File.WriteAllBytes(path, MakeImage.Jpeg(TestPictures.Make(random, width, height, isNoise: false), width, height, 3, 85));
                return path;
            }).ToArray();
            Case(run, result, peer, $"jpeg_{width}x{height}", paths);
        }

        if (TestPictures.ReferencePhotos() is { Length: > 0 } photos)
        {
            Case(run, result, peer, "jpeg_reference_photos", photos);
        }
    }

    private static void Case(BenchRun run, BenchResult result, PdqPeer? peer, string what, string[] paths)
    {
        using var hash = new HashImage(ImageLimits.Default, ImageCodecs.Installed);
        if (peer is not null)
        {
            Near(result, what, [.. paths.Select(p => (hash.Run(File.ReadAllBytes(p)).Require(), peer.File(p).Hash))]);
        }

        var rounds = run.Quick ? 1 : 10;
        var times = run.Interleave(
            () => BenchRun.Time(() =>
            {
                for (var i = 0; i < rounds * paths.Length; i++)
                {
                    hash.Run(File.ReadAllBytes(paths[i % paths.Length])).Require();
                }
            }),
            () => peer is null ? new Timing(1, 1) : BenchRun.Time(() => Array.ForEach(paths, p => peer.File(p))));
        result.Measure($"ms_a_file/{what}", times[0].Seconds / rounds / paths.Length * 1e3);
        if (peer is not null)
        {
            result.Compare(what, "pictures/s", rounds * paths.Length / times[0].Seconds, "pdq_cpp_file", paths.Length / times[1].Seconds);
        }
    }

    // Another way through the decoder: near, not equal.
    private static void Near(BenchResult result, string what, (PdqHashes Ours, PdqHash Its)[] hashes)
    {
        var far = hashes.Where(h => h.Ours.Quality >= 80).Max(h => h.Ours.Upright.DistanceTo(h.Its));
        result.Measure($"most_bits_apart/{what}", far);
        if (far > 16)
        {
            throw new InvalidOperationException($"{what}: a hash is {far} bits from the reference's, and up to 16 are allowed.");
        }
    }
}
