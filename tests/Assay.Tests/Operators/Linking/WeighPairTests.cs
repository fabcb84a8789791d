using Assay.Operators.Linking;
using Assay.Operators.Traits;
using Xunit;

namespace Assay.Tests.Operators.Linking;

public sealed class WeighPairTests
{
    private static readonly long Everything = (1L << Enum.GetValues<TraitKind>().Length) - 1;

    private static readonly WeighPair Market = new(12_000, SharingOfSameHand.Presumed);

    [Fact]
    public void Two_shops_on_the_same_papers_are_the_same_hand() => Assert.True(Weigh(Shared(TraitKind.Papers)).IsLink);

    [Fact]
    public void A_device_and_an_account_behind_both_are_the_same_hand() =>
        Assert.True(Weigh(Shared(TraitKind.Device), Shared(TraitKind.Collector), Shared(TraitKind.Sender)).IsLink);

    [Fact]
    public void Two_shops_of_one_family_stay_two()
    {
        var family = Weigh(Shared(TraitKind.Address), Shared(TraitKind.Router), Shared(TraitKind.Line), Shared(TraitKind.Device), Shared(TraitKind.Site));
        Assert.False(family.IsLink);
        Assert.Equal(Explanation.Household, family.Otherwise);
        var banking = Weigh(Shared(TraitKind.Address), Shared(TraitKind.Router), Shared(TraitKind.Line), Shared(TraitKind.Device), Shared(TraitKind.Payout), Shared(TraitKind.Phone), Shared(TraitKind.Site));
        Assert.False(banking.IsLink);
    }

    [Theory]
    [InlineData(TraitKind.Device)]
    [InlineData(TraitKind.Line)]
    [InlineData(TraitKind.Router)]
    [InlineData(TraitKind.Address)]
    [InlineData(TraitKind.Site)]
    public void One_thing_that_strangers_share_too_makes_no_link(TraitKind kind) => Assert.False(Weigh(Shared(kind)).IsLink);

    [Fact]
    public void Clients_of_one_agency_are_not_the_same_hand()
    {
        var clients = Weigh(Shared(TraitKind.Device, 9), Shared(TraitKind.Router, 9), Shared(TraitKind.Line, 9));
        Assert.False(clients.IsLink);
        Assert.Equal(Explanation.Premises, clients.Otherwise);
    }

    [Fact]
    public void What_can_be_planted_never_links_however_much_there_is_of_it()
    {
        var planted = Weigh([.. Enum.GetValues<TraitKind>().Where(k => !Explanations.IsControlled(k)).Select(k => Shared(k))]);
        Assert.False(planted.IsLink);
    }

    [Theory]
    [InlineData(TraitKind.Photo)]
    [InlineData(TraitKind.Text)]
    [InlineData(TraitKind.Name)]
    [InlineData(TraitKind.Ring)]
    [InlineData(TraitKind.Transfer)]
    public void What_is_shown_said_bought_or_sent_supports_a_device_and_is_never_enough_beside_a_household(TraitKind kind)
    {
        Assert.True(Weigh(Shared(TraitKind.Device), Shared(kind)).Bits > Weigh(Shared(TraitKind.Device)).Bits);
        Assert.False(Weigh(Shared(TraitKind.Device), Shared(TraitKind.Router), Shared(TraitKind.Address), Shared(TraitKind.Line), Shared(kind)).IsLink);
    }

    [Fact]
    public void The_fewer_have_a_value_the_more_it_says()
    {
        double Bits(int holders) => Weigh(Shared(TraitKind.Mail, holders), Shared(TraitKind.Device)).Bits;
        Assert.True(Bits(2) > Bits(6));
        Assert.True(Bits(6) > Bits(40));
    }

    [Fact]
    public void A_device_used_years_apart_says_less_than_one_used_together()
    {
        double Bits(double days) => Weigh(Shared(TraitKind.Device, apart: days), Shared(TraitKind.Collector)).Bits;
        Assert.True(Bits(0) > Bits(365));
        Assert.True(Bits(365) > Bits(3650));
        Assert.True(Bits(1e9) >= Weigh(Shared(TraitKind.Collector)).Bits - 10);
    }

    [Fact]
    public void A_link_is_known_since_its_evidence_was_enough()
    {
        var link = Weigh(Shared(TraitKind.Mail, since: 100), Shared(TraitKind.Papers, since: 50), Shared(TraitKind.Site, since: 900));
        Assert.Equal(50, link.Since);
    }

    [Fact]
    public void Judged_pairs_teach_how_often_one_hand_shares_a_trait()
    {
        var learned = SharingOfSameHand.Of([.. Enumerable.Repeat((Everything, 1L << (int)TraitKind.Phone), 200)]);
        Assert.True(learned.Of(TraitKind.Phone) > 0.9);
        Assert.True(learned.Of(TraitKind.Device) < 0.06);
        Assert.Equal(Explanations.Of(Explanation.SameHand, TraitKind.Phone), SharingOfSameHand.Presumed.Of(TraitKind.Phone));
    }

    private static WeighedPair Weigh(params SharedTrait[] shared) => Market.Run(shared, Everything);

    private static SharedTrait Shared(TraitKind kind, int holders = 2, double apart = 0, long since = 0) => new(kind, (int)kind, holders, since, apart);
}
