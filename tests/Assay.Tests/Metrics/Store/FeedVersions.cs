using System.Text;
using Assay.Import;
using Assay.Warehouse;

namespace Assay.Tests.Metrics.Store;

/// <summary>A version of a row, its values as text, moments as microseconds, and the time in which it was the one known.</summary>
internal sealed record Version(IReadOnlyDictionary<string, string?> Values, long From, long Until)
{
    public string? this[string column] => Values[column];

    public long? Moment(string column) => this[column] is { } text ? long.Parse(text) : null;

    /// <summary>When the version and the moment in its column were both known; null where that never was.</summary>
    public long? KnownWith(string column) => Moment(column) is { } moment && Math.Max(From, moment) < Until ? Math.Max(From, moment) : null;

    public double? Number(string column) => this[column] is { } text ? double.Parse(text) : null;
}

/// <summary>All versions of all feeds, found by walking through lists: what the streams' SQL is compared with.</summary>
internal sealed class FeedVersions(IWarehouse warehouse)
{
    private readonly Dictionary<string, List<Version>> feeds = [];
    private readonly Dictionary<(string Feed, string Column), ILookup<string, Version>> byId = [];
    private readonly Dictionary<(string Feed, string Name), ILookup<string, long>> firsts = [];
    private (string? Base, List<string?> Currencies)? main;

    public List<Version> this[string feed] => feeds.TryGetValue(feed, out var read) ? read : feeds[feed] = Read(feed);

    /// <summary>The version of a row that was known at a moment.</summary>
    public Version? Known(string feed, string column, string? id, long moment) =>
        id is null ? null : Of(feed, column)[id].SingleOrDefault(v => v.From <= moment && v.Until > moment);

    /// <summary>The versions that have a value in a column.</summary>
    public ILookup<string, Version> Of(string feed, string column) => byId.TryGetValue((feed, column), out var found)
        ? found
        : byId[(feed, column)] = this[feed].Where(v => v[column] is not null).ToLookup(v => v[column]!, StringComparer.Ordinal);

    /// <summary>How many different ones of <paramref name="who"/> were known by a moment with a value of <paramref name="shared"/>; no row is known before its own time.</summary>
    public long? Sharing(string feed, string at, string name, Func<Version, string?> shared, Func<Version, string?> who, string? value, long known)
    {
        if (!firsts.TryGetValue((feed, name), out var found))
        {
            found = firsts[(feed, name)] = this[feed].Where(v => shared(v) is not null && v.KnownWith(at) is not null).GroupBy(v => (Shared: shared(v)!, Who: who(v)))
                .ToLookup(g => g.Key.Shared, g => g.Min(v => v.KnownWith(at)!.Value), StringComparer.Ordinal);
        }

        return value is null ? null : found[value].LongCount(first => first <= known);
    }

    /// <summary>Letters and digits in lower case.</summary>
    public static string? Letters(string? text) => text is null
        ? null
        : string.Concat(text.ToLowerInvariant().EnumerateRunes().Where(r => Rune.IsLetter(r) || Rune.IsNumber(r)));

    public static string? Text(string? text, int least) => Letters(text) is { } letters && letters.EnumerateRunes().Count() >= least ? letters : null;

    public static string? YesNo(bool? value) => value is null ? null : value.Value ? "yes" : "no";

    public static long? Seconds(long? since, long? till) => till >= since ? (till - since) / 1_000_000 : null;

    public static long? Days(long? since, long? till) => till >= since ? (till - since) / 86_400_000_000 : null;

    public static long? Whole(double? number) => number is { } there ? (long)Math.Clamp(Math.Round(there, MidpointRounding.ToEven), -Math.Pow(2, 40), Math.Pow(2, 40)) : null;

    public static long? Parts(double? x, double? y) => y > 0 ? Whole(x * 10_000 / y) : null;

    /// <summary>Units of a currency for one of the base, as known at a moment for another.</summary>
    public double? Rate(string? currency, long at, long known)
    {
        main ??= (this["exchange_rates"].GroupBy(v => v["base"]).MaxBy(g => g.Count())?.Key, this["listings"].Concat(this["orders"]).Select(v => v["currency"]).Distinct().ToList());
        if (main.Value.Base is null)
        {
            return main.Value.Currencies is [var only] && only == currency ? 1 : null;
        }

        return currency is null ? null : currency == main.Value.Base ? 1 : Of("exchange_rates", "currency")[currency]
            .Where(v => v["base"] == main.Value.Base && v.Moment("day") <= at && v.From <= known && v.Until > known && v.Number("rate") > 0)
            .MaxBy(v => v.Moment("day"))?.Number("rate");
    }

    public long? Money(double? amount, string? currency, long at, long known) => Whole(amount * 100 / Rate(currency, at, known));

    private List<Version> Read(string feed)
    {
        var columns = Contract.Find(feed)!.Columns.Select(c => c.Name).ToList();
        var read = Contract.Find(feed)!.Columns.Select(c => c.Kind is ColumnKind.Time or ColumnKind.Day or ColumnKind.Validity
            ? $"CAST(epoch_us({Sql.Quote(c.Name)}) AS VARCHAR)"
            : $"CAST({Sql.Quote(c.Name)} AS VARCHAR)");
        var list = string.Join(", ", read);
        var sql = $"SELECT {list}, epoch_us(observed_at), {long.MaxValue} FROM {feed} UNION ALL SELECT {list}, epoch_us(observed_at), epoch_us(until) FROM {feed}_history";
        return
        [
            .. from row in warehouse.Table(new Sql("test", sql))
               let version = new Version(columns.Zip(row).ToDictionary(p => p.First, p => (string?)p.Second), long.Parse(row[^2]!), long.Parse(row[^1]!))
               where version.From < version.Until
               select version,
        ];
    }
}
