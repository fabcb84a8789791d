using System.Text;
using Assay.Metrics;
using Assay.Warehouse;

namespace Assay.Operators.Traits;

/// <summary>Networks behind one address of which are many people who know nothing of each other: carriers, campuses, hosts, public Wi-Fi.</summary>
internal sealed class PublicNetworks
{
    private readonly HashSet<AddressRange> prefixes = [];
    private readonly SortedSet<(bool IsV6, int Length)> lengths = [];

    /// <summary>Reads them as of a moment.</summary>
    public static PublicNetworks Read(IWarehouse warehouse, DateTime asOf)
    {
        var networks = new PublicNetworks();
        using var rows = warehouse.Query(Sql.Load("Operators/Traits/known_networks.sql"), asOf);
        while (rows.Next())
        {
            for (var row = 0; row < rows.Count; row++)
            {
                if (AddressRange.OfPrefix(rows.Text(0, row)) is { } prefix)
                {
                    networks.prefixes.Add(prefix);
                    networks.lengths.Add((prefix.IsV6, prefix.Length));
                }
            }
        }

        return networks;
    }

    /// <summary>True for an address in one of them.</summary>
    public bool Holds(string address) =>
        AddressRange.OfAddress(Encoding.UTF8.GetBytes(address)) is { } range && lengths.Any(l => l.IsV6 == range.IsV6 && prefixes.Contains(range.First(l.Length)));
}
