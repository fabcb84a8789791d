using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assay.Scoring;

/// <summary>Whose facts a signal reads.</summary>
public enum SignalSubject
{
    /// <summary>Facts of one listing.</summary>
    Listing,

    /// <summary>Facts of a seller; they count for each of its listings and for the seller itself.</summary>
    Seller,
}

/// <summary>
/// A named, weighted signal of the cold score: a fact's value on a straight ramp from none to full, times a weight in log-odds.
/// A fact that is null adds nothing: no evidence is not evidence of zero.
/// </summary>
/// <param name="Code">The signal's code and the fact's column.</param>
/// <param name="Subject">Whose fact it is.</param>
/// <param name="None">The value up to which it adds nothing.</param>
/// <param name="Full">The value from which it adds all of its weight; below <paramref name="None"/> where less is worse.</param>
/// <param name="Weight">What it adds to the log-odds at most; negative where it speaks for the listing.</param>
/// <param name="Sentence">For people inside: <c>{0}</c> the value, <c>{1}</c> the peers' value; formats as in C#.</param>
/// <param name="ToSeller">What the seller may be told; null where it could teach evasion or shows other people.</param>
public sealed record ColdSignal(string Code, SignalSubject Subject, double None, double Full, double Weight, string Sentence, string? ToSeller = null)
{
    /// <summary>Fixed-point units of a log-odds: contributions are whole ten-thousandths, so that they sum exactly.</summary>
    public const int UnitsPerLogOdd = 10_000;

    /// <summary>The code, escaped once for all answers.</summary>
    internal JsonEncodedText CodeAsJson { get; } = JsonEncodedText.Encode(Code, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>The sentence to the seller, escaped once; empty where there is none.</summary>
    internal JsonEncodedText ToSellerAsJson { get; } = JsonEncodedText.Encode(ToSeller ?? "", JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>The sentence, escaped once; null where it holds values.</summary>
    internal JsonEncodedText? SentenceAsJson { get; } = Sentence.Contains('{', StringComparison.Ordinal) ? null : JsonEncodedText.Encode(Sentence, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>The sentence, taken apart once.</summary>
    internal CompositeFormat Format { get; } = CompositeFormat.Parse(Sentence);

    /// <summary>What a value adds to the log-odds, in ten-thousandths; 0 for NaN, which stands for null.</summary>
    public int Contribution(double value)
    {
        var strength = (value - None) / (Full - None);
        return double.IsNaN(strength) ? 0 : (int)Math.Round(Weight * UnitsPerLogOdd * Math.Clamp(strength, 0, 1), MidpointRounding.ToEven);
    }
}
