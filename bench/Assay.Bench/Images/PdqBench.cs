using Assay.Screening.Images.Pdq;

namespace Assay.Bench.Images;

/// <summary>PDQ beside Meta's C++ reference: from the same pixels, and from the bytes of JPEG files.</summary>
internal sealed class PdqBench : IBench
{
    // 512 × 512 is what the reference makes of any larger picture.
    private static readonly (int Width, int Height)[] Sizes = [(512, 512), (1200, 1200), (640, 480), (400, 300)];

    public string Name => "pdq";

    public string About => "hashes of pictures from pixels and from JPEG files; beside Meta's C++ reference on the same";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "one thread; RGB pixels of pictures of shapes with grain; hashes and qualities of such pictures and of noise in many sizes must be equal first";
        using var peer = PdqPeer.Find();
        if (peer is null)
        {
            BenchRun.Say($"no {PdqPeer.Variable}: ours alone, compared with nothing (bench/README.md)");
        }

        using var hasher = new PdqHasher();
        Compare(run, hasher, peer);
        foreach (var (width, height) in Sizes.Where(s => run.Wants($"{s.Width}x{s.Height}")))
        {
            FromPixels(run, result, hasher, peer, width, height);
        }

        if (run.Wants("jpeg"))
        {
            FilesCase.Run(run, result, peer);
        }
    }

    private static void Compare(BenchRun run, PdqHasher hasher, PdqPeer? peer)
    {
        var random = new Random(1);
        var count = run.Quick ? 200 : 2000;
        for (var i = 0; peer is not null && i < count; i++)
        {
            var (width, height) = i % 5 == 0 ? (random.Next(513, 1500), random.Next(5, 1500)) : (random.Next(5, 513), random.Next(5, 513));
            var pixels = TestPictures.Make(random, width, height, isNoise: i % 3 == 0);
            Same(hasher, peer, pixels, width, height);
        }

        BenchRun.Say(peer is null ? "nothing compared" : $"{count:N0} pictures have the same hash and quality");
    }

    private static void Same(PdqHasher hasher, PdqPeer peer, byte[] pixels, int width, int height)
    {
        var ours = hasher.Run(pixels, width, height, 3);
        var (hash, quality) = peer.Hash(TestPictures.Planes(pixels), width, height);
        if (ours.Upright != hash || ours.Quality != quality)
        {
            throw new InvalidOperationException($"{width} × {height}: ours {ours.Upright} of quality {ours.Quality}, the reference's {hash} of {quality}.");
        }
    }

    private static void FromPixels(BenchRun run, BenchResult result, PdqHasher hasher, PdqPeer? peer, int width, int height)
    {
        var pixels = TestPictures.Make(new Random(2), width, height, isNoise: false);
        var planes = TestPictures.Planes(pixels);
        var hashes = new PdqHash[8];
        var (ours, its) = run.Quick ? (200, 5) : (5000, 100);
        var times = run.Interleave(
            () => BenchRun.Time(() => Repeat(ours, () => hasher.Run(pixels, width, height, 3, 1, hashes))),
            () => peer is null ? new Timing(1, 1) : BenchRun.Time(() => Repeat(its, () => peer.Hash(planes, width, height))));
        var what = $"{width}x{height}";
        result.Measure($"us_a_picture/{what}", times[0].Seconds / ours * 1e6);
        result.Measure($"us_in_eight_orientations/{what}", BenchRun.Time(() => Repeat(ours, () => hasher.Run(pixels, width, height, 3, 8, hashes))).Seconds / ours * 1e6);
        if (peer is not null)
        {
            result.Compare(what, "pictures/s", ours / times[0].Seconds, "pdq_cpp_hash", its / times[1].Seconds);
        }
    }

    private static void Repeat(int times, Action what)
    {
        for (var i = 0; i < times; i++)
        {
            what();
        }
    }
}
