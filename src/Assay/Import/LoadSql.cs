using Assay.Warehouse;

namespace Assay.Import;

/// <summary>
/// Composes the statements that read a file into its feed's table: every value is parsed and checked in the engine, a column at a time.
/// A row that breaks the contract lands with a negative run, −1 − (index of the first broken column).
/// </summary>
internal sealed class LoadSql
{
    /// <summary>The run of a line that is no JSON object.</summary>
    public const int NotAnObject = -1000;

    private readonly FeedSource source;
    private readonly FeedMapping mapping;
    private readonly IReadOnlyList<ColumnSql> columns;
    private readonly SqlParameters values = new();

    private LoadSql(FeedSource source, FeedMapping mapping, IReadOnlyList<string> unknown)
    {
        this.source = source;
        this.mapping = mapping;
        Unknown = unknown;
        columns = [.. ContractColumns(source.File.Feed).Select(Bind)];
    }

    /// <summary>Columns of the file that neither the contract nor the map names.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>The contract's columns in the order that a broken column's index counts, <c>observed_at</c> last.</summary>
    public static IEnumerable<FeedColumn> ContractColumns(Feed feed) => feed.Columns.Append(Contract.ObservedAt);

    /// <summary>Matches the file's columns with the contract's; refuses a file that lacks a required one.</summary>
    public static Result<LoadSql> For(FeedSource source, FeedMapping mapping)
    {
        var feed = source.File.Feed;
        var offered = source.Columns.Select(c => Ours(c.Name, mapping)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = feed.Columns.FirstOrDefault(c => !c.IsOptional && !offered.Contains(c.Name) && !mapping.Constants.ContainsKey(c.Name));
        if (missing is not null)
        {
            var near = NearestName.Of(missing.Name, source.Columns.Select(c => c.Name));
            return new Failure(
                $"{source.File.Shown} has no column '{missing.Name}'{(near is null ? "" : $" (but '{near}')")}",
                $"{missing.Expected} in each row of {feed.Name}",
                $"Map your own names: assay feeds init {source.File.Shown}");
        }

        if (Twice(source, mapping) is { } twice)
        {
            return twice;
        }

        var known = ContractColumns(feed).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = source.Columns
            .Where(c => !known.Contains(Ours(c.Name, mapping)) && !mapping.Columns.ContainsKey(c.Name) && !mapping.OfOtherFeeds.Contains(c.Name))
            .Select(c => c.Name);
        return new LoadSql(source, mapping, feed.TakesMoreColumns ? [] : [.. unknown]);
    }

    /// <summary>
    /// The links below the feed's folder, which paths of images may not pass, as a JSON array; null until they were looked for. They come
    /// as a value: a link's name is its maker's choice.
    /// </summary>
    public string? Links { get; init; }

    /// <summary>The same load once the links are known.</summary>
    public LoadSql Knowing(string links) => new(source, mapping, Unknown) { Links = links };

    /// <summary>True in rows of run $1 that name an image by a path; null where the feed has no images.</summary>
    public Sql? NamesPaths
    {
        get
        {
            var images = source.File.Feed.Columns.Where(c => c.Kind is ColumnKind.Image or ColumnKind.Images).ToList();
            return images.Count == 0 ? null : new Sql(
                $"{source.File.Feed.Name}: paths of images",
                $"SELECT count(*) FROM (SELECT 1 FROM {source.File.Feed.Name} WHERE run = $1 AND ({string.Join(" OR ", images.Select(i => ImageSql.HasPath(i, Sql.Quote(i.Name))))}) LIMIT 1)");
        }
    }

    /// <summary>The insert of every row, and its values.</summary>
    public (Sql Sql, SqlValue[] Values) Insert(int run, DateTime latest)
    {
        var feed = source.File.Feed;
        var fresh = new LoadSql(source, mapping, Unknown) { Links = Links };
        var inner = fresh.Checked(run, latest, numbered: false);
        var targets = string.Join(", ", columns.Select(c => Sql.Quote(c.Column.Name)));
        var parsed = string.Join(", ", columns.SkipLast(1).Select(c => c.ParsedName));
        var text = $"""
            INSERT INTO {feed.Name} ({targets}, key_hash, run)
            SELECT {parsed}, {Observed(feed)}, {KeySql.Hash(feed, c => Sql.Quote($"p_{c}"))}, run
            FROM ({inner})
            """;
        return (new Sql($"load {source.File.Shown}", text), fresh.values.Values);
    }

    /// <summary>The query of broken rows: their number among the rows the engine read, their run and what was found.</summary>
    public (Sql Sql, SqlValue[] Values) Broken(int run, DateTime latest)
    {
        var fresh = new LoadSql(source, mapping, Unknown) { Links = Links };
        var inner = fresh.Checked(run, latest, numbered: true);
        var found = string.Join(" ", fresh.columns.Select((c, i) => $"WHEN {-1 - i} THEN CAST({c.RawName} AS VARCHAR)"));
        var line = source.IsJson ? $"WHEN {NotAnObject} THEN j" : "";
        // A row of a spooled document says on which line its event began.
        var number = source.File.Format == FeedFormat.Epcis ? "TRY_CAST(json_extract_string(j, '$.line') AS BIGINT)" : "n";
        return (new Sql($"rejects of {source.File.Shown}", $"SELECT {number}, run, CASE run {found} {line} END FROM ({inner}) WHERE run < 0 ORDER BY n"), fresh.values.Values);
    }

    // A file may have a column of our name beside the one that the map takes for it.
    private static Failure? Twice(FeedSource source, FeedMapping mapping)
    {
        var twice = source.Columns
            .Where(c => Ours(c.Name, mapping).Length > 0)
            .GroupBy(c => Ours(c.Name, mapping), StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? null
            : new Failure(
                $"{source.File.Shown} has {string.Join(" and ", twice.Select(c => $"'{c.Name}'"))}, which both read as {twice.Key}",
                "one column of yours for one of ours",
                $"Keep one out in the map: '{twice.First(c => string.Equals(c.Name, twice.Key, StringComparison.OrdinalIgnoreCase)).Name}': ''");
    }

    private static string Ours(string theirs, FeedMapping mapping) => mapping.Columns.TryGetValue(theirs, out var ours) ? ours : theirs;

    private ColumnSql Bind(FeedColumn column)
    {
        var feed = source.File.Feed;
        if (feed.TakesMoreColumns && column.Kind == ColumnKind.Json)
        {
            return new ColumnSql(column, MoreColumns(feed), IsText: true);
        }

        var offered = source.Columns.FirstOrDefault(c => string.Equals(Ours(c.Name, mapping), column.Name, StringComparison.OrdinalIgnoreCase));
        if (mapping.Constants.TryGetValue(column.Name, out var constant))
        {
            var value = $"CAST({values.Add(constant)} AS VARCHAR)";
            return new ColumnSql(column, offered is null ? value : $"coalesce(CAST({offered.Sql} AS VARCHAR), {value})", IsText: true);
        }

        if (offered is null)
        {
            return new ColumnSql(column, null, IsText: true);
        }

        var read = mapping.Values.TryGetValue(column.Name, out var words) ? new ColumnSql(column, Translate(offered.Sql, words), IsText: true) : Read(column, offered);
        return mapping.DecimalComma && read.IsText && NumberSql.HoldsNumber(column.Kind) ? read with { Raw = FromComma(offered, read.Raw!) } : read;
    }

    // A number of JSON has its point by the standard; only a text can have a comma.
    private string FromComma(SourceColumn offered, string raw)
    {
        if (!source.IsJson)
        {
            return NumberSql.FromComma(raw);
        }

        var path = values.Add($"$.\"{offered.Name.Replace("\"", "\\\"")}\"");
        return $"CASE WHEN json_type(j, {path}) IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') THEN {raw} ELSE {NumberSql.FromComma(raw)} END";
    }

    // A number where a time belongs, or a time where a number does, is read as the text that it prints as: the engine has no cast for it.
    private static ColumnSql Read(FeedColumn column, SourceColumn offered)
    {
        var fits = offered.IsText || offered.IsTime == (column.Kind is ColumnKind.Time or ColumnKind.Validity or ColumnKind.Day);
        return fits ? new ColumnSql(column, offered.Sql, offered.IsText) : new ColumnSql(column, $"CAST({offered.Sql} AS VARCHAR)", IsText: true);
    }

    private string Translate(string sql, IReadOnlyDictionary<string, string> words)
    {
        var cases = words.Select(w => $"WHEN {values.Add(w.Key)} THEN {values.Add(w.Value)}");
        return words.Count == 0 ? sql : $"CASE CAST({sql} AS VARCHAR) {string.Join(" ", cases)} ELSE CAST({sql} AS VARCHAR) END";
    }

    // Numbers stay numbers; everything else is a category.
    private string MoreColumns(Feed feed)
    {
        var known = feed.Key.Append(Contract.ObservedAt.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (source.IsJson)
        {
            var drop = System.Text.Json.JsonSerializer.Serialize(known.ToDictionary(k => k, _ => (string?)null, StringComparer.Ordinal));
            return $"CAST(json_merge_patch(j, {values.Add(drop)}) AS VARCHAR)";
        }

        var pairs = source.Columns
            .Where(c => !known.Contains(Ours(c.Name, mapping)))
            .Select(c => $"{values.Add(Ours(c.Name, mapping))}, coalesce(to_json(TRY_CAST({c.Sql} AS DOUBLE)), to_json(CAST({c.Sql} AS VARCHAR)))");
        return $"CAST(json_object({string.Join(", ", pairs)}) AS VARCHAR)";
    }

    private string Checked(int run, DateTime latest, bool numbered)
    {
        var feed = source.File.Feed;
        var times = TimeSql.For(mapping, values);
        var limit = $"CAST({values.Add(latest)} AS TIMESTAMP)";
        var emptyIsNull = source.IsJson || source.File.Format == FeedFormat.Parquet;
        var keep = source.IsJson ? "j, is_object, " : "";
        var raw = string.Join(", ", columns.Select(c => $"{c.RawOrNull(emptyIsNull)} AS {c.RawName}"));
        var parsed = string.Join(", ", columns.Select(c => $"{Parsed(feed, c, times)} AS {c.ParsedName}"));
        var broken = string.Join(" ", columns.Select((c, i) => (Sql: IsBroken(c, limit), Index: i)).Where(b => b.Sql != "false").Select(b => $"WHEN {b.Sql} THEN {-1 - b.Index}"));
        var line = keep.Length > 0 ? $"WHEN NOT is_object THEN {NotAnObject} " : "";
        return $"""
            SELECT *, CASE {line}{broken} ELSE CAST({values.Add(run)} AS INTEGER) END AS run FROM (
              SELECT *, {parsed} FROM (
                SELECT {keep}{(numbered ? "n, " : "")}{raw} FROM {source.From(values, numbered)}))
            """;
    }

    private ColumnSql? Currency => columns.FirstOrDefault(c => c.Column.Kind == ColumnKind.Currency);

    private List<ColumnSql> Prices => [.. columns.Where(c => c.Column.Kind == ColumnKind.Price)];

    private string Parsed(Feed feed, ColumnSql column, TimeSql times) =>
        column == Currency && Prices.Count > 0 ? PriceSql.Currency(Prices[0], column) : column.Parsed(feed, times);

    private string IsBroken(ColumnSql column, string latest)
    {
        if (column == Currency && Prices.Count > 0)
        {
            return PriceSql.IsBroken(Prices, column);
        }

        var broken = column.IsBroken(latest, source.HasNul);
        return Links is not null && column.Column.Kind is (ColumnKind.Image or ColumnKind.Images)
            ? $"({broken} OR {ImageSql.PassesLink(column.Column, column.ParsedName, values.Add(Links))})"
            : broken;
    }

    private static string Observed(Feed feed)
    {
        var times = feed.EventTime.Select(t => Sql.Quote($"p_{t}")).Prepend(Sql.Quote("p_observed_at"));
        return $"CAST(coalesce({string.Join(", ", times)}, TIMESTAMP '1970-01-01') AS TIMESTAMP)";
    }
}
