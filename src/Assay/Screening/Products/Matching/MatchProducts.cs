using Assay.Screening.Products.Pairs;
using Assay.Screening.Products.Tables;

namespace Assay.Screening.Products.Matching;

/// <summary>What to match.</summary>
/// <param name="Left">A table of products.</param>
/// <param name="Right">Another.</param>
internal sealed record MatchRequest(ProductTable Left, ProductTable Right)
{
    /// <summary>Labelled pairs to learn from; null for none.</summary>
    public PairFile? Train { get; init; }

    /// <summary>Labelled pairs that only help to choose the threshold; null for none.</summary>
    public PairFile? Valid { get; init; }

    /// <summary>The pairs that are asked about; null for all candidates.</summary>
    public PairFile? Asked { get; init; }
}

/// <summary>A pair with its score.</summary>
/// <param name="LeftId">The left row.</param>
/// <param name="RightId">The right row.</param>
/// <param name="Score">0 to 1; from 0.5 on it is taken for a match.</param>
/// <param name="Reasons">What spoke most for and against it: features with their part of the log-odds.</param>
public sealed record MatchedPair(string LeftId, string RightId, double Score, string Reasons)
{
    /// <summary>True where it is taken for a match.</summary>
    public bool IsMatch => Score >= 0.5;
}

/// <summary>What matching two tables came to.</summary>
/// <param name="Pairs">The scored pairs: those asked about in their order, else candidates by left row, the best first.</param>
/// <param name="Candidates">How many candidates there were.</param>
public sealed record MatchResult(IReadOnlyList<MatchedPair> Pairs, int Candidates)
{
    /// <summary>How well pairs of the training file were judged by models that had not seen them; null without one.</summary>
    public Quality? Held { get; init; }

    /// <summary>How well the pairs asked about were judged, where their file has labels.</summary>
    public Quality? OfAsked { get; init; }

    /// <summary>Share of the known matches that are among the candidates; null where none are known.</summary>
    public double? CandidateRecall { get; init; }
}

/// <summary>
/// Finds which rows of two tables are the same product. With labelled pairs it learns from them; without it goes by <see cref="ColdMatch"/>. Rivals and
/// the rarity of words are taken from both whole tables, without labels: what is asked about is part of them (transductive).
/// </summary>
internal sealed class MatchProducts(MatchOptions options)
{
    private const int FewestOfEach = 10;

    /// <summary>Matches; the same request gives the same bits whatever the threads.</summary>
    public Result<MatchResult> Run(MatchRequest request, CancellationToken stop)
    {
        var corpus = Corpus.Of(request.Left.Rows, request.Right.Rows);
        var candidates = Candidates.Of(corpus, stop);
        var train = Labelled(request.Train, candidates);
        if (request.Train is not null && Math.Min(train.Count(p => p.IsMatch), train.Count(p => !p.IsMatch)) < FewestOfEach)
        {
            return new Failure($"{request.Train.Shown} has {train.Count(p => p.IsMatch)} matches and {train.Count(p => !p.IsMatch)} other pairs", $"{FewestOfEach} of each or more", "Label some more, or leave --train out");
        }

        var valid = Labelled(request.Valid, candidates);
        var asked = request.Asked?.Pairs.Select(p => new Pair(p.Left, p.Right)).ToArray();
        var pairs = new PairSet(candidates.Concat(train.Select(p => p.Pair)).Concat(valid.Select(p => p.Pair)).Concat(asked ?? []));
        var judge = train.Length > 0 ? (IJudge)new LearnedJudge(MatchModel.Learn(corpus, pairs, train, valid, options, stop)) : new ColdJudge(corpus, pairs, options, stop);
        var scored = Score(corpus, pairs, judge, asked ?? [.. candidates], stop);
        return new MatchResult(asked is null ? ByLeftRow(request.Left, scored) : scored, candidates.Count)
        {
            Held = judge.Held,
            OfAsked = request.Asked is { HasLabels: true } known ? Quality.Of([.. scored.Select(s => s.Score)], [.. known.Pairs.Select(p => p.IsMatch == true)], 0.5) : null,
            CandidateRecall = Recall([.. train, .. valid, .. Labelled(request.Asked is { HasLabels: true } told ? told : null, candidates)], candidates),
        };
    }

    // A file without labels lists matches, as the gold standards of many sets do: then other candidates are no matches.
    private static LabelledPair[] Labelled(PairFile? file, List<Pair> candidates)
    {
        if (file is null)
        {
            return [];
        }

        var told = file.Pairs.GroupBy(p => new Pair(p.Left, p.Right)).Select(g => new LabelledPair(g.Key, g.Last().IsMatch ?? true)).ToArray();
        if (file.HasLabels)
        {
            return told;
        }

        var matches = told.Select(p => p.Pair).ToHashSet();
        return [.. told, .. candidates.Where(c => !matches.Contains(c)).Select(c => new LabelledPair(c, IsMatch: false))];
    }

    private static double? Recall(LabelledPair[] known, List<Pair> candidates)
    {
        var kept = candidates.ToHashSet();
        var matches = known.Where(p => p.IsMatch).Select(p => p.Pair).Distinct().ToList();
        return matches.Count == 0 ? null : (double)matches.Count(kept.Contains) / matches.Count;
    }

    private MatchedPair[] Score(Corpus corpus, PairSet pairs, IJudge judge, Pair[] asked, CancellationToken stop)
    {
        var scored = new MatchedPair[asked.Length];
        Parallel.For(0, asked.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop }, i =>
        {
            var place = pairs.Place(asked[i]);
            var (margin, reasons) = judge.Judge(place);
            var score = 1 / (1 + Math.Exp(-margin));
            scored[i] = new MatchedPair(corpus.Left.Profiles[asked[i].Left].Product.Id, corpus.Right.Profiles[asked[i].Right].Product.Id, Math.Round(score, 6), reasons);
        });
        return scored;
    }

    private static IReadOnlyList<MatchedPair> ByLeftRow(ProductTable left, MatchedPair[] scored) =>
        [.. scored.OrderBy(p => left.Find(p.LeftId)).ThenByDescending(p => p.Score)];
}
