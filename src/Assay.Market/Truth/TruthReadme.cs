namespace Assay.Market;

/// <summary>The page that explains the truth's columns.</summary>
internal static class TruthReadme
{
    public const string Text =
        """
        # The truth about this sample market

        Only tests and benchmarks read this folder; the platform never does. Ids are those of the feeds; operators have ids of their own.
        Flags are 1 and 0. Empty means none.

        | file | one row per | columns |
        |---|---|---|
        | sellers.csv | seller | kind (the honest kinds, or counterfeiter), front (what its shop looks like), honest, operator_id, skill (0 to 1), predecessor_id (its closed shop), deceived_by (the operator whose goods an honest seller bought unknowingly), hub, ring (reviews bought), listings, counterfeits |
        | listings.csv | listing | counterfeit, goods (Genuine, Counterfeit, Accessory, Unbranded), brand_id and product_id (the article sold, copied or fitted), operator_id, factory_id (a site), disguise (how a fake names the brand; Unnamed: not at all), slang, photo (equal for uploads of one photo) |
        | operators.csv | operator | skill, shops, counterfeits, factory_id (a site), country, account (where its shops' money gathers), mule (an account between), ring, frames_seller_id |
        | factories.csv | counterfeit factory | site_id, place, consolidation_site_id (where lots are split), payee, broker (an agent's account), operators, brand_ids (`|`-separated) |
        | accounts.csv | account and owner | role: wallet, payout, operator, mule, factory_payee, broker, supplier |
        | reviews.csv | review by a ring | ring, purpose: brushing, framing (praise for a victim), hiding (a ring's purchase elsewhere to look real) |
        | reports.csv | report | truth: right, mistaken, malicious |
        | links.csv | planted trait | trait, the operator who framed, whose trait, on whom |
        | scenarios.csv | part in a story | scenario, part, subject |
        """ + "\n";
}
