namespace Assay.Import;

/// <summary>What became of one file.</summary>
/// <param name="File">The file.</param>
public sealed record FileOutcome(FeedFile File)
{
    /// <summary>Rows in the file.</summary>
    public long Read { get; init; }

    /// <summary>Rows that were new.</summary>
    public long Imported { get; init; }

    /// <summary>Rows that stood already, word for word.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that are another version of a row that stood already or stands in the same file.</summary>
    public long Replaced { get; init; }

    /// <summary>Rows that broke the contract.</summary>
    public long Rejected { get; init; }

    /// <summary>Where the rejected rows are kept; null where there are none.</summary>
    public string? RejectedPath { get; init; }

    /// <summary>The first rejected row, as an example.</summary>
    public Reject? Example { get; init; }

    /// <summary>Columns that neither the contract nor the map names.</summary>
    public IReadOnlyList<string> UnknownColumns { get; init; } = [];

    /// <summary>Bytes of the file as it lies on disk.</summary>
    public long Bytes { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Why nothing of the file was taken; null where something was, or could have been.</summary>
    public Failure? Refused { get; init; }
}

/// <summary>What became of an import.</summary>
/// <param name="Files">File by file, in the order they were read.</param>
/// <param name="Ignored">Names in the folder that are no feed.</param>
public sealed record ImportSummary(IReadOnlyList<FileOutcome> Files, IReadOnlyList<string> Ignored)
{
    /// <summary>0 all rows taken, 3 some rejected or a file refused, 1 nothing taken.</summary>
    public int ExitCode
    {
        get
        {
            var taken = Files.Sum(f => f.Imported + f.Unchanged + f.Replaced);
            if (taken == 0)
            {
                return 1;
            }

            return Files.Any(f => f.Rejected > 0 || f.Refused is not null) ? 3 : 0;
        }
    }
}

/// <summary>Told when a file's turn comes and when it is done.</summary>
/// <param name="File">The file.</param>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Count">Files in all.</param>
/// <param name="Outcome">What became of it; null when it begins.</param>
public sealed record ImportStep(FeedFile File, int Index, int Count, FileOutcome? Outcome);
