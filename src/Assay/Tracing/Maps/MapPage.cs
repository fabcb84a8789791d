using System.Globalization;
using System.Net;
using System.Text;

namespace Assay.Tracing.Maps;

/// <summary>A page with a map that opens offline: outlines, sources and tables in one file, nothing fetched, no script.</summary>
internal static class MapPage
{
    private const int Width = 1440;
    private const int Height = 640;

    // North of 84° and south of 58° nobody ships from; an equirectangular map, four pixels a degree.
    private const double Top = 84;
    private const double PixelsOfDegree = 4;
    private const double LeastRadius = 3;
    private const double MostRadius = 16;

    private const string Style =
        """
        body{font:14px/1.45 system-ui,sans-serif;margin:0 auto;max-width:1440px;padding:16px;color:#1d2430;background:#fff}
        svg{width:100%;height:auto;background:#eef3f8;border:1px solid #d3dbe5}
        .land{fill:#d9d4c7;stroke:#b9b2a1;stroke-width:.5}
        .production{fill:#b3261e}.consolidation{fill:#d97706}.warehouse{fill:#2563a8}
        circle{fill-opacity:.65;stroke:#fff;stroke-width:.7}
        table{border-collapse:collapse;margin:16px 0}td,th{padding:3px 12px 3px 0;text-align:left;border-bottom:1px solid #e3e8ee}td.n{text-align:right}
        .key span{display:inline-block;width:11px;height:11px;border-radius:6px;margin:0 5px 0 14px}
        .key .production{background:#b3261e}.key .consolidation{background:#d97706}.key .warehouse{background:#2563a8}
        """;

    /// <summary>The page.</summary>
    public static string Of(IReadOnlyList<MappedSource> sources, IReadOnlyList<MappedRegion> regions, DateTime asOf, string currency)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        page.Append("<meta name=\"viewport\" content=\"width=device-width\"><title>Suspected sources</title><style>").Append(Style).Append("</style></head><body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>Suspected sources</h1><p>As of {Moments.ToText(asOf)}. Suspicions, not findings; worth of expected counterfeits in {Text(currency)}. A circle is as large as the worth.</p>");
        page.Append("<p class=\"key\"><span class=\"production\"></span>production<span class=\"consolidation\"></span>consolidation<span class=\"warehouse\"></span>warehouse or shop</p>\n");
        page.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Map of suspected sources\">\n<path class=\"land\" d=\"");
        foreach (var ring in ReadOutlines.Run())
        {
            Draw(page, ring);
        }

        page.Append("\"/>\n");
        var largest = Math.Max(1, sources.Select(s => s.Value).DefaultIfEmpty(1).Max());
        foreach (var source in sources)
        {
            Draw(page, source, largest, currency);
        }

        page.Append("</svg>\n");
        Tabulate(page, regions, currency);
        Tabulate(page, sources, currency);
        return page.Append("</body></html>\n").ToString();
    }

    // A ring that crosses the date line goes on beyond the map's edge, and is drawn again where that is the other edge.
    private static void Draw(StringBuilder page, IReadOnlyList<(double Lon, double Lat)> ring)
    {
        var turned = new List<(double Lon, double Lat)>(ring.Count);
        var turn = 0.0;
        foreach (var (lon, lat) in ring)
        {
            var step = turned.Count > 0 ? lon + turn - turned[^1].Lon : 0;
            turn += step > 180 ? -360 : step < -180 ? 360 : 0;
            turned.Add((lon + turn, lat));
        }

        foreach (var shift in (double[])[0, -360, 360])
        {
            if (turned.Exists(p => p.Lon + shift is > -180 and < 180))
            {
                page.Append(string.Concat(turned.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{X(p.Lon + shift):0.#} {Y(p.Lat):0.#}")))).Append('Z');
            }
        }
    }

    // The area is as the worth.
    private static void Draw(StringBuilder page, MappedSource source, double largest, string currency)
    {
        var radius = LeastRadius + ((MostRadius - LeastRadius) * Math.Sqrt(Math.Max(0, source.Value) / largest));
        page.Append(CultureInfo.InvariantCulture, $"<circle class=\"{Text(source.Kind)}\" cx=\"{X(source.Lon):0.#}\" cy=\"{Y(source.Lat):0.#}\" r=\"{radius:0.#}\"><title>");
        page.Append(CultureInfo.InvariantCulture, $"{Text(source.Id)}: {Text(source.Kind)}, {Text(source.Region)}, score {source.Score:0.0}, {source.Value:N0} {Text(currency)}</title></circle>\n");
    }

    private static void Tabulate(StringBuilder page, IReadOnlyList<MappedRegion> regions, string currency)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Regions</h2><table><tr><th>region</th><th>sources</th><th>worth, {Text(currency)}</th><th>goods</th></tr>\n");
        foreach (var region in regions)
        {
            var goods = string.Join("; ", region.ByCategory.Take(3).Select(c => c.Category.Split('>')[^1].Trim()));
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(region.Name)}</td><td class=\"n\">{region.Sources}</td><td class=\"n\">{region.Value:N0}</td><td>{Text(goods)}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private static void Tabulate(StringBuilder page, IReadOnlyList<MappedSource> sources, string currency)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Sources</h2><table><tr><th>source</th><th>kind</th><th>region</th><th>score</th><th>worth, {Text(currency)}</th></tr>\n");
        foreach (var source in sources)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(source.Id)}</td><td>{Text(source.Kind)}</td><td>{Text(source.Region)}</td><td class=\"n\">{source.Score:0.0}</td><td class=\"n\">{source.Value:N0}</td></tr>\n");
        }

        page.Append("</table>\n");
    }

    private static double X(double lon) => (lon + 180) * PixelsOfDegree;

    private static double Y(double lat) => (Top - lat) * PixelsOfDegree;

    // What stands in feeds is anybody's.
    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
