using System.Text;
using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>
/// Makes the session's table <c>ip_networks</c>: each address of the sessions with the longest prefix that holds it, stretch by stretch of
/// the time at which that was known. A look-up asks one dictionary for each length that prefixes have, so that the time is linear.
/// </summary>
internal sealed class IpNetworks(IWarehouse session)
{
    private static readonly Sql Prefixes = new(
        "known prefixes", "SELECT prefix, asn, country, kind, known_from, known_until FROM networks_known ORDER BY prefix, known_from");

    private static readonly Sql Addresses = new("session addresses", "SELECT DISTINCT ip FROM sessions_read WHERE ip IS NOT NULL");

    private readonly Dictionary<(bool IsV6, int Length), Dictionary<UInt128, List<Network>>> byLength = [];
    private readonly OpenTime open = new();

    /// <summary>Reads prefixes and addresses and fills the table.</summary>
    public void Make()
    {
        ReadPrefixes();
        var lengths = byLength.Keys.OrderByDescending(k => k.Length).ToLookup(k => k.IsV6, k => k.Length);
        session.Run(Sql.Load("Metrics/Streams/ip_networks.sql"));
        using var rows = session.Collect(Addresses);
        using var writer = new BatchWriter(session.Append("ip_networks"));
        while (rows.Next())
        {
            for (var row = 0; row < rows.Count; row++)
            {
                var ip = rows.Text(0, row);
                if (AddressRange.OfAddress(ip) is { } address)
                {
                    Write(writer, ip.ToArray(), address, lengths[address.IsV6]);
                }
            }
        }

        writer.Finish();
    }

    private void ReadPrefixes()
    {
        using var rows = session.Query(Prefixes);
        while (rows.Next())
        {
            for (var row = 0; row < rows.Count; row++)
            {
                if (AddressRange.OfPrefix(rows.Text(0, row)) is not { } prefix)
                {
                    continue;
                }

                if (!byLength.TryGetValue((prefix.IsV6, prefix.Length), out var same))
                {
                    byLength[(prefix.IsV6, prefix.Length)] = same = [];
                }

                if (!same.TryGetValue(prefix.Bits, out var versions))
                {
                    same[prefix.Bits] = versions = [];
                }

                versions.Add(ReadNetwork(rows, row));
            }
        }
    }

    private static Network ReadNetwork(IRows rows, int row) => new(
        rows.IsNull(1, row) ? null : rows.Text(1, row).ToArray(),
        rows.IsNull(2, row) ? null : rows.Values<byte>(2)[row],
        rows.IsNull(3, row) ? null : rows.Values<byte>(3)[row],
        rows.Values<long>(4)[row],
        rows.Values<long>(5)[row]);

    private void Write(BatchWriter writer, byte[] ip, AddressRange address, IEnumerable<int> lengths)
    {
        var (written, network) = (Encoding.UTF8.GetBytes(address.ToString()), Encoding.UTF8.GetBytes(address.Network.ToString()));
        open.Reset(long.MinValue);
        foreach (var length in lengths)
        {
            if (open.IsClosed)
            {
                break;
            }

            foreach (var known in byLength[(address.IsV6, length)].GetValueOrDefault(address.First(length).Bits) ?? [])
            {
                foreach (var (from, until) in open.Take(known.From, known.Until))
                {
                    WriteStretch(from, until, known);
                }
            }
        }

        foreach (var (from, until) in open.Open)
        {
            WriteStretch(from, until, null);
        }

        void WriteStretch(long from, long until, Network? known)
        {
            writer.SetText(0, ip);
            writer.SetText(1, written);
            writer.SetText(2, network);
            writer.Set(3, from);
            writer.Set(4, until);
            writer.SetOrNull(5, known?.Kind);
            writer.SetOrNull(6, known?.Country);
            writer.SetText(7, known?.Asn);
            writer.Next();
        }
    }

    private sealed record Network(byte[]? Asn, byte? Country, byte? Kind, long From, long Until);
}
