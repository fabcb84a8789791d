using System.Collections.Frozen;

namespace Assay.Screening.Products.Words;

/// <summary>A kind of trait that tells versions of an article apart.</summary>
internal enum TraitKind : byte
{
    /// <summary>Colours.</summary>
    Colour,

    /// <summary>For women, men, children.</summary>
    Wearer,

    /// <summary>Systems that software runs on.</summary>
    Platform,

    /// <summary>Standard, professional, premium.</summary>
    Edition,

    /// <summary>Full, upgrade, renewal, extra seats.</summary>
    Licence,

    /// <summary>Academic, commercial, government.</summary>
    Audience,

    /// <summary>New, used, refurbished, demo.</summary>
    Condition,

    /// <summary>An article by itself, a set with others, a part of or for it.</summary>
    Scope,
}

/// <summary>Words that state traits, with their translations into the languages of European shops. Each line is one trait.</summary>
internal static class Traits
{
    /// <summary>How many kinds there are.</summary>
    public const int Kinds = 8;

    private static readonly Dictionary<TraitKind, string[]> Table = new()
    {
        [TraitKind.Colour] =
        [
            "black noir noire nero nera negro negra schwarz zwart czarny czarne preto preta svart sort musta cerna cerny fekete siyah ebony bk blk",
            "white blanc blanche bianco bianca blanco blanca weiss wit bialy biale branco branca vit hvid valkoinen bila bily feher beyaz wht",
            "red rouge rosso rossa rojo roja rot rood czerwony czerwone vermelho rod punainen cervena cerveny piros kirmizi",
            "blue bleu bleue blu azul blau blauw niebieski niebieskie bla sininen modra modry kek mavi navy",
            "green vert verte verde grun groen zielony zielone gron vihrea zelena zeleny zold yesil",
            "grey gray gris grigio grau grijs szary szare cinza gra harmaa seda sedy szurke gri",
            "silver argent argento plata silber zilver srebrny srebrne prata stribrna ezust",
            "yellow jaune giallo gialla amarillo amarilla gelb geel zolty zolte amarelo gul keltainen zluta sarga sari",
            "orange arancione arancio naranja oranje pomaranczowy pomaranczowe laranja oranssi oranzova narancs turuncu",
            "pink rose rosa roze rozowy rozowe vaaleanpunainen ruzova rozsaszin pembe",
            "purple violet violette viola morado purpura lila paars fioletowy fioletowe roxo lilla violetti fialova lila mor",
            "brown marron marrone braun bruin brazowy brazowe castanho brun ruskea hneda barna kahverengi",
            "gold dore doree oro gouden goud zloty zlote dourado guld kulta zlata arany altin golden",
            "turquoise turchese turquesa turkis turkoois turkusowy", "anthracite antracite antracita anthrazit antraciet antracyt antracide",
            "beige", "volt",
        ],
        [TraitKind.Wearer] =
        [
            "women womens woman ladies damen dame dames femme femmes donna mujer mujeres feminino feminina damskie damska wmns dam",
            "men mens man herren heren homme hommes uomo hombre hombres masculino meskie meska herre herr",
            "kids kid junior jr children child kinder kind enfant enfants bambino bambini nino ninos infantil dzieciece gs youth boys girls ps td toddler",
        ],
        [TraitKind.Platform] = ["mac macintosh osx macos", "windows win pc xp vista", "linux unix", "palm", "ps2 ps3 playstation", "xbox xbox360", "wii", "nintendo ds"],
        [TraitKind.Edition] =
        [
            "standard std", "professional pro", "premium prem", "home", "ultimate ult", "enterprise ent", "deluxe dlx", "basic", "business", "express", "lite light", "essentials essential", "elite", "platinum",
            "gold", "studio", "server", "starter", "plus", "premier", "extended", "advanced", "mini", "max", "small",
        ],
        [TraitKind.Licence] = ["upgrade upg upgr", "full", "renewal subscription subscr", "license lic licence licenses licenza lizenz", "media cdrom", "oem", "maintenance support", "additional addl add", "volume olp"],
        [TraitKind.Audience] = ["academic student students education educational teacher edu school college k12", "government govt", "nonprofit charity"],
        [TraitKind.Condition] = ["used gebraucht occasion usado usato", "refurbished renewed recertified refurb", "demo", "open"],
        [TraitKind.Scope] = ["kit bundle set combo package pack", "body", "case cover bag pouch sleeve", "battery batteries charger", "lens", "mount strap holder bracket", "cable adapter", "cartridge toner ink", "training tutorial guide book learning"],
    };

    private static readonly FrozenDictionary<string, (TraitKind Kind, uint Bit)> ByWord = Read();

    /// <summary>The traits that tokens state: for each kind a set of bits.</summary>
    public static uint[] Of(IEnumerable<Token> tokens)
    {
        var traits = new uint[Kinds];
        foreach (var token in tokens)
        {
            if (ByWord.TryGetValue(token.Text, out var trait))
            {
                traits[(int)trait.Kind] |= trait.Bit;
            }
        }

        return traits;
    }

    /// <summary>The word that a colour or another trait is compared by, the first of its line; the word itself where it states none.</summary>
    public static string OneFor(string word) => Canonical.TryGetValue(word, out var one) ? one : word;

    private static readonly FrozenDictionary<string, string> Canonical = Table.Where(t => t.Key is TraitKind.Colour or TraitKind.Wearer or TraitKind.Licence or TraitKind.Edition)
        .SelectMany(t => t.Value).Select(line => line.Split(' '))
        .SelectMany(words => words.Select(word => (word, words[0]))).GroupBy(pair => pair.word)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.First().Item2, StringComparer.Ordinal);

    private static FrozenDictionary<string, (TraitKind Kind, uint Bit)> Read()
    {
        var read = new Dictionary<string, (TraitKind, uint)>(StringComparer.Ordinal);
        foreach (var (kind, lines) in Table)
        {
            for (var i = 0; i < lines.Length; i++)
            {
                foreach (var word in lines[i].Split(' '))
                {
                    read.TryAdd(word, (kind, 1u << i));
                }
            }
        }

        return read.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
