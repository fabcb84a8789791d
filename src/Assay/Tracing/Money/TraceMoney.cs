using Assay.Warehouse;

namespace Assay.Tracing.Money;

/// <summary>An account that is paid with the takings of counterfeits.</summary>
/// <param name="Name">The account.</param>
/// <param name="Value">What came for counterfeits, in the market's common money.</param>
/// <param name="Share">Of all that came, as far as the feeds know where from.</param>
/// <param name="Unseen">The share of what came of which they do not, 0 to 1.</param>
/// <param name="Sellers">Sellers whose takings reached it, those with most first.</param>
/// <param name="Path">Accounts from the largest of those sellers to it.</param>
internal sealed record Payee(string Name, double Value, double Share, double Unseen, IReadOnlyList<string> Sellers, IReadOnlyList<string> Path);

/// <summary>
/// Follows what buyers paid for counterfeits from account to account in the order of time: of what an account pays, the same share is tainted as of what lies in it (the
/// haircut rule of tracing: Möser, Böhme and Breuker 2014, "Towards risk scoring of Bitcoin transactions"). So an honest wholesaler whom everybody pays comes out with
/// the little share that its customers' money has.
/// </summary>
internal sealed class TraceMoney(IWarehouse warehouse)
{
    // Steps back from a payee to the sellers behind it; and the part of an account's tainted money below which a payer is passed over.
    private const int MostSteps = 5;
    private const double LeastOfPayers = 0.02;
    private const double Kept = 0.5;

    // The share of takings of counterfeits from which on it is one; at least twice the usual share.
    private const double LeastClear = 0.15;

    private readonly Dictionary<string, int> ordinals = new(StringComparer.Ordinal);
    private readonly List<(string Name, Account Account)> accounts = [];
    private readonly Dictionary<int, List<string>> sellersOf = [];

    /// <summary>The payees, those with most first.</summary>
    public IReadOnlyList<Payee> Run(DateTime asOf, CancellationToken stop)
    {
        ReadTills(asOf);
        Follow(asOf, stop);
        var sold = accounts.Where(a => a.Account.IsTill).Sum(a => a.Account.In);
        var usual = sold > 0 ? accounts.Where(a => a.Account.IsTill).Sum(a => a.Account.TaintedIn) / sold : 0;
        var clear = Math.Max(LeastClear, 2 * usual);
        var tills = accounts.Where(a => a.Account.IsTill && a.Account.In > 0).Select(a => a.Account).ToList();
        var usualOfTills = tills.Count > 0 ? tills.Count(t => t.TaintedIn >= clear * t.In) / (double)tills.Count : 0;
        return
        [
            .. accounts.Index().Where(a => IsPayee(a.Item.Account, clear) && IsOfFew(a.Index, clear, usualOfTills)).Select(a => Payee(a.Index)).Where(p => p.Sellers.Count > 0)
                .OrderByDescending(p => p.Value).ThenBy(p => p.Name, StringComparer.Ordinal),
        ];
    }

    // Neither a buyer nor a shop, nor an owner to whom takings go, nor somebody who only hands on.
    private static bool IsPayee(Account account, double clear) =>
        !account.IsBuyer && !account.IsTill && account.TaintedIn > 0 && account.TaintedIn >= clear * account.In
        && account.TaintedOut < Kept * account.TaintedIn && account.SweptIn < Kept * account.TaintedIn;

    // Of the shops whose takings reach it clearly more have such takings than of all shops: a wholesaler whom a few counterfeiters pay too is none, nor is the landlord of one shop.
    private bool IsOfFew(int account, double clear, double usual)
    {
        var tills = new HashSet<int>();
        Tills(account, [account], tills);
        return Wilson.AtLeast(tills.Count(t => accounts[t].Account.TaintedIn >= clear * accounts[t].Account.In), tills.Count) >= 2 * usual / (1 + usual);
    }

    private void Tills(int at, List<int> way, HashSet<int> found)
    {
        foreach (var (payer, paid) in accounts[at].Account.Payers)
        {
            if (paid.Known <= 0 || way.Contains(payer))
            {
                continue;
            }

            if (accounts[payer].Account.IsTill)
            {
                found.Add(payer);
            }
            else if (way.Count <= MostSteps && paid.Known >= LeastOfPayers * accounts[at].Account.In)
            {
                Tills(payer, [.. way, payer], found);
            }
        }
    }

    private void ReadTills(DateTime asOf)
    {
        foreach (var row in warehouse.Table(Sql.Load("Tracing/Money/tills.sql"), asOf))
        {
            var till = Ordinal(row[0]!);
            accounts[till].Account.IsTill = true;
            (sellersOf.TryGetValue(till, out var sellers) ? sellers : sellersOf[till] = []).Add(row[1]!);
        }
    }

    private void Follow(DateTime asOf, CancellationToken stop)
    {
        using var rows = warehouse.Query(Sql.Load("Tracing/Money/payments.sql"), asOf);
        while (rows.Next())
        {
            stop.ThrowIfCancellationRequested();
            var value = rows.Values<double>(2);
            var at = rows.Values<long>(3);
            var kind = rows.Values<int>(4);
            var counterfeit = rows.Values<double>(5);
            for (var row = 0; row < rows.Count; row++)
            {
                var (from, to) = (Ordinal(rows.String(0, row)!), Ordinal(rows.String(1, row)!));
                if (kind[row] == 0)
                {
                    accounts[from].Account.IsBuyer = true;
                    accounts[to].Account.Sell(from, value[row], counterfeit[row], at[row]);
                }
                else
                {
                    accounts[from].Account.Pay(from, accounts[to].Account, value[row], at[row]);
                }
            }
        }
    }

    private Payee Payee(int ordinal)
    {
        var (name, account) = accounts[ordinal];
        var behind = new Dictionary<string, double>(StringComparer.Ordinal);
        var (path, most) = (new List<int>(), 0.0);
        Back(ordinal, 1, [ordinal], (till, share, way) =>
        {
            foreach (var seller in sellersOf.GetValueOrDefault(till) ?? [])
            {
                behind[seller] = behind.GetValueOrDefault(seller) + share;
            }

            (path, most) = share > most ? (way, share) : (path, most);
        });
        return new Payee(
            name, account.TaintedIn, account.TaintedIn / account.In, account.Unseen / (account.In + account.Unseen), [.. behind.OrderByDescending(b => b.Value).ThenBy(b => b.Key, StringComparer.Ordinal).Select(b => b.Key)],
            [.. path.AsEnumerable().Reverse().Select(p => accounts[p].Name)]);
    }

    // Back along those who paid, to the first shops' accounts.
    private void Back(int at, double share, List<int> way, Action<int, double, List<int>> arrived)
    {
        if (way.Count > 1 && accounts[at].Account.IsTill)
        {
            arrived(at, share, way);
            return;
        }

        var payers = accounts[at].Account.Payers;
        var all = payers.Values.Sum(p => p.Tainted);
        foreach (var (payer, paid) in payers.Where(p => p.Value.Tainted > 0).OrderByDescending(p => p.Value.Tainted).ThenBy(p => p.Key))
        {
            var part = share * paid.Tainted / all;
            if (way.Count <= MostSteps && part >= LeastOfPayers && !way.Contains(payer))
            {
                Back(payer, part, [.. way, payer], arrived);
            }
        }
    }

    private int Ordinal(string name)
    {
        if (!ordinals.TryGetValue(name, out var ordinal))
        {
            ordinals[name] = ordinal = accounts.Count;
            accounts.Add((name, new Account()));
        }

        return ordinal;
    }
}
