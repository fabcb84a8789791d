using Assay.Screening.Products.Tables;

namespace Assay.Screening.Products.Matching;

/// <summary>Files to match.</summary>
public sealed record MatchFiles
{
    /// <summary>A table of products; null where files of pairs hold the rows themselves.</summary>
    public string? Left { get; init; }

    /// <summary>The other table.</summary>
    public string? Right { get; init; }

    /// <summary>Labelled pairs to learn from.</summary>
    public string? Train { get; init; }

    /// <summary>Labelled pairs that only help to choose the threshold.</summary>
    public string? Valid { get; init; }

    /// <summary>The pairs that are asked about.</summary>
    public string? Pairs { get; init; }

    /// <summary>Where scores go as CSV.</summary>
    public string? Out { get; init; }
}

/// <summary>What matching two files came to.</summary>
/// <param name="Left">The left table.</param>
/// <param name="Right">The right table.</param>
/// <param name="Result">The scores.</param>
public sealed record MatchedTables(ProductTable Left, ProductTable Right, MatchResult Result)
{
    /// <summary>Rows and lines that were passed over, with the files that hold them.</summary>
    public required IReadOnlyList<(string File, int Rows)> Rejected { get; init; }
}

/// <summary>Reads tables and files of pairs, matches, and writes the scores.</summary>
public sealed class MatchTables(MatchOptions options)
{
    /// <summary>Matches two files of any columns.</summary>
    /// <exception cref="IOException">The file of scores cannot be written.</exception>
    public Result<MatchedTables> Run(MatchFiles files, CancellationToken stop)
    {
        var request = new[] { files.Train, files.Valid, files.Pairs }.Any(f => f is not null && DittoText.Is(f)) ? FromLines(files, stop) : FromTables(files, stop);
        if (!request.Ok)
        {
            return request.Failure;
        }

        var matched = new MatchProducts(options).Run(request.Value, stop);
        if (!matched.Ok)
        {
            return matched.Failure;
        }

        if (files.Out is { } to)
        {
            WriteScores.Run(to, matched.Value.Pairs);
        }

        var (left, right) = (request.Value.Left, request.Value.Right);
        var read = new[] { request.Value.Train, request.Value.Valid, request.Value.Asked }.Where(f => f is not null).Select(f => (f!.Shown, f.Rejected));
        return new MatchedTables(left, right, matched.Value) { Rejected = [.. new[] { (left.Shown, left.Rejected), (right.Shown, right.Rejected) }.Concat(read).Where(r => r.Item2 > 0)] };
    }

    private static Result<MatchRequest> FromTables(MatchFiles files, CancellationToken stop)
    {
        if (files.Left is null || files.Right is null)
        {
            return new Failure("A table is missing", "two tables of products", "Name both: --left FILE --right FILE");
        }

        var left = ProductTable.Read(files.Left, stop);
        var right = left.Ok ? ProductTable.Read(files.Right, stop) : left;
        if (!right.Ok)
        {
            return right.Failure;
        }

        var read = new Dictionary<string, PairFile>(StringComparer.Ordinal);
        foreach (var path in new[] { files.Train, files.Valid, files.Pairs }.Where(f => f is not null).Distinct())
        {
            var pairs = ReadPairs.Run(path!, left.Value!, right.Value, stop);
            if (!pairs.Ok)
            {
                return pairs.Failure;
            }

            read[path!] = pairs.Value;
        }

        return Request(files, left.Value!, right.Value, read);
    }

    private static Result<MatchRequest> FromLines(MatchFiles files, CancellationToken stop)
    {
        if (files.Left is not null || files.Right is not null)
        {
            return new Failure("Lines of COL … VAL … hold their rows themselves", "no tables beside them", "Leave --left and --right out");
        }

        var text = new DittoText();
        var read = new Dictionary<string, PairFile>(StringComparer.Ordinal);
        foreach (var path in new[] { files.Train, files.Valid, files.Pairs }.Where(f => f is not null).Distinct())
        {
            var pairs = text.Read(path!, stop);
            if (!pairs.Ok)
            {
                return pairs.Failure;
            }

            read[path!] = pairs.Value;
        }

        var (rawLeft, rawRight) = text.Tables();
        var left = ProductTable.Of(rawLeft, numbered: true);
        var right = left.Ok ? ProductTable.Of(rawRight, numbered: true) : left;
        return right.Ok ? Request(files, left.Value!, right.Value, read) : right.Failure;
    }

    private static MatchRequest Request(MatchFiles files, ProductTable left, ProductTable right, Dictionary<string, PairFile> read) => new(left, right)
    {
        Train = files.Train is null ? null : read[files.Train],
        Valid = files.Valid is null ? null : read[files.Valid],
        Asked = files.Pairs is null ? null : read[files.Pairs],
    };
}
