"""Cuts the four voices' fonts to what a first load may cost, and writes ../../style/fonts.css.

Run from the repository's root after texts change: `python3 trainer-ui/assets/fonts/subset.py`, then
`npx biome format --write trainer-ui/style/fonts.css`
(needs `pip install fonttools brotli`, and `npm ci` for the fonts themselves).

Each Chinese voice comes in tiers, told apart by unicode-range. `first` holds the characters the
project's own texts use in it, `more` the everyday ones of everyday.txt, `rest` the other characters of
GB 2312 level 1; a browser fetches only the tiers that a page needs. Sans and serif have no `rest`:
what is rarer, such as a nickname, is set in the machine's own font. Nothing else needs Python.
"""

import functools
import io
import pathlib
import re

from fontTools import subset
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import cmap_format_4
from fontTools.varLib import instancer

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parents[2]
MODULES = ROOT / "node_modules"

# Whatever a page can show: its own words, lessons, people, goods, devices, the coach. Scenarios of testers come by `more`.
LESSONS = ["scenarios/library/*.yaml", "scenarios/practice/*.yaml"]
SOURCES = ["trainer-ui/text/*.ts", *LESSONS, "scenarios/*/*.ts", "sim-server/core/**/*.ts"]
# Of these, what a person says: customers, the bank's agent, the cashier's own phrases.
SPOKEN = ["scenarios/people/*.ts", "sim-server/core/customer/**/*.ts", "sim-server/core/bank/**/*.ts", *LESSONS]
PHRASES = r"^  phrases: \{.*?^  \},"
SIGNS = "".join(chr(code) for code in range(0x20, 0x7F)) + "¥·×−–—‘’“”…′″←→▪▫○●✓±•"
PIXEL_SIGNS = SIGNS + "".join(chr(code) for code in range(0x2500, 0x25A0))
REST_PART = 480  # characters a file: chosen, about 120 KB
DROPPED = ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "VORG", "BASE", "HVAR", "VVAR", "MVAR", "STAT", "FFTM", "feat", "morx"]


def han(text):
    return {sign for sign in text if 0x3000 <= ord(sign) <= 0x9FFF or 0xFF00 <= ord(sign) <= 0xFFEF}


def project_texts(patterns):
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            if "node_modules" not in path.parts and "gb18030" not in path.name:
                yield path.read_text(encoding="utf8")


SIGN_WORDS = r"title|hello|praise|passed|chapter|grade|finished|ended|faults"


def titles(text):
    """What is set in the sign voice: lesson titles, and lines of words that name a heading."""
    lesson_titles = re.findall(r"^title:\s+zh: (.*)$", text, re.M)
    lines = [line for line in text.splitlines() if re.search(SIGN_WORDS, line, re.I)]
    return "".join(lesson_titles + lines)


def level_one():
    rows = range(0xB0, 0xD8)
    pairs = (bytes([row, cell]) for row in rows for cell in range(0xA1, 0xFF))
    return {pair.decode("gb2312", "ignore") for pair in pairs} - {""}


def options():
    chosen = subset.Options()
    chosen.layout_features = []
    chosen.hinting = False
    chosen.desubroutinize = True
    chosen.drop_tables += DROPPED
    chosen.glyph_names = False
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    return chosen


@functools.cache
def unpacked(path):
    """The bytes of a font without its compression: that takes longer to undo than all else."""
    font, plain = TTFont(path), io.BytesIO()
    font.flavor = None
    font.save(plain, reorderTables=None)
    return plain.getvalue()


def cut(path, signs):
    font = TTFont(io.BytesIO(unpacked(path)))
    cutter = subset.Subsetter(options())
    cutter.populate(text="".join(sorted(signs)))
    cutter.subset(font)
    return font


def joined(package, signs, low, high):
    """One font from a package's slices, its weight axis narrowed to low..high."""
    base, order, cmap, have = None, [], {}, set()
    for path in sorted((MODULES / package / "files").glob("*-wght-normal.woff2")):
        held = {sign for sign in signs - have if ord(sign) in TTFont(path, lazy=True).getBestCmap()}
        if not held:
            continue
        have |= held
        font = cut(path, held)
        if base is None:
            base, order, cmap = font, list(font.getGlyphOrder()), dict(font.getBestCmap())
            continue
        names = {}
        for glyph in font.getGlyphOrder()[1:]:
            names[glyph] = f"g{len(order)}"
            order.append(names[glyph])
            base["glyf"].glyphs[names[glyph]] = font["glyf"][glyph]
            base["hmtx"].metrics[names[glyph]] = font["hmtx"].metrics[glyph]
            base["gvar"].variations[names[glyph]] = font["gvar"].variations.get(glyph, [])
        cmap.update({code: names[glyph] for code, glyph in font.getBestCmap().items()})
    base.setGlyphOrder(order)
    base["glyf"].glyphOrder = order
    base["gvar"].glyphCount = base["maxp"].numGlyphs = len(order)
    base["post"].formatType = 3.0
    table = cmap_format_4(4)
    table.platformID, table.platEncID, table.language, table.cmap = 3, 1, 0, cmap
    base["cmap"] = newTable("cmap")
    base["cmap"].tableVersion, base["cmap"].tables = 0, [table]
    return instancer.instantiateVariableFont(base, {"wght": low if low == high else (low, high)})


def unicode_range(signs):
    codes, runs = sorted(ord(sign) for sign in signs), []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def face(family, weight, name, signs, font, ranges=None):
    """Saves one tier. Of two faces that hold a character, browsers take the one declared later."""
    font.flavor = "woff2"
    font.save(HERE / f"{name}.woff2")
    size = (HERE / f"{name}.woff2").stat().st_size
    print(f"{name:16} {len(signs):5} characters {size:8} bytes")
    return (
        f'@font-face {{\n  font-family: "{family}";\n  font-weight: {weight};\n  font-display: swap;\n'
        f'  src: url("../assets/fonts/{name}.woff2") format("woff2");\n'
        f"  unicode-range: {ranges or unicode_range(signs)};\n}}\n"
    )


def main():
    texts = list(project_texts(SOURCES))
    first = han("".join(texts))
    everyday = han((HERE / "everyday.txt").read_text(encoding="utf8"))
    signs = han("".join(titles(text) for text in texts)) | han((HERE / "titles.txt").read_text(encoding="utf8"))
    phrases = re.findall(PHRASES, "".join(texts), re.M | re.S)
    spoken = han("".join([*project_texts(SPOKEN), *phrases])) | set(SIGNS)
    more = everyday - first
    rest = sorted(level_one() - first - more)
    first |= set(SIGNS)
    signs |= set(SIGNS)
    kai = MODULES / "@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff2"
    pixel = MODULES / "@fontsource/unifont/files/unifont-latin-400-normal.woff2"
    sans, serif = "@fontsource-variable/noto-sans-sc", "@fontsource-variable/noto-serif-sc"
    wide = "U+3000-9FFF"

    faces = [
        face("Tillyard Sans", "500 800", "sans-more", more, joined(sans, more, 500, 800), wide),
        face("Tillyard Sans", "500 800", "sans-first", first, joined(sans, first, 500, 800)),
        face("Tillyard Sign", "800", "sign-more", (first | more) - signs, joined(serif, (first | more) - signs, 800, 800), wide),
        face("Tillyard Sign", "800", "sign-first", signs, joined(serif, signs, 800, 800)),
    ]
    parts = [rest[start : start + REST_PART] for start in range(0, len(rest), REST_PART)]
    for number, part in enumerate(parts, 1):
        end = ord(parts[number][0]) - 1 if number < len(parts) else 0x9FFF
        faces.append(face("Tillyard Kai", "500", f"kai-rest-{number}", part, cut(kai, part), f"U+{ord(part[0]):X}-{end:X}"))
    pixels = first | set(PIXEL_SIGNS)
    faces += [
        face("Tillyard Kai", "500", "kai-more", (first | more) - spoken, cut(kai, (first | more) - spoken)),
        face("Tillyard Kai", "500", "kai-first", spoken, cut(kai, spoken)),
        face("Tillyard Pixel", "400", "pixel-rest", more | set(rest), cut(pixel, more | set(rest)), wide),
        face("Tillyard Pixel", "400", "pixel-first", pixels, cut(pixel, pixels)),
    ]
    head = "/* Written by assets/fonts/subset.py. */\n"
    (ROOT / "trainer-ui/style/fonts.css").write_text(head + "\n".join(faces), encoding="utf8")


main()
