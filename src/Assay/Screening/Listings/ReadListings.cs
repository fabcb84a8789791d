using System.Text;
using Assay.Brands.Rights;
using Assay.Warehouse;

namespace Assay.Screening.Listings;

/// <summary>
/// Reads the words of live listings, and on what ground the brands that they name may act, into the table <c>listing_words</c>. Listings come from the session's
/// table <c>scope_listings</c>.
/// </summary>
/// <param name="warehouse">The warehouse.</param>
/// <param name="rules">What listings are read by.</param>
/// <param name="threads">Threads that read.</param>
public sealed class ReadListings(IWarehouse warehouse, LoadTextRules rules, int threads)
{
    private static readonly Sql EmptyAll = new("words of listings", "DELETE FROM listing_words");
    private static readonly byte[][] Places = [.. Enum.GetValues<NamedIn>().Select(p => Encoding.UTF8.GetBytes(p.ToString().ToLowerInvariant()))];
    private static readonly byte[][] Grounds = [.. GroundsInMarket.Spellings.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Reads the listings of the sellers in scope; returns how many are about a registered brand.</summary>
    /// <param name="asOf">The moment.</param>
    /// <param name="ofAll">True where everybody is in scope: what stood of listings that are no more goes too, and where the market delivers is found anew.</param>
    /// <param name="stop">Stops.</param>
    public long Run(DateTime asOf, bool ofAll, CancellationToken stop)
    {
        warehouse.Run(ofAll ? EmptyAll : Sql.Load("Screening/Listings/forget_words.sql"));
        if (ofAll)
        {
            warehouse.Run(Sql.Load("Screening/Listings/market_places.sql"), asOf);
        }

        var grounds = LoadTextRules.Grounds(warehouse, asOf);
        var readers = rules.Readers(warehouse, asOf);
        using var listings = warehouse.Collect(Sql.Load("Screening/Listings/live_listings.sql"), asOf);
        using var writer = warehouse.Append("listing_words");
        var batch = new (ListingReading Reading, Ground? Ground)[writer.Capacity];
        long about = 0;
        while (listings.Next())
        {
            for (var first = 0; first < listings.Count; first += batch.Length)
            {
                stop.ThrowIfCancellationRequested();
                var count = Math.Min(batch.Length, listings.Count - first);
                Parallel.For(0, threads, t => Read(listings, readers, grounds, batch, first, count * t / threads, count * (t + 1) / threads));
                for (var i = 0; i < count; i++)
                {
                    Put(writer, i, listings.Text(0, first + i), batch[i].Reading, batch[i].Ground);
                    about += batch[i].Reading.Named is null ? 0 : 1;
                }

                writer.Write(count);
            }
        }

        writer.Finish();
        return about;
    }

    private static void Read(IRows rows, ListingReaders readers, GroundsInMarket grounds, (ListingReading, Ground?)[] into, int first, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var row = first + i;
            var reading = readers.Run(rows.String(1, row), rows.String(2, row) ?? "", rows.String(3, row));
            into[i] = (reading, reading.BrandId is { } brand ? grounds.Of(brand, rows.String(4, row)!, rows.String(7, row), rows.String(6, row), rows.String(5, row)) : null);
        }
    }

    private static void Put(ITableWriter writer, int row, ReadOnlySpan<byte> listingId, ListingReading reading, Ground? ground)
    {
        writer.SetText(0, row, listingId);
        PutOrNull(writer, 1, row, reading.BrandId is { } brand ? Encoding.UTF8.GetBytes(brand) : null);
        PutOrNull(writer, 2, row, reading.Named is null ? null : Places[(int)reading.Place]);
        writer.Values<byte>(3)[row] = Bit(reading.IsAccessory);
        writer.Values<byte>(4)[row] = Bit(reading.IsSecondHand);
        writer.Values<byte>(5)[row] = Bit(reading.IsSlang);
        writer.Values<byte>(6)[row] = Bit(reading.IsDisguised);
        PutOrNull(writer, 7, row, ground is null ? null : Grounds[(int)ground.Kind]);
        PutOrNull(writer, 8, row, ground?.Right is { } right ? Encoding.UTF8.GetBytes(right.RightId) : null);
    }

    private static byte Bit(bool value) => value ? (byte)1 : (byte)0;

    private static void PutOrNull(ITableWriter writer, int column, int row, byte[]? text)
    {
        if (text is null)
        {
            writer.SetNull(column, row);
        }
        else
        {
            writer.SetText(column, row, text);
        }
    }
}
