using Assay.Warehouse;

namespace Assay.Metrics;

/// <summary>Which group each subject of a kind is in, by what groups go by; 0 for none. Subjects are numbered from 1.</summary>
internal sealed class PeerGroups
{
    private static readonly string[] Names = ["category", "age", "brand", "product"];

    private readonly ulong[][] columns;
    private readonly Dictionary<string, ulong[]> joined = new(StringComparer.Ordinal);

    private PeerGroups(ulong[][] columns) => this.columns = columns;

    /// <summary>Groups of nobody.</summary>
    public static PeerGroups None => new([.. Names.Select(_ => new ulong[1])]);

    /// <summary>Reads the groups as of a moment; kinds other than sellers and listings have none.</summary>
    public static PeerGroups Read(IWarehouse warehouse, string subject, int subjects, DateTime asOf)
    {
        var groups = Names.Select(_ => new ulong[subjects + 1]).ToArray();
        if (subject is "seller" or "listing")
        {
            using var rows = warehouse.Query(Sql.Load($"Metrics/peer_groups_of_{subject}s.sql"), asOf);
            while (rows.Next())
            {
                var no = rows.Values<uint>(0);
                for (var c = 0; c < groups.Length; c++)
                {
                    Spread(no, rows.Values<ulong>(c + 1), groups[c]);
                }
            }
        }

        return new PeerGroups(groups);
    }

    /// <summary>The group of each subject where several are joined: 0 where one of them is 0. All subjects are one group where none is named.</summary>
    public ulong[] Of(IReadOnlyList<string> among)
    {
        var key = string.Join(' ', among);
        return joined.TryGetValue(key, out var known) ? known : joined[key] = Join(among);
    }

    /// <summary>Makes room for subjects up to a number, which are in no group.</summary>
    public void MakeRoom(int last)
    {
        if (last >= columns[0].Length)
        {
            joined.Clear();
            for (var c = 0; c < columns.Length; c++)
            {
                Array.Resize(ref columns[c], last + 1);
            }
        }
    }

    private ulong[] Join(IReadOnlyList<string> among)
    {
        var groups = new ulong[columns[0].Length];
        Array.Fill(groups, 1ul);
        foreach (var name in among)
        {
            var column = columns[Array.IndexOf(Names, name)];
            for (var i = 0; i < groups.Length; i++)
            {
                groups[i] = groups[i] == 0 || column[i] == 0 ? 0 : Math.Max(1, (groups[i] * 0x9E3779B97F4A7C15) ^ column[i]);
            }
        }

        return groups;
    }

    private static void Spread(ReadOnlySpan<uint> no, ReadOnlySpan<ulong> values, ulong[] into)
    {
        for (var i = 0; i < no.Length; i++)
        {
            into[no[i]] = values[i];
        }
    }
}
