namespace Assay.Screening.Text;

/// <summary>How sure a reading is.</summary>
public enum Certainty : byte
{
    /// <summary>It may as well be something else: counts beside words of replica sellers only.</summary>
    Weak,

    /// <summary>A reader would take it for the name.</summary>
    Sure,
}

/// <summary>
/// Which readings of a span as a name are believed. Judgements, not fitted: a short name is an ordinary word, a model number or chance too easily. Each rule
/// looks at one way of reading; the least certain of those that a span needs decides.
/// </summary>
internal static class JudgeReadings
{
    // Letters of a name in Kana, two each: a shorter one is part of other words too easily.
    private const int LongKana = 10;

    private delegate Certainty? Rule(in SpanReading reading, bool isForeign);

    // No certainty: not believed.
    private static readonly (ReadAs How, Rule Rule)[] Rules =
    [
        (ReadAs.Lookalike, (in SpanReading r, bool isForeign) =>
            r.Exact > 0 ? At(r.Letters >= 3, r.Letters >= 4) : isForeign ? At(r.Letters >= 6, never: true) : At(r.Letters >= 3, r.Letters >= 4)),
        (ReadAs.SameStroke, (in SpanReading r, bool _) => At(r.Letters >= 4, r.Letters >= 5 || r.Upper > 1)),
        (ReadAs.Leet, (in SpanReading r, bool _) => At(r.Letters >= 4 && r.Exact >= 2 && r.Replaced <= r.Exact, r.Letters >= 5 || !r.Pieces.TwoDigits)),
        (ReadAs.Repeated, (in SpanReading r, bool _) => At(r.Letters >= 4, r.Letters >= 5 || r.Pieces.MostExtra >= 2)),
        (ReadAs.Dropped, (in SpanReading r, bool _) => At(r.Letters >= 5, r.Letters >= 5)),
        (ReadAs.Spaced, OfBlanks),
        (ReadAs.Punctuated, OfPunctuation),
        (ReadAs.Glued, (in SpanReading r, bool _) => At(
            r.Letters >= 4 && (r.How & ReadAs.Leet) == ReadAs.Plain && (r.Letters >= 5 || (r.How & ReadAs.Disguise) == ReadAs.Plain),
            r.Letters >= (r.IsKana ? LongKana : 4))),
    ];

    /// <summary>The certainty of a reading; null where it is not believed.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="form">Which form of the name was found.</param>
    /// <param name="isForeign">True where the text around is in the alphabet of the span's look-alikes, or, for other forms than the given one, in another than Latin.</param>
    public static Certainty? Of(in SpanReading reading, NameForm form, bool isForeign)
    {
        var least = OfForm(reading, form, isForeign);
        foreach (var (how, rule) in Rules)
        {
            if (least is not null && (reading.How & how) != ReadAs.Plain)
            {
                var certainty = rule(reading, isForeign);
                least = certainty is null || certainty < least ? certainty : least;
            }
        }

        return least;
    }

    private static Certainty? OfForm(in SpanReading reading, NameForm form, bool isForeign)
    {
        var isHidden = (reading.How & ReadAs.Disguise) != ReadAs.Plain;
        return form switch
        {
            NameForm.Initials => At(reading.Upper == reading.Letters && !isHidden || (reading.Pieces.Gaps & Gap.Sign) != Gap.None && reading.Upper == reading.Letters, never: true),
            NameForm.Pinyin or NameForm.Romanised => At(reading.Letters >= 5 && !isHidden, reading.Letters >= 6 || isForeign),
            NameForm.MixedPinyin => At(reading.Letters >= 4 && !isHidden, reading.Letters >= 4),
            NameForm.Cyrillic => At(reading.Letters >= 4, reading.Letters >= 5),
            NameForm.LetterPair => At(reading.Letters >= 5, reading.Letters >= 6),
            _ => Certainty.Sure,
        };
    }

    private static Certainty? OfBlanks(in SpanReading reading, bool isForeign)
    {
        if (reading.Pieces.AllSingle)
        {
            return At(reading.Letters >= 2 && reading.Upper == reading.Exact || reading.Letters >= 3, reading.Letters >= 4);
        }

        return At(reading.Letters >= 4, reading.Letters >= 9 || (reading.Letters >= 5 && reading.Pieces.NoWord));
    }

    private static Certainty? OfPunctuation(in SpanReading reading, bool isForeign)
    {
        var isStrange = (reading.Pieces.Gaps & Gap.Sign) != Gap.None;
        return reading.Letters <= 2
            ? At(reading.Upper == reading.Exact, isStrange)
            : At(reading.Letters >= 3, isStrange ? reading.Letters >= 3 : reading.Letters >= 5 || (reading.Pieces.AllSingle && reading.Letters >= 4));
    }

    private static Certainty? At(bool isWeak, bool isSure = false, bool never = false) => !isWeak ? null : isSure && !never ? Certainty.Sure : Certainty.Weak;
}
