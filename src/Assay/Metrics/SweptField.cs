using System.Runtime.InteropServices;

namespace Assay.Metrics;

/// <summary>An event as a sweep sees it.</summary>
/// <param name="At">When it happened, in microseconds.</param>
/// <param name="Tie">Its hash, which tells it from others of the same moment.</param>
/// <param name="Counts">True where later events look back at it.</param>
/// <param name="Place">The hash of the place it is about; 0 for none.</param>
/// <param name="Latitude">The place's, in degrees; not a number where nobody knows.</param>
/// <param name="Longitude">The same.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SweptEvent(long At, ulong Tie, bool Counts, ulong Place, double Latitude, double Longitude);

/// <summary>
/// A number that an event has from the same seller's other events, as far as they were known with it. SQL would compare each of them with
/// each; a sweep takes them in as they become known and lets them go as they are superseded.
/// </summary>
internal abstract class SweptField
{
    /// <summary>A sweep of the stream's field that is swept; null where SQL gives all. It holds what it has seen, so that each sweep has its own.</summary>
    public static SweptField? Of(string stream) => new SweptField[] { new SinceIncome(), new DistanceFromUsual() }.FirstOrDefault(f => f.Stream == stream);

    /// <summary>The stream's name.</summary>
    public abstract string Stream { get; }

    /// <summary>The field's name.</summary>
    public abstract string Field { get; }

    /// <summary>SQL of what <see cref="SweptEvent"/> holds after its tie, over the table <c>gathered</c>.</summary>
    public abstract string Columns { get; }

    /// <summary>Columns of the stream's query beside its fields that <see cref="Columns"/> needs.</summary>
    public virtual IReadOnlyList<string> Beside => [];

    /// <summary>True where events that became known at the same moment see each other.</summary>
    public abstract bool SeesItsMoment { get; }

    /// <summary>Forgets everything, for the next seller.</summary>
    public abstract void Clear();

    /// <summary>Takes an event in.</summary>
    public abstract void Add(SweptEvent known);

    /// <summary>Lets an event go that was taken in.</summary>
    public abstract void Remove(SweptEvent superseded);

    /// <summary>The event's number; null where nobody knows.</summary>
    public abstract long? Of(SweptEvent each);
}
