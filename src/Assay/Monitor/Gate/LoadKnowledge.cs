using Assay.Operators.StayDown;
using Assay.Policy;
using Assay.Scoring;
using Assay.Screening.Images.Banks;
using Assay.Screening.Listings;
using Assay.Warehouse;

namespace Assay.Monitor.Gate;

/// <summary>Loads what a gate knows, all of it as of one moment and within one transaction.</summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="rules">What listings are read by, kept from load to load.</param>
public sealed class LoadKnowledge(IWarehouse warehouse, LoadTextRules rules)
{
    private static readonly Sql NewestRun = new("newest import", "SELECT max(run) FROM imports");
    private static readonly Sql Scanned = new("market's part", "SELECT count(*) FROM market_moments");
    private static readonly Sql State = new("what a gate knows", "SELECT concat_ws('|', (SELECT max(run) FROM imports), (SELECT max(as_of) FROM decisions), (SELECT max(version) FROM decisions), (SELECT max(decided_at) FROM decisions), (SELECT max(linked_at) FROM operator_lineage), (SELECT max(run) FROM operator_moments), (SELECT count(*) FROM bank_entries), (SELECT count(quarantined_at) FROM bank_entries), (SELECT max(released_at) FROM bank_entries), (SELECT sum(within) FROM image_banks))");
    private static readonly Sql Rates = new("rates", "SELECT CAST(currency AS VARCHAR), rate FROM market_rates");
    private static readonly Sql Products = new("prices of products", "SELECT number, brand_id, price FROM market_product_prices");
    private static readonly Sql Gtins = new("prices of GTINs", "SELECT gtin, money, price FROM market_gtin_prices");
    private static readonly Sql OfBrands = new("prices of brands", "SELECT brand_id, category, money, price FROM market_brand_prices");
    private static readonly Sql OfCategories = new("prices of categories", "SELECT category, money, price FROM market_category_prices");

    /// <summary>Changes whenever what is known may have changed.</summary>
    public string Watermark() => warehouse.Word(State) ?? "";

    /// <summary>Loads.</summary>
    public GateKnowledge Run(CancellationToken stop)
    {
        using var stopping = warehouse.StopOn(stop);
        using var snapshot = warehouse.Begin();
        var run = warehouse.Number(NewestRun);
        if (ScanMarket.NewestMoment(warehouse) is not { } asOf)
        {
            return GateKnowledge.None;
        }

        var photos = Photos(asOf);
        return new GateKnowledge
        {
            AsOf = asOf,
            Run = run,
            HasMarket = warehouse.Number(Scanned) > 0,
            Readers = rules.Readers(warehouse, asOf),
            Grounds = LoadTextRules.Grounds(warehouse, asOf),
            Rates = Map(Rates, r => r.String(0), 1),
            ProductPrices = Map(Products, r => (r.String(0), r.String(1)), 2),
            GtinPrices = Map(Gtins, r => (r.String(0), r.String(1)), 2),
            BrandPrices = Map(OfBrands, r => (r.String(0), r.String(1), r.String(2)), 3),
            CategoryPrices = Map(OfCategories, r => (r.String(0), r.String(1)), 2),
            BrandOfGtin = Read("Monitor/Gate/gtin_brands.sql", asOf, r => (r.String(0), r.String(1))).ToDictionary(StringComparer.Ordinal),
            Tells = Tells(asOf),
            BadPhotos = photos,
            NearBadPhotos = new NearPhotos(photos),
            Banks = PhotoBanks.Read(warehouse, asOf),
            Sellers = Sellers(asOf),
            Operators = KnownOperators.Read(warehouse, asOf),
        };
    }

    private BrandTells Tells(DateTime asOf) => new(
        Read("Monitor/Gate/tells.sql", asOf, r => (r.String(0), r.Optional(1), r.String(2), r.String(3))),
        Read("Monitor/Gate/tell_products.sql", asOf, r => (r.String(0), r.Optional(1), r.Optional(2))));

    private Dictionary<string, BadPhoto> Photos(DateTime asOf)
    {
        var photos = new Dictionary<string, BadPhoto>(StringComparer.Ordinal);
        foreach (var (pdq, seller, isBad) in Read("Monitor/Gate/photos.sql", asOf, r => (r.String(0), r.String(1), r.Bool(2))))
        {
            if (!photos.TryGetValue(pdq, out var photo))
            {
                photos[pdq] = photo = new BadPhoto(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            }

            (isBad ? photo.Bad : photo.Users).Add(seller);
        }

        return photos;
    }

    private SellerStandings Sellers(DateTime asOf)
    {
        var builder = new SellerStandings.Builder();
        var traits = new List<SellerTrait>();
        using var rows = warehouse.Query(Sql.Load("Monitor/Gate/standings.sql"), asOf);
        while (rows.Next())
        {
            for (var i = 0; i < rows.Count; i++)
            {
                traits.Clear();
                StandingJson.Read(rows.Text(1, i), traits);
                builder.Add(rows.Text(0, i), traits, rows.Text(2, i));
            }
        }

        return builder.Build();
    }

    private List<T> Read<T>(string sql, DateTime asOf, Func<Row, T> read)
    {
        var found = new List<T>();
        using var rows = warehouse.Query(Sql.Load(sql), asOf);
        Each(rows, r => found.Add(read(r)));
        return found;
    }

    private Dictionary<TKey, double> Map<TKey>(Sql sql, Func<Row, TKey> key, int value)
        where TKey : notnull
    {
        var found = new Dictionary<TKey, double>();
        using var rows = warehouse.Query(sql);
        Each(rows, r => found[key(r)] = r.Real(value));
        return found;
    }

    private static void Each(IRows rows, Action<Row> read)
    {
        while (rows.Next())
        {
            for (var i = 0; i < rows.Count; i++)
            {
                read(new Row(rows, i));
            }
        }
    }

    private readonly record struct Row(IRows Rows, int Index)
    {
        public string String(int column) => Rows.String(column, Index)!;

        public string? Optional(int column) => Rows.String(column, Index);

        public double Real(int column) => Rows.Values<double>(column)[Index];

        public bool Bool(int column) => Rows.Values<byte>(column)[Index] != 0;
    }
}
