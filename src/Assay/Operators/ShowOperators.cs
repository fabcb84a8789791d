using Assay.Warehouse;

namespace Assay.Operators;

/// <summary>An operator as it stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Sellers">Its sellers.</param>
/// <param name="Closed">Those that are closed.</param>
/// <param name="Weakest">The link that would fall first: the probability of the weakest member's tie.</param>
/// <param name="WeakestSeller">That member.</param>
/// <param name="Since">Since when the first two were linked; null where judgements alone tie them.</param>
public sealed record OperatorLine(string Id, int Sellers, int Closed, double Weakest, string WeakestSeller, DateTime? Since)
{
    /// <summary>Shops from which on an operator is looked at before it is believed: ten times the 2.9 of a usual one (ANCHORS).</summary>
    public const int AlarmingFrom = 30;

    /// <summary>True where it has so many shops that a false link is feared.</summary>
    public bool IsAlarming => Sellers >= AlarmingFrom;
}

/// <summary>A member of an operator.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="ShopName">Its shop.</param>
/// <param name="Country">Its country.</param>
/// <param name="RegisteredAt">When it registered.</param>
/// <param name="ClosedAt">When it was closed; null while it is open.</param>
/// <param name="LinkedAt">Since when it is linked; null where a judgement alone ties it.</param>
/// <param name="Strength">How sure it is that it belongs, 0 to 1.</param>
/// <param name="Evidence">The link that ties it, as JSON.</param>
public sealed record MemberLine(string SellerId, string ShopName, string Country, DateTime RegisteredAt, DateTime? ClosedAt, DateTime? LinkedAt, double Strength, string Evidence);

/// <summary>What became of an operator.</summary>
/// <param name="AsOf">As of which linking.</param>
/// <param name="OperatorId">Of which operator.</param>
/// <param name="Became">founded, merged, split or ended.</param>
/// <param name="Other">Into or off to which other; null where none.</param>
public sealed record LineageLine(DateTime AsOf, string OperatorId, string Became, string? Other);

/// <summary>An operator with its members and its past.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Members">Its members, the eldest first.</param>
/// <param name="Lineage">What became of it, and what came into it, the earliest first.</param>
public sealed record ShownOperator(OperatorLine Operator, IReadOnlyList<MemberLine> Members, IReadOnlyList<LineageLine> Lineage);

/// <summary>Shows operators as they were linked last.</summary>
public sealed class ShowOperators(IWarehouse warehouse)
{
    private static readonly Sql Find = new("operator of an id", "SELECT max(operator_id) FROM operators WHERE operator_id = $1 OR seller_id = $1");
    private static readonly Sql Former = new("operator of before", "SELECT max(other_id) FROM operator_lineage WHERE operator_id = $1 AND became = 'merged'");

    /// <summary>The largest operators, those with most sellers first.</summary>
    public IReadOnlyList<OperatorLine> Largest(int most) => [.. warehouse.Table(Sql.Load("Operators/largest_operators.sql"), most).Select(Line)];

    /// <summary>The operator of an id, its own or that of one of its sellers.</summary>
    public Result<ShownOperator> Run(string id)
    {
        if (warehouse.Word(Find, id) is not { } name)
        {
            return warehouse.Word(Former, id) is { } later
                ? new Failure($"The operator {id} went into {later}", "an operator that stands", $"Run assay operators show {later}")
                : new Failure($"'{id}' is no operator, nor a seller who belongs to one", "an operator_id or a seller_id", "List them with: assay operators list");
        }

        var line = Line(warehouse.Table(Sql.Load("Operators/one_operator.sql"), name)[0]);
        var members = warehouse.Table(Sql.Load("Operators/members_of_operator.sql"), name).Select(r => new MemberLine(
            r[0]!, r[1] ?? "", r[2] ?? "", Moments.Parse(r[3]!), Moment(r[4]), Moment(r[5]), double.Parse(r[6]!), r[7]!));
        var lineage = warehouse.Table(Sql.Load("Operators/lineage_of_operator.sql"), name).Select(r => new LineageLine(Moments.Parse(r[0]!), r[1]!, r[2]!, r[3]));
        return new ShownOperator(line, [.. members], [.. lineage]);
    }

    private static OperatorLine Line(string?[] row) => new(row[0]!, int.Parse(row[1]!), int.Parse(row[2]!), double.Parse(row[3]!), row[4]!, Moment(row[5]));

    private static DateTime? Moment(string? text) => text is null ? null : Moments.Parse(text);
}
