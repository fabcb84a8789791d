using Assay.Operators.Linking;
using Assay.Screening.Products.Learning;
using Assay.Screening.Products.Words;
using Assay.Warehouse;
using Assay.Warehouse.DuckDb;

namespace Assay.Bench.Operators;

/// <summary>Groups of linked accounts beside igraph, new edges folded in, and pairs of records scored beside DuckDB.</summary>
internal sealed class OperatorsBench : IBench
{
    private const int Fields = 4;

    public string Name => "operators";

    public string About => "components of 10 million edges beside igraph, a million edges folded in, pairs of records scored beside DuckDB";

    public void Run(BenchRun run, BenchResult result)
    {
        result.How = "components: random edges over 8 accounts in 10 edges, from the list of edges to the lowest account of each group, one thread; igraph builds its graph from a numpy array and finds the components. "
            + "folded: a million further edges into those groups. scored: Jaro-Winkler and Levenshtein of 4 fields a pair, all threads on both sides, texts in memory";
        if (run.Wants("components"))
        {
            Components(run, result, run.Quick ? 1_000_000 : 10_000_000);
        }

        if (run.Wants("scored"))
        {
            Scored(run, result, run.Quick ? 200_000 : 2_000_000);
        }
    }

    private static void Components(BenchRun run, BenchResult result, int count)
    {
        var nodes = count / 10 * 8;
        var random = new SplitMix(5);
        var edges = Enumerable.Range(0, count).Select(_ => new Edge(random.Below(nodes), random.Below(nodes))).ToArray();
        int[] labels = [];
        Timing Ours() => BenchRun.Time(() =>
        {
            var sets = new DisjointSets(nodes);
            sets.Fold(edges);
            labels = sets.Labels();
        });
        using var igraph = IgraphSide.Start(run["igraph"], edges, nodes);
        Ours();
        if (igraph is not null)
        {
            igraph.Run();
            Compare(labels, igraph.Found());
            var times = run.Interleave(Ours, igraph.Run);
            result.Compare("components", "edges/s", count / times[0].Seconds, "igraph", count / times[1].Seconds);
        }
        else
        {
            result.Measure("components_edges_a_second", count / run.Interleave(Ours)[0].Seconds);
        }

        Folded(run, result, edges, nodes, random);
        result.Measure("bytes_an_account", sizeof(int));
    }

    private static void Folded(BenchRun run, BenchResult result, Edge[] edges, int nodes, SplitMix random)
    {
        var further = Enumerable.Range(0, 1_000_000).Select(_ => new Edge(random.Below(nodes), random.Below(nodes))).ToArray();
        var time = run.Interleave(() =>
        {
            var sets = new DisjointSets(nodes);
            sets.Fold(edges);
            return BenchRun.Time(() => sets.Fold(further));
        });
        result.Measure("folded_edges_a_second", further.Length / time[0].Seconds);
    }

    // Both name groups, each by numbers of its own.
    private static void Compare(int[] ours, int[] theirs)
    {
        var named = new Dictionary<int, int>();
        for (var i = 0; i < ours.Length; i++)
        {
            if (!named.TryAdd(ours[i], theirs[i]) && named[ours[i]] != theirs[i])
            {
                throw new InvalidOperationException($"Account {i} is in another group than igraph has it in.");
            }
        }

        if (named.Values.Distinct().Count() != named.Count)
        {
            throw new InvalidOperationException("igraph has fewer groups.");
        }
    }

    private static void Scored(BenchRun run, BenchResult result, int pairs)
    {
        var (left, right) = Texts(pairs);
        using var database = DuckDbDatabase.Open(new DuckDbOptions(null) { SpillFolder = run.Folder });
        using var session = database.Connect();
        Fill(session, left, right);
        var fields = Enumerable.Range(0, Fields).ToArray();
        var query = new Sql("pairs", $"""
            SELECT sum({string.Join(" + ", fields.Select(f => $"jaro_winkler_similarity(l{f}, r{f})"))}), sum({string.Join(" + ", fields.Select(f => $"levenshtein(l{f}, r{f})"))}) FROM pairs
            """);
        var scores = (Likeness: 0.0, Edits: 0L);
        Timing Ours() => BenchRun.Time(() => scores = Score(left, right, pairs));
        string?[] theirs = [];
        Timing DuckDb() => BenchRun.Time(() => theirs = session.Table(query)[0]);
        Ours();
        DuckDb();
        if (Math.Abs(double.Parse(theirs[0]!) - scores.Likeness) > 1e-6 * scores.Likeness || long.Parse(theirs[1]!.Split('.')[0]) != scores.Edits)
        {
            throw new InvalidOperationException($"DuckDB says {theirs[0]} and {theirs[1]}, ours {scores.Likeness} and {scores.Edits}.");
        }

        var times = run.Interleave(Ours, DuckDb);
        result.Compare("scored", "pairs/s", pairs / times[0].Seconds, "duckdb", pairs / times[1].Seconds);
    }

    private static (double Likeness, long Edits) Score(string[][] left, string[][] right, int pairs)
    {
        var parts = new (double, long)[Environment.ProcessorCount];
        Parallel.For(0, parts.Length, part =>
        {
            var (likeness, edits) = (0.0, 0L);
            for (var i = (int)((long)pairs * part / parts.Length); i < (int)((long)pairs * (part + 1) / parts.Length); i++)
            {
                for (var f = 0; f < Fields; f++)
                {
                    likeness += Likeness.JaroWinkler(left[f][i], right[f][i]);
                    edits += Likeness.Edits(left[f][i], right[f][i]);
                }
            }

            parts[part] = (likeness, edits);
        });
        return (parts.Sum(p => p.Item1), parts.Sum(p => p.Item2));
    }

    // Names, a street and a mail address, half of the pairs a few letters apart.
    private static (string[][] Left, string[][] Right) Texts(int pairs)
    {
        string[] parts = ["bar", "kel", "osu", "tim", "vra", "nod", "qui", "shel", "fay", "wog", "zun", "lim", "ter", "ann", "ros", "eck"];
        var random = new SplitMix(9);
        string Word(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => parts[random.Below(parts.Length)]));
        var (left, right) = (new string[Fields][], new string[Fields][]);
        for (var f = 0; f < Fields; f++)
        {
            left[f] = [.. Enumerable.Range(0, pairs).Select(_ => f switch { 0 or 1 => Word(2), 2 => $"{random.Below(200)} {Word(3)} road", _ => $"{Word(3)}@{Word(2)}.com" })];
            right[f] = [.. left[f].Select((text, i) => i % 2 == 0 ? Worn(text, random) : left[f][(i + 17) % pairs])];
        }

        return (left, right);
    }

    private static string Worn(string text, SplitMix random)
    {
        var at = random.Below(text.Length);
        return random.Below(3) switch { 0 => text.Remove(at, 1), 1 => text.Insert(at, "x"), _ => text };
    }

    private static void Fill(IWarehouse session, string[][] left, string[][] right)
    {
        session.Run(new Sql("pairs", $"CREATE TABLE pairs ({string.Join(", ", Enumerable.Range(0, Fields).SelectMany(f => (string[])[$"l{f} VARCHAR", $"r{f} VARCHAR"]))})"));
        using var writer = session.Append("pairs");
        for (var first = 0; first < left[0].Length; first += writer.Capacity)
        {
            var count = Math.Min(writer.Capacity, left[0].Length - first);
            for (var f = 0; f < Fields; f++)
            {
                for (var i = 0; i < count; i++)
                {
                    writer.SetText(2 * f, i, System.Text.Encoding.ASCII.GetBytes(left[f][first + i]));
                    writer.SetText((2 * f) + 1, i, System.Text.Encoding.ASCII.GetBytes(right[f][first + i]));
                }
            }

            writer.Write(count);
        }

        writer.Finish();
    }
}
