using System.Runtime.InteropServices;
using Assay.Screening.Products.Tables;

namespace Assay.Operators.Records;

/// <summary>A table of people or companies to link.</summary>
/// <param name="Records">The table: CSV, TSV, JSON lines or Parquet, of any columns.</param>
public sealed record RecordFiles(string Records)
{
    /// <summary>A file that says what columns hold; null where all are guessed.</summary>
    public string? Fields { get; init; }

    /// <summary>Where each record's entity goes as CSV.</summary>
    public string? Out { get; init; }

    /// <summary>Where scored pairs go as CSV.</summary>
    public string? Pairs { get; init; }
}

/// <summary>Two records that are likely one and the same.</summary>
/// <param name="Left">The earlier row, from 0.</param>
/// <param name="Right">The later row.</param>
/// <param name="Bits">Log-odds in bits.</param>
/// <param name="Reasons">How each field agrees, the heaviest first.</param>
public sealed record RecordLink(int Left, int Right, double Bits, string Reasons)
{
    /// <summary>The probability, 0 to 1.</summary>
    public double Probability => Odds.Probability(Bits);
}

/// <summary>What linking a table came to.</summary>
/// <param name="Table">The table.</param>
/// <param name="Entities">For each row the first row of its entity.</param>
/// <param name="Links">Pairs worth naming, by their rows.</param>
/// <param name="Candidates">Pairs that were compared.</param>
public sealed record LinkedRecords(RecordTable Table, IReadOnlyList<int> Entities, IReadOnlyList<RecordLink> Links, int Candidates)
{
    /// <summary>Entities of more than one record.</summary>
    public int Shared => Entities.GroupBy(e => e).Count(g => g.Count() > 1);

    /// <summary>Pairs of records in one entity.</summary>
    public long Pairs => Entities.GroupBy(e => e).Sum(g => (long)g.Count() * (g.Count() - 1) / 2);
}

/// <summary>Finds the records of a table that are of one person or company, without labels.</summary>
public static class LinkRecords
{
    // A pair is said, though not taken for a link, from this many bits on.
    private const double LeastSaid = -6;

    // One to one.
    private const double LeastOfLink = 0;

    private const double LeastOfGroups = 0;

    /// <summary>Links a file.</summary>
    /// <exception cref="IOException">A file of results cannot be written.</exception>
    public static Result<LinkedRecords> Run(RecordFiles files, CancellationToken stop)
    {
        var told = files.Fields is { } path ? ReadFields.Run(path) : Result.Of<IReadOnlyDictionary<string, FieldKind>>(new Dictionary<string, FieldKind>());
        var raw = told.Ok ? ReadRows.Run(files.Records, stop) : told.Failure;
        var table = raw.Ok ? RecordTable.Of(raw.Value, told.Value!) : raw.Failure;
        if (!table.Ok)
        {
            return table.Failure;
        }

        var linked = Run(table.Value, stop);
        if (files.Out is { } to)
        {
            WriteEntities.Run(to, linked);
        }

        if (files.Pairs is { } pairs)
        {
            WriteEntities.RunPairs(pairs, linked);
        }

        return linked;
    }

    /// <summary>Links a table.</summary>
    internal static LinkedRecords Run(RecordTable table, CancellationToken stop)
    {
        var pairs = new FindPairs(table).Run(stop);
        var compare = new RecordPairs(table);
        var patterns = new Dictionary<ulong, long>();
        var compared = new ulong[pairs.Count];
        for (var i = 0; i < compared.Length; i++)
        {
            compared[i] = compare.Compare(pairs[i].Left, pairs[i].Right);
            CollectionsMarshal.GetValueRefOrAddDefault(patterns, compared[i], out _)++;
        }

        var weights = new LearnWeights(table).Run(patterns, stop);
        var scored = pairs.Select((p, i) => new ScoredPair(p, weights.Of(compared[i], table, p.Left))).ToList();
        var entities = new GroupRecords(table.Count, p => weights.Of(compare.Compare(p.Left, p.Right), table, p.Left)).Run(scored, LeastOfLink, LeastOfGroups);
        var said = scored.Select((s, i) => (Scored: s, Pattern: compared[i])).Where(s => s.Scored.Bits >= LeastSaid || entities[s.Scored.Pair.Left] == entities[s.Scored.Pair.Right]);
        return new LinkedRecords(table, entities, [.. said.Select(s => new RecordLink(s.Scored.Pair.Left, s.Scored.Pair.Right, s.Scored.Bits, Say(table, weights, s.Pattern)))], pairs.Count);
    }

    private static string Say(RecordTable table, FieldWeights weights, ulong pattern) => string.Join(
        "; ",
        table.Fields.Select((f, i) => (f.Name, f.Kind, Degree: RecordPairs.Degree(pattern, i), Bits: weights.Bits(i, RecordPairs.Degree(pattern, i))))
            .Where(f => f.Degree != Degrees.Missing).OrderByDescending(f => Math.Abs(f.Bits)).ThenBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => $"{f.Name} {Degrees.Say(f.Kind, f.Degree)} ({f.Bits.ToString("+0.0;-0.0", System.Globalization.CultureInfo.InvariantCulture)})"));
}
