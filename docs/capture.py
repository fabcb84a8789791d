#!/usr/bin/env python3
"""Turns a terminal's screen into an SVG: tmux capture-pane -e -p | docs/capture.py > docs/demo.svg"""
import re
import sys
import unicodedata
from html import escape

CELL, LINE, PAD, SIZE = 8.4, 19, 16, 14
INK, PAPER = "#d8dee4", "#16191d"
COLOURS = {2: "#57b864", 3: "#d9b44a", 9: "#f2726f", 208: "#f0934e"}
SEQUENCE = re.compile(r"\x1b\[([0-9;]*)m")


def wide(character):
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def paint(codes, bold, colour):
    """The style after an SGR sequence; what the demo does not use is passed over."""
    codes = [int(code or 0) for code in codes.split(";")]
    if codes[:2] == [38, 5]:
        return bold, COLOURS.get(codes[2], INK)
    for code in codes:
        bold = True if code == 1 else False if code == 0 else bold
        colour = INK if code in (0, 39) else colour
    return bold, colour


def runs(line, bold, colour):
    """Stretches of text of one style and one width of character, each with its column; gaps of two spaces part them."""
    found, column = [], 0
    for i, part in enumerate(SEQUENCE.split(line)):
        if i % 2:
            bold, colour = paint(part, bold, colour)
            continue
        for piece in re.findall(r"  +|(?:(?!  ).)+", part):
            for text in re.findall(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]+|[^\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]+", piece):
                cells = sum(map(wide, text))
                if text.strip():
                    lead = len(text) - len(text.lstrip(" "))
                    found.append((column + lead, cells - len(text) + len(text.strip(" ")), text.strip(" "), bold, colour))
                column += cells
    return found, bold, colour


def main():
    lines = sys.stdin.read().rstrip().split("\n")
    body, most, bold, colour = [], 0, False, INK
    for number, line in enumerate(lines):
        found, bold, colour = runs(line, bold, colour)
        for column, cells, text, is_bold, ink in found:
            most = max(most, column + cells)
            style = (' font-weight="bold"' if is_bold else "") + (f' fill="{ink}"' if ink != INK else "")
            body.append(f'<text x="{PAD + column * CELL:.1f}" y="{PAD + (number + 1) * LINE - 5}" '
                        f'textLength="{cells * CELL:.1f}"{style}>{escape(text, quote=False)}</text>')
    width, height = round(2 * PAD + most * CELL), 2 * PAD + len(lines) * LINE
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" xml:space="preserve" '
          f'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, \'DejaVu Sans Mono\', \'Noto Sans Mono CJK SC\', monospace" '
          f'font-size="{SIZE}" fill="{INK}">')
    print(f'<title>What ./assay demo prints</title>\n<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>')
    print("\n".join(body) + "\n</svg>")


main()
