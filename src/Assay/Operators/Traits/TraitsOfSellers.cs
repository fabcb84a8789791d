using System.Runtime.InteropServices;
using Assay.Warehouse;

namespace Assay.Operators.Traits;

/// <summary>A value that several sellers have.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The value as the feeds spell it.</param>
/// <param name="Sellers">Ordinals of those who have it, rising.</param>
internal sealed record SharedValue(TraitKind Kind, string Text, IReadOnlyList<int> Sellers);

/// <summary>That a seller has a value.</summary>
/// <param name="Value">The value's number.</param>
/// <param name="First">Microseconds since 1970 of its first use.</param>
/// <param name="Last">Of its last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HeldValue(int Value, long First, long Last);

/// <summary>A seller.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsTouched">True where its links are sought; else it is there as somebody's other side.</param>
/// <param name="Kinds">Kinds of which something is known of it, as bits.</param>
internal sealed record TraitsOfSeller(string Id, bool IsTouched, long Kinds)
{
    /// <summary>What it shares with others, by the values' numbers.</summary>
    public List<HeldValue> Held { get; } = [];
}

/// <summary>What the sellers in the session's table <c>link_touched</c> are known by and share with anybody.</summary>
internal sealed class TraitsOfSellers
{
    /// <summary>Sellers with a value from which on it is a thing of the public, and says nothing of anybody.</summary>
    public const int MostHolders = 200;

    /// <summary>The same of photos and texts: more have them from a maker's page or a stock of pictures.</summary>
    private const int MostShown = 8;

    /// <summary>The kinds as SQL knows them, with blanks between.</summary>
    public static readonly string KindNames = string.Join(' ', Enum.GetNames<TraitKind>().Select(n => n.ToLowerInvariant()));

    private TraitsOfSellers(TraitsOfSeller[] sellers, List<SharedValue> values)
    {
        Sellers = sellers;
        Values = values;
    }

    /// <summary>The sellers, by their ids.</summary>
    public TraitsOfSeller[] Sellers { get; }

    /// <summary>The values that several have.</summary>
    public IReadOnlyList<SharedValue> Values { get; }

    /// <summary>Reads them as of a moment from what was kept.</summary>
    public static TraitsOfSellers Read(IWarehouse warehouse, DateTime asOf)
    {
        var sellers = ReadSellers(warehouse, asOf);
        var ordinals = sellers.Index().ToDictionary(s => s.Item.Id, s => s.Index, StringComparer.Ordinal);
        return new TraitsOfSellers(sellers, ReadShared(warehouse, sellers, ordinals, PublicNetworks.Read(warehouse, asOf)));
    }

    private static TraitsOfSeller[] ReadSellers(IWarehouse warehouse, DateTime asOf)
    {
        var sellers = new List<TraitsOfSeller>();
        using var rows = warehouse.Query(Sql.Load("Operators/Traits/known_kinds.sql"), asOf, KindNames);
        while (rows.Next())
        {
            var touched = rows.Values<bool>(1);
            var kinds = rows.Values<long>(2);
            for (var row = 0; row < rows.Count; row++)
            {
                sellers.Add(new TraitsOfSeller(rows.String(0, row)!, touched[row], kinds[row]));
            }
        }

        return [.. sellers.OrderBy(s => s.Id, StringComparer.Ordinal)];
    }

    private static List<SharedValue> ReadShared(IWarehouse warehouse, TraitsOfSeller[] sellers, Dictionary<string, int> ordinals, PublicNetworks isPublic)
    {
        var values = new List<SharedValue>();
        List<int> holders = [];
        (string Kind, string Text)? last = null;
        using var rows = warehouse.Query(Sql.Load("Operators/Traits/shared_traits.sql"), MostHolders, MostShown);
        while (rows.Next())
        {
            var first = rows.Values<long>(3);
            var until = rows.Values<long>(4);
            for (var row = 0; row < rows.Count; row++)
            {
                var (kind, text) = (rows.String(0, row)!, rows.String(1, row)!);
                if (last != (kind, text))
                {
                    last = (kind, text);
                    holders = [];
                    if (kind != "line" || !isPublic.Holds(text))
                    {
                        values.Add(new SharedValue(Enum.Parse<TraitKind>(kind, ignoreCase: true), text, holders));
                    }
                }

                if (values.Count > 0 && ReferenceEquals(values[^1].Sellers, holders) && ordinals.TryGetValue(rows.String(2, row)!, out var seller))
                {
                    holders.Add(seller);
                    sellers[seller].Held.Add(new HeldValue(values.Count - 1, first[row], until[row]));
                }
            }
        }

        return values;
    }
}
