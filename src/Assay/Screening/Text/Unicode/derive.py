#!/usr/bin/env python3
"""Derives letters.txt, han.txt and pinyin.txt from the Unicode Character Database and from ICU's table of confusables (UTS 39).

    apt-get install unicode-data libicu72
    python3 derive.py            # writes beside itself; --data and --icu name other places

What is kept is what Assay needs of them: how a letter is folded for search, and which letter it looks like. See NOTICE.
"""
import argparse, bz2, collections, ctypes, os, re

parser = argparse.ArgumentParser()
parser.add_argument("--data", default="/usr/share/unicode", help="folder of UnicodeData.txt and its like")
parser.add_argument("--icu", default="libicui18n.so.72", help="ICU's library with uspoof; its number is the version of the functions' names")
args = parser.parse_args()
here = os.path.dirname(os.path.abspath(__file__))


def lines(name):
    path = os.path.join(args.data, name)
    opened = bz2.open(path + ".bz2", "rt", encoding="utf-8") if os.path.exists(path + ".bz2") else open(path, encoding="utf-8")
    with opened as file:
        yield from (line.rstrip("\n") for line in file if line.strip() and not line.startswith("#"))


# --- the database -------------------------------------------------------------------------------------------------------------------

names, categories, canonical, lower, upper = {}, {}, {}, {}, {}
for line in lines("UnicodeData.txt"):
    f = line.split(";")
    c = int(f[0], 16)
    names[c], categories[c] = f[1], f[2]
    if f[5] and not f[5].startswith("<"):
        canonical[c] = [int(x, 16) for x in f[5].split()]
    if f[12]:
        upper[c] = int(f[12], 16)
    if f[13]:
        lower[c] = int(f[13], 16)

casefold = {}
for line in lines("DerivedNormalizationProps.txt"):
    f = [x.strip() for x in line.split("#")[0].split(";")]
    if len(f) == 3 and f[1] == "NFKC_CF":
        first, _, last = f[0].partition("..")
        for c in range(int(first, 16), int(last or first, 16) + 1):
            casefold[c] = [int(x, 16) for x in f[2].split()]


def is_dropped_mark(c):
    """Marks that decorate a letter of Latin, Greek, Cyrillic, Hebrew or Arabic. Vowel signs of Indic scripts and the voicing of Kana are letters."""
    return categories.get(c, "")[:1] == "M" and (
        0x300 <= c <= 0x36F or 0x483 <= c <= 0x489 or 0x591 <= c <= 0x5C7 or 0x610 <= c <= 0x61A or 0x64B <= c <= 0x65F or c == 0x670
        or 0x6D6 <= c <= 0x6ED or 0x1AB0 <= c <= 0x1AFF or 0x1DC0 <= c <= 0x1DFF or 0x20D0 <= c <= 0x20FF or 0x2DE0 <= c <= 0x2DFF or 0xFE20 <= c <= 0xFE2F)


def decomposed(c):
    return [d for x in canonical[c] for d in decomposed(x)] if c in canonical else [c]


def plain(c):
    """NFKC with case folded (UAX 44, NFKC_Casefold), decomposed, without marks that decorate. A blank stands for what is no letter."""
    folded = [d for x in casefold.get(c, [c]) for d in decomposed(x)]
    letters = [d for d in folded if categories.get(d, "L")[0] in "LNM" and not is_dropped_mark(d)]
    return letters or [d for d in folded if not is_dropped_mark(d)]


# --- what looks like what -----------------------------------------------------------------------------------------------------------

version = re.search(r"\d+$", args.icu).group()
icu = ctypes.CDLL(args.icu)
status = ctypes.c_int(0)
spoof_open, skeleton_of = getattr(icu, f"uspoof_open_{version}"), getattr(icu, f"uspoof_getSkeleton_{version}")
spoof_open.restype = ctypes.c_void_p
checker = spoof_open(ctypes.byref(status))


def prototype(c):
    """UTS 39, section 4: the prototype of one code point."""
    text, out, failed = chr(c).encode("utf-16-le"), ctypes.create_string_buffer(256), ctypes.c_int(0)
    n = skeleton_of(ctypes.c_void_p(checker), 0, text, len(text) // 2, out, 128, ctypes.byref(failed))
    return [ord(x) for x in out.raw[: 2 * n].decode("utf-16-le")] if failed.value <= 0 else [c]


def is_letters(points):
    return len(points) > 0 and all(0x61 <= p <= 0x7A or 0x30 <= p <= 0x39 for p in points)


def folded_prototype(c):
    return [q for p in prototype(c) for q in plain(p)]


NAMED = re.compile(r"\b(?:LATIN (?:CAPITAL |SMALL )?LETTER(?: SMALL CAPITAL)?|REGIONAL INDICATOR SYMBOL LETTER) ([A-Z])(?: WITH .*)?$")
# Ours, beyond UTS 39: letters that stand for Latin ones in shops' words, though they only resemble them.
RESEMBLING = {"ß": "b", "ẞ": "b", "β": "b", "и": "n", "И": "n", "я": "r", "Я": "r", "п": "n", "П": "n", "ш": "w", "Ш": "w", "ω": "w", "λ": "a", "Λ": "a", "σ": "o", "Σ": "e", "ξ": "e", "Ξ": "e"}
# Not letters of a word: the signs of a registered mark.
SIGNS = {0x2122, 0x2120}


def lookalike(c):
    """
    The ASCII letters that a code point looks like, or none: by UTS 39; by UTS 39 of its capital (Cyrillic 'н' looks like a small 'Н');
    by UTS 39 of its folded form; by its name (a letter in a box, a small capital).
    """
    own = plain(c)
    if chr(c) in RESEMBLING:
        return [ord(RESEMBLING[chr(c)])]
    if 0x600 <= c <= 0x8FF or 0xFB50 <= c <= 0xFDFF or 0xFE70 <= c <= 0xFEFF or 0x2E80 <= c <= 0xD7FF and not 0xA4D0 <= c <= 0xABFF:
        return None  # Arabic and CJK: that an alef resembles an l disguises nothing there
    if is_letters(own) and own != [0x6C] and c != 0x131:
        return None
    for points in (folded_prototype(c), folded_prototype(upper[c]) if c in upper else [], [q for p in own for q in folded_prototype(p)]):
        if is_letters(points) and points != own:
            return points
    named = NAMED.search(names.get(c, ""))
    if named:
        letter = [ord(named.group(1).lower())]
        return letter if letter != own else None
    return None


def kept(c):
    kind = categories.get(c, "Cn")
    if c < 0x80 or c in SIGNS or kind[0] in "Z" and c not in casefold or 0xAC00 <= c <= 0xD7A3:
        return None
    own = [] if is_dropped_mark(c) else plain(c)
    look = lookalike(c) if kind[0] in "LNSPM" and not is_dropped_mark(c) else None
    if own == [c] and look is None:
        return None
    if own == [c]:
        how = "-"
    elif own == [] :
        how = "i"  # invisible: default ignorable, or a mark alone
    elif len(own) == 1 and lower.get(c) == own[0]:
        how = "c"  # case alone
    elif [d for d in decomposed(c) if not is_dropped_mark(d)] in ([lower.get(x, x) for x in own], own, [upper.get(x, x) for x in own]):
        how = "m"  # marks
    else:
        how = "w"  # compatibility: width, style, ligature
    if how == "i" and is_dropped_mark(c):
        how = "m"
    return how, own, look or []


def hexes(points):
    return " ".join(f"{p:X}" for p in points) or "-"


HEAD = "# Derived by derive.py from the Unicode Character Database 15.0.0 and ICU {icu}'s UTS 39 data. © 1991-2022 Unicode, Inc. See NOTICE.\n"

with open(os.path.join(here, "letters.txt"), "w", encoding="ascii") as out:
    out.write(HEAD.replace("©", "(c)").format(icu=version))
    out.write("# code point; how it is folded (c case, m marks, w width or style, i invisible, - not); into what; which ASCII letters it looks like\n")
    for c in list(range(0x80, 0x323B0)) + list(range(0xE0000, 0xE0200)):
        if 0xD800 <= c < 0xE000:
            continue
        entry = kept(c)
        if entry:
            out.write(f"{c:X};{entry[0]};{hexes(entry[1]) if entry[0] != '-' else '-'};{hexes(entry[2])}\n")

# --- Han ----------------------------------------------------------------------------------------------------------------------------

simplified = {}
for line in lines("Unihan_Variants.txt"):
    point, field, value = line.split("\t")
    if field == "kSimplifiedVariant":
        targets = [int(v[2:].split("<")[0], 16) for v in value.split()]
        c = int(point[2:], 16)
        if len(targets) == 1 and targets[0] != c and c <= 0xFFFF and targets[0] <= 0xFFFF:
            simplified[c] = targets[0]
with open(os.path.join(here, "han.txt"), "w", encoding="utf-8") as out:
    out.write(HEAD.format(icu=version) + "# traditional characters with their simplified form (kSimplifiedVariant, where it is one)\n")
    row = [chr(c) + chr(t) for c, t in sorted(simplified.items())]
    for i in range(0, len(row), 40):
        out.write(" ".join(row[i : i + 40]) + "\n")

TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
syllables = collections.defaultdict(list)
for line in lines("Unihan_Readings.txt"):
    point, field, value = line.split("\t")
    if field == "kMandarin":
        c = int(point[2:], 16)
        if 0x4E00 <= c <= 0x9FFF:
            sound = "".join(x for x in value.split()[0].lower().translate(TONES) if "a" <= x <= "z")
            syllables[sound].append(chr(c))
with open(os.path.join(here, "pinyin.txt"), "w", encoding="utf-8") as out:
    out.write(HEAD.format(icu=version) + "# Mandarin syllables without tones, ü as v, with the characters read so (kMandarin, the first)\n")
    for sound, characters in sorted(syllables.items()):
        out.write(f"{sound} {''.join(characters)}\n")
