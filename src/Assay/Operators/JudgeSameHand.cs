using Assay.Warehouse;

namespace Assay.Operators;

/// <summary>What a person says of two sellers.</summary>
public enum SameHandVerdict
{
    /// <summary>They are the same hand.</summary>
    Same,

    /// <summary>They are not; no evidence joins them until this is withdrawn.</summary>
    NotSame,

    /// <summary>It cannot be said; evidence decides, as before.</summary>
    Unsure,
}

/// <summary>Keeps what people say of pairs of sellers. It is applied whenever operators are linked, also after they were rebuilt.</summary>
public sealed class JudgeSameHand(IWarehouse warehouse, TimeProvider clock)
{
    private static readonly Sql Add = new("judgement", "INSERT INTO operator_judgements VALUES (least($1, $2), greatest($1, $2), $3, $4, $5, $6, NULL)");
    private static readonly Sql TakeBack = new(
        "withdrawn judgements", "UPDATE operator_judgements SET withdrawn_at = $3 WHERE seller_id = least($1, $2) AND other_id = greatest($1, $2) AND withdrawn_at IS NULL");

    /// <summary>Keeps a judgement, in the place of any that stood. Null when it was kept, else why not.</summary>
    public Failure? Run(string one, string other, SameHandVerdict verdict, string judge, string? note)
    {
        if (TwoSellers.Refuse(warehouse, one, other) is { } failure)
        {
            return failure;
        }

        if (string.IsNullOrWhiteSpace(judge))
        {
            return new Failure("Nobody is named who judges", "a person's name or initials", "Add --by NAME");
        }

        using var transaction = warehouse.Begin();
        var now = clock.GetUtcNow().UtcDateTime;
        warehouse.Run(TakeBack, one, other, now);
        warehouse.Run(Add, one, other, Spell(verdict), judge.Trim(), note, now);
        transaction.Commit();
        return null;
    }

    /// <summary>Withdraws what stands of a pair. Null when something was withdrawn, else why not.</summary>
    public Failure? Withdraw(string one, string other)
    {
        if (TwoSellers.Refuse(warehouse, one, other) is { } failure)
        {
            return failure;
        }

        return warehouse.Run(TakeBack, one, other, clock.GetUtcNow().UtcDateTime) == 0 ? new Failure($"Nothing was judged of {one} and {other}", "a pair with a judgement that stands", "Look with: assay operators why A B") : null;
    }

    /// <summary>A verdict as it is written: same, not_same, unsure.</summary>
    public static string Spell(SameHandVerdict verdict) => verdict switch
    {
        SameHandVerdict.Same => "same",
        SameHandVerdict.NotSame => "not_same",
        SameHandVerdict.Unsure => "unsure",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "a verdict"),
    };
}
