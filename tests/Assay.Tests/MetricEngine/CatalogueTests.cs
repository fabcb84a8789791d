using Assay.Metrics.Trials;
using Xunit;

namespace Assay.Tests.MetricEngine;

public sealed class CatalogueTests
{
    private const string Good = """
        family: things
        stream: things
        metrics:
          - id: red
            subjects: [box]
            where: colour = red
            aggregate: count
            windows: [1d, 7d]
            unit: things
            sentence: Red things
            why: test

        """;

    [Theory]
    [InlineData("    where: colour = red", "    where: colour = redd", 4, "'redd' is no value of colour", "'red', or another")]
    [InlineData("    where: colour = red", "    where: color = red", 4, "'color' is no field of things", "'colour', or another")]
    [InlineData("    where: colour = red", "    where: colour > red", 4, "'colour > red' compares a code", "=, != or in (A, B)")]
    [InlineData("    where: colour = red", "    where: weight = heavy", 4, "'heavy' is no number", "weight = a number of kg up to 2^40")]
    [InlineData("    where: colour = red", "    where: weight != 5", 4, "'weight != 5' compares a number", "=, <, <=, > or >=")]
    [InlineData("    where: colour = red", "    where: owner = ann", 4, "'owner = ann' compares the key owner", "'owner is null' or 'owner is not null'")]
    [InlineData("    where: colour = red", "    where: red things", 4, "'red things' is no condition", "FIELD = VALUE, FIELD in (A, B), FIELD >= NUMBER, FIELD is null, joined by and")]
    [InlineData("    aggregate: count", "    aggregate: coumt", 5, "'coumt' is no aggregate", "'count', or another")]
    [InlineData("    aggregate: count", "    aggregate: mean", 2, "there is no 'value'", "value: a field of things")]
    [InlineData("    aggregate: count", "    aggregate: mean\n    value: colour", 6, "'colour' is no number of things", "one of size, weight")]
    [InlineData("    windows: [1d, 7d]", "    windows: [1d, 8d]", 6, "'8d' is no window", "'1d', or another")]
    [InlineData("    windows: [1d, 7d]", "    windows: [1d/7d]", 6, "the window 1d/7d does not fit count", "a window such as 30d")]
    [InlineData("    subjects: [box]", "    subjects: [boxx]", 3, "'boxx' is no subject", "'box', or another")]
    [InlineData("    why: test", "    whi: test", 9, "'whi' is no key of a definition", "'why', or another")]
    [InlineData("  - id: red", "  - id: Red things", 2, "'Red things' is no id", "up to 60 lower-case letters, digits and _, beginning with a letter")]
    public void A_mistake_is_told_with_its_line_and_what_was_perhaps_meant(string right, string wrong, int above, string found, string expected)
    {
        var problem = Assert.Single(Things.Reading(Good.Replace(right, wrong, StringComparison.Ordinal)).Problems);
        Assert.Equal(("file0.yaml", above + 2, found, expected), (problem.File, (int)problem.Line, problem.Found, problem.Expected));
    }

    [Fact]
    public void Every_mistake_of_every_file_is_told_and_the_rest_is_read()
    {
        var reading = Things.Reading(Good.Replace("count", "coumt", StringComparison.Ordinal), "family: [", Good.Replace("id: red", "id: other", StringComparison.Ordinal));
        Assert.Equal(["file0.yaml", "file1.yaml"], reading.Problems.Select(p => p.File));
        Assert.Equal(["box.other_1d", "box.other_7d"], reading.Catalogue.Of("box").Select(m => m.Id));
    }

    [Fact]
    public void An_id_stands_for_one_definition()
    {
        var problem = Assert.Single(Things.Reading(Good, Good).Problems);
        Assert.Equal("file1.yaml:4: box.red is defined again; expected another id; the first stands at file0.yaml:4.", problem.ToString());
    }

    [Fact]
    public void What_is_computed_from_a_wrong_definition_is_wrong_and_says_so()
    {
        var reading = Things.Reading(Good.Replace("count", "coumt", StringComparison.Ordinal) + Derived("share", "red", "red", "7d") + Derived("again", "share", "share", "7d"));
        Assert.Equal(3, reading.Problems.Count);
        Assert.Empty(reading.Catalogue.Definitions);
    }

    [Theory]
    [InlineData("red", "30d", "box.red has no window 30d; expected one of 1d, 7d")]
    [InlineData("reed", "7d", "'box.reed' is no definition; expected 'box.red', or another")]
    [InlineData("share", "7d", "box.share is computed from itself; expected a definition that reads events, somewhere")]
    public void A_reference_leads_to_a_definition_with_that_window(string of, string window, string sentence)
    {
        var reading = Things.Reading(Good + Derived("share", of, "red", window));
        Assert.Contains(reading.Problems, p => p.ToString().Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Derived_values_come_from_others_of_the_subject()
    {
        var trials = Trials("""
            tests:
              - name: two red ones today, of three in the week
                subject: box
                at: 2026-06-30T12:00:00Z
                events:
                  - {stream: things, at: -1h, colour: red}
                  - {stream: things, at: -2h, colour: red}
                  - {stream: things, at: -3d, colour: red}
                  - {stream: things, at: -3d, colour: blue}
                expect: {red_1d: 2, red_7d: 3, share_1d_7d: 0.6667, more_1d_7d: -1, burst_1d_7d: 5}
              - name: none
                subject: box
                at: 2026-06-30T12:00:00Z
                events: []
                expect: {red_1d: 0, share_1d_7d: null, more_1d_7d: 0, burst_1d_7d: null}
              - name: what was not known yet did not happen
                subject: box
                at: 2026-06-30T12:00:00Z
                events: [{stream: things, at: -1h, known: 2026-07-01, colour: red}]
                expect: {red_1d: 0}

            """);
        Assert.All(trials, t => Assert.True(t.Passed, string.Join("; ", t.Wrong)));
    }

    [Fact]
    public void A_test_that_fails_says_what_came()
    {
        var trial = Trials("""
            tests:
              - name: wrong
                subject: box
                at: 2026-06-30T12:00:00Z
                events: [{stream: things, at: -1h, colour: red}]
                expect: {red_1d: 2, red_9d: 1}

            """).Single();
        Assert.Equal(["red_1d is 1; expected 2", "box has no metric red_9d"], trial.Wrong);
    }

    [Fact]
    public void A_digest_changes_with_what_decides_a_value_and_with_nothing_else()
    {
        var digest = Things.Read(Good).Digest;
        Assert.Equal(digest, Things.Read(Good.Replace("why: test", "why: another reason", StringComparison.Ordinal)).Digest);
        Assert.NotEqual(digest, Things.Read(Good.Replace("colour = red", "colour = blue", StringComparison.Ordinal)).Digest);
    }

    private static IReadOnlyList<TrialResult> Trials(string tests)
    {
        var reading = Things.Reading(Good + Derived("share", "red", "red", "1d/7d") + Derived("more", "red", "red", "1d/7d", "difference") + """
              - {id: burst, subjects: [box], aggregate: burst, of: red, windows: [1d/7d], unit: times, sentence: Burst, why: test}

            """ + tests);
        Assert.Empty(reading.Problems);
        return RunTrials.Run(reading.Catalogue, reading.Trials);
    }

    private static string Derived(string id, string of, string to, string window, string aggregate = "ratio") =>
        $"  - {{id: {id}, subjects: [box], aggregate: {aggregate}, of: {of}, to: {to}, windows: [{window}], unit: share, sentence: Share, why: test}}\n";
}
