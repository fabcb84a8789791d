namespace Assay.Tracing.Money;

/// <summary>An account as money goes through it, in the order of time.</summary>
internal sealed class Account
{
    private const long Week = 7 * TimeSpan.MicrosecondsPerDay;

    /// <summary>What lies in it of what was seen to come, and how much of that is for counterfeits.</summary>
    private double balance;
    private double tainted;

    private double lastIn;
    private long lastInAt = long.MinValue;
    private bool lastWasSwept;

    /// <summary>All that came in, as far as the feeds know where from.</summary>
    public double In { get; private set; }

    /// <summary>What came in beyond that: paid out of what nobody was seen to put there.</summary>
    public double Unseen { get; private set; }

    /// <summary>Of what came in as far as is known, for counterfeits.</summary>
    public double TaintedIn { get; private set; }

    /// <summary>What went out, of what came for counterfeits.</summary>
    public double TaintedOut { get; private set; }

    /// <summary>What came in for counterfeits as takings on their way to an owner, and pays for nothing.</summary>
    public double SweptIn { get; private set; }

    /// <summary>True where it pays for orders: a buyer's.</summary>
    public bool IsBuyer { get; set; }

    /// <summary>True where a seller is paid out to it.</summary>
    public bool IsTill { get; set; }

    /// <summary>From whom its money came, by account: how much, and of it for counterfeits.</summary>
    public Dictionary<int, (double Known, double Tainted)> Payers { get; } = [];

    /// <summary>Moves an amount on to another account: of each coin the same share is tainted, as of all that lies here. What goes beyond what was seen to come says nothing.</summary>
    /// <param name="self">This account's ordinal.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="amount">How much.</param>
    /// <param name="at">Microseconds since 1970.</param>
    public void Pay(int self, Account to, double amount, long at)
    {
        var share = balance > 0 ? Math.Min(1, amount / balance) : 0;
        var moved = tainted * share;
        var known = Math.Min(balance, amount);
        balance -= known;
        tainted -= moved;
        TaintedOut += moved;
        to.Take(self, amount, known, moved, at, IsSwept(amount, at));
    }

    /// <summary>Takes a buyer's payment, of which a share is for counterfeits.</summary>
    public void Sell(int from, double amount, double counterfeit, long at) => Take(from, amount, amount, amount * counterfeit, at, isSwept: false);

    // What goes on within a week, and is most of a payment that came, are takings on their way. Through another account they stay what they were.
    private bool IsSwept(double amount, long at)
    {
        var goesOn = at - lastInAt <= Week && amount <= lastIn && amount >= lastIn * (IsTill ? 0.2 : 0.8);
        return goesOn && (IsTill || lastWasSwept);
    }

    private void Take(int from, double amount, double known, double moved, long at, bool isSwept)
    {
        balance += known;
        tainted += moved;
        In += known;
        Unseen += amount - known;
        TaintedIn += moved;
        SweptIn += isSwept ? moved : 0;
        (lastIn, lastInAt, lastWasSwept) = (amount, at, isSwept);
        var (of, ofTainted) = Payers.GetValueOrDefault(from);
        Payers[from] = (of + known, ofTainted + moved);
    }
}
