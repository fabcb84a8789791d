using Assay.Screening.Images.Pdq;
using Assay.Screening.Images.Search;

namespace Assay.Bench.Images;

/// <summary>Exact search among ten million hashes within 31 bits; beside faiss' flat index, which compares with each.</summary>
internal sealed class HammingBench : IBench
{
    private const int Within = PdqHash.SamePicture, Batch = 32;

    public string Name => "hamming";

    public string About => "hashes within 31 bits among ten million, none missed; beside faiss IndexBinaryFlat in batches of 32";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "spread: random hashes, a fifth of them copies with up to 50 bits changed; crowded: bits of unequal odds, which fill some places of the tables; half of the queries are changed copies; what both find must be equal first";
        var count = run.Quick ? 500_000 : 10_000_000;
        foreach (var (name, crowded) in (ReadOnlySpan<(string, bool)>)[("spread", false), ("crowded", true)])
        {
            if (run.Wants(name))
            {
                Case(run, result, name, TestHashes.Make(1, count, crowded));
            }
        }
    }

    private static void Case(BenchRun run, BenchResult result, string name, PdqHash[] hashes)
    {
        var queries = TestHashes.Queries(2, hashes, run.Quick ? 64 : 256);
        var index = new HammingIndex();
        result.Measure($"{name}/add_s", BenchRun.Time(() => index.Add(hashes)).Seconds);
        result.Measure($"{name}/tables_s", BenchRun.Time(() => index.Merge(Machine.Threads)).Seconds);
        Singles(result, name, index, queries);
        using var faiss = FaissSide.Start(run[name], hashes, queries, Within, Batch);
        if (faiss is null)
        {
            BenchRun.Say("no faiss (the Debian package python3-faiss): ours alone, compared with nothing");
            return;
        }

        faiss.Run();
        Same(faiss.Found(), Batches(index, queries));
        var rounds = run.Quick ? 1 : 20;
        var times = run.Interleave(
            () => BenchRun.Time(() =>
            {
                for (var round = 0; round < rounds; round++)
                {
                    Batches(index, queries);
                }
            }),
            faiss.Run);
        result.Compare(name, "queries/s", queries.Length * rounds / times[0].Seconds, "faiss", queries.Length / times[1].Seconds);
        result.Measure($"{name}/ratio_by_processor_time", times[1].Cpu / (times[0].Cpu / rounds));
    }

    private static List<IReadOnlyList<HammingMatch>> Batches(HammingIndex index, PdqHash[] queries) =>
        [.. queries.Chunk(Batch).SelectMany(batch => index.Search(batch, Within, Machine.Threads))];

    private static void Same(List<HammingMatch>[] its, List<IReadOnlyList<HammingMatch>> ours)
    {
        for (var i = 0; i < its.Length; i++)
        {
            if (!its[i].SequenceEqual(ours[i]))
            {
                throw new InvalidOperationException($"Query {i}: ours found {ours[i].Count}, faiss {its[i].Count}.");
            }
        }

        BenchRun.Say($"both find the same {its.Sum(f => f.Count):N0} hashes for {its.Length} queries");
    }

    // One query at a time, on one thread; and without the tables, which is the worst that can happen, on all.
    private static void Singles(BenchResult result, string name, HammingIndex index, PdqHash[] queries)
    {
        index.Search(queries[0], Within);
        var times = queries.Select(q => BenchRun.Time(() => index.Search(q, Within)).Seconds * 1e3).Order().ToArray();
        result.Measure($"{name}/one_query_ms/median", times[times.Length / 2]);
        result.Measure($"{name}/one_query_ms/worst", times[^1]);
        result.Measure($"{name}/one_scan_ms/median", BenchRun.Median(queries.Take(16).Select(q => BenchRun.Time(() => index.Search(q, Bands.Farthest + 1, Machine.Threads)).Seconds * 1e3)));
        var entry = index.Add(queries[0]);
        result.Measure($"{name}/found_after_adding_ms", BenchRun.Time(() =>
        {
            if (!index.Search(queries[0], 0).Any(m => m.Entry == entry))
            {
                throw new InvalidOperationException("What was added was not found.");
            }
        }).Seconds * 1e3);
        index.Remove(entry);
    }
}
