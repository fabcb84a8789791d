using System.Collections.Frozen;
using Assay.Warehouse;

namespace Assay.Monitor.Gate;

/// <summary>The codes of money and of countries that the warehouse knows: what an import takes.</summary>
/// <param name="Currencies">ISO 4217.</param>
/// <param name="Countries">ISO 3166-1 alpha-2.</param>
public sealed record ContractCodes(FrozenSet<string> Currencies, FrozenSet<string> Countries)
{
    /// <summary>Those of this build, out of its schema.</summary>
    public static ContractCodes BuiltIn { get; } = new(Of("currency"), Of("country"));

    private static FrozenSet<string> Of(string type)
    {
        var schema = Sql.Load("Warehouse/Schema/0001_types.sql").Text;
        var from = schema.IndexOf($"CREATE TYPE {type} AS ENUM (", StringComparison.Ordinal);
        var list = schema[from..schema.IndexOf(')', from)];
        return list.Split('\'').Where((_, i) => i % 2 == 1).ToFrozenSet(StringComparer.Ordinal);
    }
}
