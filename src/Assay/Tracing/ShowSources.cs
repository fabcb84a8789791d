using System.Text.Json;
using Assay.Warehouse;

namespace Assay.Tracing;

/// <summary>A suspected source as it was kept.</summary>
/// <param name="Id">A site's id, or an account.</param>
/// <param name="Kind">production, warehouse, consolidation or payee.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Value">Worth of the counterfeits that came through it.</param>
/// <param name="Currency">The money of that.</param>
public sealed record SourceLine(string Id, string Kind, double Score, double Value, string Currency)
{
    /// <summary>Where it is, for people: region or country, and the position with its radius; empty where nothing is known.</summary>
    public required string Place { get; init; }

    /// <summary>Operators behind it.</summary>
    public required IReadOnlyList<string> Operators { get; init; }

    /// <summary>Sellers behind it, those with most first.</summary>
    public required IReadOnlyList<string> Sellers { get; init; }

    /// <summary>Brands of the goods.</summary>
    public required IReadOnlyList<string> Brands { get; init; }

    /// <summary>Parcels; null for an account.</summary>
    public required long? Shipments { get; init; }

    /// <summary>What is not known.</summary>
    public required IReadOnlyList<string> Unknowns { get; init; }

    /// <summary>Numbers behind the suspicion, as JSON.</summary>
    public required string Evidence { get; init; }
}

/// <summary>A step of goods on their way from a source to a shop.</summary>
/// <param name="SellerId">The shop.</param>
/// <param name="Step">Lots back from the parcel; −1 for parcels that left the place itself.</param>
/// <param name="From">Where it left.</param>
/// <param name="To">Where it went; null where that is not a place on record.</param>
/// <param name="Shipment">The bulk shipment; null for parcels.</param>
/// <param name="ShippedAt">When it left.</param>
/// <param name="Guessed">Steps up to here that no carrier told.</param>
public sealed record TrailStep(string SellerId, int Step, string From, string? To, string? Shipment, DateTime ShippedAt, int Guessed);

/// <summary>A source with the ways from it.</summary>
/// <param name="Source">The source.</param>
/// <param name="Trail">Steps of goods, by seller, the farthest back first.</param>
/// <param name="MoneyPath">Accounts from a shop to it, for a payee.</param>
public sealed record ExplainedSource(SourceLine Source, IReadOnlyList<TrailStep> Trail, IReadOnlyList<string> MoneyPath);

/// <summary>Shows suspected sources as they were traced last.</summary>
public sealed class ShowSources(IWarehouse warehouse)
{
    private static readonly Sql TracedAt = new("moment of sources", "SELECT max(as_of) FROM source_moments");

    /// <summary>The sources, those of most weight first; of a seller, an operator or a brand where that is asked for.</summary>
    public Result<IReadOnlyList<SourceLine>> List(string? seller, string? operatorId, string? brand)
    {
        if (warehouse.Moment(TracedAt) is null)
        {
            return new Failure("Nothing was traced yet", "sources in the warehouse", "Run assay trace first");
        }

        return Result.Of<IReadOnlyList<SourceLine>>([.. warehouse.Table(Sql.Load("Tracing/list_sources.sql"), seller, operatorId, brand, SqlValue.Null).Select(Read)]);
    }

    /// <summary>One source, and how goods or money came to it.</summary>
    public Result<ExplainedSource> Run(string id)
    {
        var rows = warehouse.Table(Sql.Load("Tracing/list_sources.sql"), SqlValue.Null, SqlValue.Null, SqlValue.Null, id);
        if (rows.Count == 0)
        {
            return new Failure($"'{id}' is no suspected source", "a source_id", "List them with: assay trace list");
        }

        var source = Read(rows[0]);
        var trail = warehouse.Table(Sql.Load("Tracing/trail_of_source.sql"), id).Select(r => new TrailStep(r[0]!, int.Parse(r[1]!), r[2]!, r[3], r[4], Moments.Parse(r[5]!), int.Parse(r[6]!)));
        return new ExplainedSource(source, [.. trail], Path(source.Evidence));
    }

    private static SourceLine Read(string?[] r) => new(r[0]!, r[1]!, double.Parse(r[2]!), double.Parse(r[3]!), r[4]!)
    {
        Place = Place(r[5], r[6], r[7], r[8], r[9]),
        Operators = List(r[10]),
        Sellers = List(r[11]),
        Brands = List(r[12]),
        Shipments = r[13] is null ? null : long.Parse(r[13]!),
        Unknowns = List(r[14]),
        Evidence = r[15]!,
    };

    private static string Place(string? country, string? region, string? lat, string? lon, string? radius)
    {
        var place = region ?? country ?? "";
        return lat is null ? place : $"{place} {double.Parse(lat):0.000}, {double.Parse(lon!):0.000} ± {radius} km";
    }

    private static string[] List(string? cell) => (cell ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<string> Path(string evidence)
    {
        using var json = JsonDocument.Parse(evidence);
        return json.RootElement.TryGetProperty("path", out var path) ? [.. path.EnumerateArray().Select(p => p.GetString()!)] : [];
    }
}
