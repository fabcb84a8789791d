using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Assay.Scoring;

namespace Assay.Monitor.Gate;

/// <summary>
/// The standing of each seller, packed for millions of them: ids one behind another as UTF-8, the signals of all sellers in columns, and a table of places by hash with
/// open addressing. A few large arrays, which the collector need not look through.
/// </summary>
internal sealed class SellerStandings
{
    // Countries as text, once each.
    private static readonly string?[] Spelled = new string?[1 << 16];

    private readonly int[] slots;
    private readonly byte[] ids;
    private readonly int[] idEnds;
    private readonly int[] traitEnds;
    private readonly byte[] signals;
    private readonly double[] values;
    private readonly double[] peers;
    private readonly ushort[] countries;
    private readonly int seed;

    private SellerStandings(Builder from)
    {
        (ids, idEnds, traitEnds) = (from.Ids.ToArray(), [.. from.IdEnds], [.. from.TraitEnds]);
        (signals, values, peers) = ([.. from.Signals], [.. from.Values], [.. from.Peers]);
        countries = [.. from.Countries];
        seed = Random.Shared.Next();
        slots = new int[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, idEnds.Length * 2))];
        for (var seller = 0; seller < idEnds.Length; seller++)
        {
            slots[Slot(IdOf(seller))] = seller + 1;
        }
    }

    /// <summary>Nobody.</summary>
    public static SellerStandings None { get; } = new Builder().Build();

    /// <summary>How many sellers there are.</summary>
    public int Count => idEnds.Length;

    /// <summary>Bytes that they take.</summary>
    public long Bytes => (4L * (slots.Length + idEnds.Length + traitEnds.Length)) + (2L * countries.Length) + ids.Length + (17L * signals.Length);

    /// <summary>Adds the seller's signals with what each adds; false where the seller is not known.</summary>
    /// <param name="sellerId">The seller.</param>
    /// <param name="into">Where they go, from the front.</param>
    /// <param name="count">How many there are.</param>
    public bool TryGet(string sellerId, Span<Reason> into, out int count)
    {
        count = 0;
        if (Find(sellerId) is not (> 0 and var found))
        {
            return false;
        }

        for (var i = found == 1 ? 0 : traitEnds[found - 2]; i < traitEnds[found - 1]; i++)
        {
            var signal = ColdSignals.All[signals[i]];
            into[count++] = new Reason(signal, values[i], peers[i], signal.Contribution(values[i]));
        }

        return true;
    }

    /// <summary>Where a seller is, ISO 3166-1 alpha-2; null where that, or the seller, is not known.</summary>
    public string? CountryOf(string sellerId) => Find(sellerId) is > 0 and var found && countries[found - 1] is not 0 and var code ? Country(code) : null;

    // The seller's number from 1; 0 for none.
    private int Find(string sellerId)
    {
        Span<byte> id = stackalloc byte[64];
        return Encoding.UTF8.TryGetBytes(sellerId, id, out var length) ? slots[Slot(id[..length])] : 0;
    }

    private static string Country(ushort code) => Spelled[code] ??= new string([(char)(code >> 8), (char)(code & 0xFF)]);

    private ReadOnlySpan<byte> IdOf(int seller) => ids.AsSpan((seller == 0 ? 0 : idEnds[seller - 1])..idEnds[seller]);

    // The place of an id, or the free one where it belongs.
    private int Slot(ReadOnlySpan<byte> id)
    {
        var hash = new HashCode();
        hash.Add(seed);
        hash.AddBytes(id);
        for (var at = hash.ToHashCode() & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
        {
            if (slots[at] == 0 || IdOf(slots[at] - 1).SequenceEqual(id))
            {
                return at;
            }
        }
    }

    /// <summary>Takes sellers one by one.</summary>
    internal sealed class Builder
    {
        private static readonly Dictionary<ColdSignal, byte> Places = ColdSignals.All.Index().ToDictionary(s => s.Item, s => (byte)s.Index);

        public List<byte> Ids { get; } = [];

        public List<int> IdEnds { get; } = [];

        public List<int> TraitEnds { get; } = [];

        public List<byte> Signals { get; } = [];

        public List<double> Values { get; } = [];

        public List<double> Peers { get; } = [];

        public List<ushort> Countries { get; } = [];

        /// <summary>Adds a seller that was not added yet.</summary>
        public void Add(ReadOnlySpan<byte> id, List<SellerTrait> traits, ReadOnlySpan<byte> country)
        {
            Countries.Add(country.Length == 2 ? (ushort)((country[0] << 8) | country[1]) : (ushort)0);
            Ids.AddRange(id);
            IdEnds.Add(Ids.Count);
            foreach (var trait in CollectionsMarshal.AsSpan(traits))
            {
                Signals.Add(Places[trait.Signal]);
                Values.Add(trait.Value);
                Peers.Add(trait.Peers);
            }

            TraitEnds.Add(Signals.Count);
        }

        public SellerStandings Build() => new(this);
    }
}
