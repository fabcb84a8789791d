namespace Assay.Metrics.Definitions;

/// <summary>What a field's values are, and so what can be asked of them.</summary>
public enum FieldKind
{
    /// <summary>One of a few named values; stored as a byte, 0 for null.</summary>
    Code,

    /// <summary>An identity; stored as a 32-bit number that is dense within a subject, 0 for null.</summary>
    Key,

    /// <summary>A whole number in a fixed unit; stored as 64 bits, <see cref="long.MinValue"/> for null.</summary>
    Number,
}

/// <summary>A field of a stream's events.</summary>
public sealed record EventField
{
    private EventField(string name, FieldKind kind) => (Name, Kind) = (name, kind);

    /// <summary>The field's name.</summary>
    public string Name { get; }

    /// <summary>What its values are.</summary>
    public FieldKind Kind { get; }

    /// <summary>A code's names; the stored byte is a name's place, counted from 1.</summary>
    public IReadOnlyList<string> Codes { get; private init; } = [];

    /// <summary>What a number is counted in when it is shown.</summary>
    public string Unit { get; private init; } = "";

    /// <summary>Stored numbers for one shown: 100 where cents are stored and units shown.</summary>
    public long Scale { get; private init; } = 1;

    /// <summary>A code of named values, at most 255.</summary>
    public static EventField Code(string name, params IReadOnlyList<string> codes) => codes.Count is > 0 and < 256
        ? new(name, FieldKind.Code) { Codes = codes }
        : throw new ArgumentException($"The code {name} has {codes.Count} values; expected 1 to 255.", nameof(codes));

    /// <summary>A code of two values, <c>no</c> and <c>yes</c>.</summary>
    public static EventField YesNo(string name) => Code(name, "no", "yes");

    /// <summary>An identity.</summary>
    public static EventField Key(string name) => new(name, FieldKind.Key);

    /// <summary>A number, stored <paramref name="scale"/> times as large as it is shown.</summary>
    public static EventField Number(string name, string unit, long scale = 1) => scale > 0
        ? new(name, FieldKind.Number) { Unit = unit, Scale = scale }
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, $"The scale of {name} is not positive.");
}

/// <summary>A kind of event: its fields, and whose events they are.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="Subjects">Kinds of subjects that its events belong to.</param>
/// <param name="Fields">Its fields, without <c>hour</c> and <c>weekday</c>, which every stream has.</param>
/// <param name="Feeds">Feeds that it is made from.</param>
public sealed record EventStream(string Name, IReadOnlyList<string> Subjects, IReadOnlyList<EventField> Fields, IReadOnlyList<string> Feeds)
{
    /// <summary>The hour of the event in UTC.</summary>
    public static EventField Hour { get; } = EventField.Code("hour", [.. Enumerable.Range(0, 24).Select(h => h.ToString("00"))]);

    /// <summary>The day of the week of the event in UTC.</summary>
    public static EventField Weekday { get; } = EventField.Code("weekday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    /// <summary>All fields that a definition may name.</summary>
    public IReadOnlyList<EventField> Named { get; } = [.. Fields, Hour, Weekday];

    /// <summary>The field of a name; null where there is none.</summary>
    public EventField? Find(string name) => Named.FirstOrDefault(f => f.Name == name);
}
