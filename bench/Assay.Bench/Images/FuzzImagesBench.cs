using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using Assay.Screening.Images;
using Assay.Tests.Screening.Images;

namespace Assay.Bench.Images;

/// <summary>Damaged images by the million, decoded and hashed in processes of their own, so that a crash of a native library is seen, counted, and stepped over.</summary>
internal sealed class FuzzImagesBench : IBench
{
    // Memory is bounded by pixels; these make a file that claims to be large cheap to refuse, and let small pictures through.
    private static readonly ImageLimits Limits = new(1 << 20, 8192, 4 << 20, 64 << 20);

    public string Name => "fuzz-images";

    public string About => "damaged JPEG, PNG and WebP files by the million: crashes, the longest time and the most memory of one process";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "files of all formats with 1 to 5 changes each, sums of PNG chunks mended in three of four; up to 4 million pixels";
        long count = run.Quick ? 20_000 : 2_000_000, at = 0, hashed = 0;
        double longest = 0, memory = 0;
        var crashes = 0;
        while (at < count)
        {
            var place = run["place"];
            File.WriteAllBytes(place, new byte[16]);
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["fuzz-images-child", $"{at}", $"{count}", place]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var said = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            if (child.ExitCode != 0)
            {
                at = BitConverter.ToInt64(File.ReadAllBytes(place));
                BenchRun.Say($"input {at} ended the process with {child.ExitCode}");
                crashes++;
                at++;
                continue;
            }

            var told = said.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture)).ToArray();
            (at, hashed, longest, memory) = (count, (long)told[0], told[1], told[2]);
        }

        result.Measure("inputs", count);
        result.Measure("crashes", crashes);
        result.Measure("hashed", hashed);
        result.Measure("longest_ms", longest);
        result.Measure("peak_mib", memory);
        if (crashes > 0)
        {
            throw new InvalidOperationException($"{crashes} of {count} inputs crashed the process.");
        }
    }

    /// <summary>Hashes inputs by number; the place says which one is under way. Prints how many were hashed, the longest in milliseconds, and the most memory in MiB.</summary>
    public static int Child(long from, long until, string place)
    {
        using var file = MemoryMappedFile.CreateFromFile(place);
        using var view = file.CreateViewAccessor(0, 16);
        using var hash = new HashImage(Limits, ImageCodecs.Installed);
        var (hashed, longest) = (0L, 0.0);
        for (; from < until; from++)
        {
            view.Write(0, from);
            var input = MutateImage.Make(from);
            var began = Stopwatch.GetTimestamp();
            hashed += hash.Run(input).Ok ? 1 : 0;
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{hashed} {longest} {Environment.WorkingSet >> 20}"));
        return 0;
    }
}
