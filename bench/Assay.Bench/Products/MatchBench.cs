using Assay.Screening.Products.Matching;
using Assay.Screening.Products.Pairs;
using Assay.Screening.Products.Tables;

namespace Assay.Bench.Products;

/// <summary>
/// How well <c>assay products match</c> finds the same product in four public sets of labelled pairs, with the published splits: it learns from train,
/// chooses its threshold on train and valid, and judges test once. No peer runs here; the published F1 of others on the same splits stand beside it.
/// </summary>
internal sealed class MatchBench : IBench
{
    private const string Folder = "product_matching";

    // Wanted F1, and the published ones: Magellan and DeepMatcher (Mudgal and others 2018), Ditto (Li and others 2020).
    private static readonly MatchSet[] Sets =
    [
        new("Abt-Buy", "", 0.86, [("magellan", 0.436), ("deepmatcher", 0.628), ("ditto", 0.893)]),
        new("Amazon-Google", "", 0.73, [("magellan", 0.491), ("deepmatcher", 0.693), ("ditto", 0.756)]),
        new("wdc_shoes", ".medium", 0.75, []),
        new("wdc_cameras", ".medium", 0.75, []),
    ];

    private static readonly (string Name, string Left, string Right)[] Tables = [("D2", "abt.csv", "buy.csv"), ("D3", "amazon.csv", "gp.csv")];

    public string Name => "match";

    public string About => "the same product in four public sets of pairs: F1 on test, and how many candidates hold the known matches";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "learned from train, threshold on train and valid, test judged once; alone: each pair by itself, which is how the peers judge; cold: the same test pairs without any label; published F1 of the peers, who do not run here";
        if (Find() is not { } folder)
        {
            BenchRun.Say($"no folder shared/data/{Folder} beside the repository, and none named by ASSAY_MATCHING: see bench/README.md");
            return;
        }

        foreach (var set in Sets.Where(s => run.Wants(s.Name)))
        {
            Judge(run, result, folder, set);
        }

        foreach (var (name, left, right) in Tables.Where(t => run.Wants(t.Name)))
        {
            Recall(result, Path.Combine(folder, "tables", name), name, left, right);
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ASSAY_MATCHING") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = Path.GetDirectoryName(AppContext.BaseDirectory); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var found = Path.Combine(folder, "shared", "data", Folder);
            if (Directory.Exists(found))
            {
                return found;
            }
        }

        return null;
    }

    // A quick run judges valid instead, so that trying things out never looks at test.
    private static void Judge(BenchRun run, BenchResult result, string folder, MatchSet set)
    {
        string In(string split) => Path.Combine(folder, set.Name, split);
        var files = new MatchFiles { Train = In($"train.txt{set.Size}"), Valid = In($"valid.txt{set.Size}"), Pairs = run.Quick ? In($"valid.txt{set.Size}") : In("test.txt") };
        MatchResult? learned = null;
        var took = BenchRun.Time(() => learned = new MatchTables(new MatchOptions()).Run(files, default).Require().Result);
        var cold = new MatchTables(new MatchOptions()).Run(new MatchFiles { Pairs = files.Pairs }, default).Require().Result;
        var alone = new MatchTables(new MatchOptions { Alone = true }).Run(files, default).Require().Result;
        Measure(result, set.Name, learned!.OfAsked!);
        Measure(result, $"{set.Name}/alone", alone.OfAsked!);
        result.Measure($"{set.Name}/wanted", set.Wanted);
        foreach (var (peer, f1) in set.Published)
        {
            result.Measure($"{set.Name}/{peer}_published", f1);
        }

        Measure(result, $"{set.Name}/cold", cold.OfAsked!);
        result.Measure($"{set.Name}/candidate_recall", learned.CandidateRecall ?? 0);
        result.Measure($"{set.Name}/pairs_per_s", learned.Candidates / took.Seconds);
    }

    private static void Measure(BenchResult result, string name, Quality quality)
    {
        result.Measure($"{name}/f1", quality.F1);
        result.Measure($"{name}/precision", quality.Precision);
        result.Measure($"{name}/recall", quality.Recall);
    }

    private static void Recall(BenchResult result, string folder, string name, string leftFile, string rightFile)
    {
        var left = ProductTable.Read(Path.Combine(folder, leftFile), default).Require();
        var right = ProductTable.Read(Path.Combine(folder, rightFile), default).Require();
        var known = ReadPairs.Run(Path.Combine(folder, "gt.csv"), left, right, default).Require();
        List<Pair> candidates = [];
        var took = BenchRun.Time(() => candidates = Candidates.Of(Corpus.Of(left.Rows, right.Rows), default));
        var kept = candidates.ToHashSet();
        result.Measure($"{name}/candidates", candidates.Count);
        result.Measure($"{name}/candidates_of_all_pairs", (double)candidates.Count / left.Rows.Count / right.Rows.Count);
        result.Measure($"{name}/candidate_recall", (double)known.Pairs.Count(p => kept.Contains(new Pair(p.Left, p.Right))) / known.Pairs.Count);
        result.Measure($"{name}/blocking_s", took.Seconds);
    }

    private sealed record MatchSet(string Name, string Size, double Wanted, (string Peer, double F1)[] Published);
}
