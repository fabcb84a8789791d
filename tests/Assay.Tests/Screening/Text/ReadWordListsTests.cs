using Assay.Screening.Text;
using Xunit;

namespace Assay.Tests.Screening.Text;

public sealed class ReadWordListsTests
{
    [Fact]
    public void The_built_in_lists_are_right_and_speak_many_languages()
    {
        Assert.True(WordLists.BuiltIn.Phrases.Count > 1000);
        Assert.Superset(new HashSet<string> { "zh", "en", "ru", "es" }, WordLists.BuiltIn.Phrases.Where(p => p.Kind == PhraseKind.Replica).Select(p => p.Language).ToHashSet());
    }

    [Fact]
    public void Every_problem_is_told_with_its_line_and_what_was_perhaps_meant()
    {
        const string yaml = """
            lists:
              - name: slang
                kind: replicas
                language: en
                phrases: [copy]
              - name: slang
                kind: replica
                language: en
                phrase: [copy]
              - name: slang
                kind: replica
                language: en
                phrases:
                  - { say: dupe, week: true }
                  - { say: rep, weak: perhaps }
                  - "***"
                  - (a+)+$
            ordinary: apple
            """;
        var long80 = new string('x', ReadWordLists.MostCharacters + 1);
        var reading = new ReadWordLists().Run([("lists.yaml", yaml), ("long.yaml", $"lists: [{{ name: a, kind: replica, language: en, phrases: [{long80}] }}]"), ("no.yaml", "lists: [")]);
        Golden.Matches(string.Concat(reading.Problems.Select(p => p + "\n")), "list-problems.txt");
    }

    [Fact]
    public void What_looks_like_a_pattern_is_a_phrase()
    {
        var lists = new ReadWordLists().Run([("l.yaml", "lists: [{ name: a, kind: replica, language: en, phrases: ['(a+)+b', '.*copy'] }]")]).Lists;
        var read = new ReadMentions(new TextRules([], lists));
        Assert.Empty(read.Run(new string('a', 100_000)).Slang);
        Assert.Empty(read.Run("best of photos").Slang);
    }
}
