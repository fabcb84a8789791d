using Assay.Screening.Products.Pairs;

namespace Assay.Screening.Products.Tables;

/// <summary>A table of products with what its columns mean.</summary>
public sealed class ProductTable
{
    private readonly Dictionary<string, int> byId = new(StringComparer.Ordinal);

    private ProductTable(string shown, ProductRoles roles)
    {
        Shown = shown;
        Roles = roles;
    }

    /// <summary>How the file is called in messages.</summary>
    public string Shown { get; }

    /// <summary>What its columns mean.</summary>
    public ProductRoles Roles { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<Product> Rows { get; private set; } = [];

    /// <summary>Rows that were passed over, for their id stood in an earlier one or was missing.</summary>
    public int Rejected { get; private set; }

    /// <summary>Reads a table of any columns; refuses one in which no column holds titles.</summary>
    public static Result<ProductTable> Read(string path, CancellationToken stop)
    {
        var raw = ReadRows.Run(path, stop);
        return raw.Ok ? Of(raw.Value) : raw.Failure;
    }

    /// <summary>The ordinal of the row of an id; −1 where there is none.</summary>
    public int Find(string id) => byId.GetValueOrDefault(id, -1);

    internal static Result<ProductTable> Of(RawTable raw, bool numbered = false)
    {
        var roles = GuessRoles.Run(raw);
        roles = numbered ? roles with { Id = null } : roles;
        if (roles.Title is null)
        {
            return new Failure($"{raw.Shown} has no column of titles among {string.Join(", ", raw.Columns.Take(20))}", "a column of names of several words", "Call it title");
        }

        var table = new ProductTable(raw.Shown, roles);
        table.Take(raw);
        return table;
    }

    private void Take(RawTable raw)
    {
        var meant = Roles.Known.ToDictionary(r => r.Role, r => raw.Columns.ToList().IndexOf(r.Column), StringComparer.Ordinal);
        var others = Enumerable.Range(0, raw.Columns.Count).Where(c => !meant.ContainsValue(c)).ToArray();
        var rows = new List<Product>(raw.Rows.Count);
        foreach (var (number, row) in raw.Rows.Index())
        {
            string Value(string role) => meant.TryGetValue(role, out var at) ? row[at]?.Trim() ?? "" : "";
            var id = Roles.Id is null ? $"{number + 1}" : Value("id");
            if (id.Length == 0 || !byId.TryAdd(id, rows.Count))
            {
                Rejected++;
                continue;
            }

            rows.Add(new Product(id, Value("title"))
            {
                Brand = Value("brand"),
                PartNumber = Value("part number"),
                Gtin = string.Concat(Value("GTIN").Where(char.IsAsciiDigit)),
                Price = ParsePrice.Run(Value("price")),
                Description = Value("description"),
                Other = string.Join(' ', others.Select(c => row[c]).Where(v => !string.IsNullOrWhiteSpace(v))),
            });
        }

        Rows = rows;
    }
}
