using static Assay.Import.Columns;
using static Assay.Import.ColumnKind;

namespace Assay.Import;

/// <summary>Exchange rates, places and networks.</summary>
internal static class ReferenceFeeds
{
    public static IReadOnlyList<Feed> All { get; } =
    [
        new("exchange_rates", ["base", "currency", "day"],
        [
            Of(Currency, "base"), Of(Currency, "currency"), Of(Day, "day"), Real("rate", 0, double.PositiveInfinity),
        ])
        { EventTime = ["day"], WithoutIt = "comparing prices across currencies" },
        new("sites", ["site_id"],
        [
            Id("site_id"), Choice("kind", false, ["home", "warehouse", "shared_warehouse", "pick_up_station", "factory", "port", "unknown"]),
            Real("lat", -90, 90, optional: true), Real("lon", -180, 180, optional: true), Of(Country, "country", optional: true), Text("region"),
        ])
        { WithoutIt = "places on the map, and discounting shared warehouses" },
        new("networks", ["prefix"],
        [
            Of(Prefix, "prefix"), Text("asn"), Of(Country, "country", optional: true),
            Choice("kind", false, ["residential", "mobile", "business", "campus", "hosting", "public"]),
        ])
        { WithoutIt = "telling a dormitory's Wi-Fi or a carrier's NAT from a home" },
        new("epcis", ["event_id"],
        [
            Id("event_id"), Text("type", optional: false), Time("event_time"), Text("action"), Text("biz_step"), Text("disposition"),
            Text("read_point"), Text("biz_location"), Text("epcs"), Of(Json, "event"),
        ])
        { EventTime = ["event_time"], WithoutIt = "unit-level serials, track and trace" },
    ];
}
