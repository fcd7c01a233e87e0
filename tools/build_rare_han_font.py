"""Cuts the fallback font for rare names out of HanaMinB and the Unihan database.

Run by hand when either source changes:
`build_rare_han_font.py HanaMinB.ttf Unihan_IRGSources.txt NotoSansSC-Regular.ttf OUT`.
Needs `fonttools`, which the program itself does not.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Jisheng Rare Han"
# Characters known only from dialect records, Zhuang texts, bronze inscriptions
# and the widest dictionary are not borne as names, and would double the font.
NOT_IN_NAMES = {"GHZ", "GHZR", "GZ", "GZJW", "GZFY", "GPGLG"}
# No mainland source lists it, yet it is a common variant of 吉 in given names.
BORNE_THOUGH_UNLISTED = "\U00020bb7"
TABLES_OF_VERTICAL_AND_LAYOUT = ["BASE", "FFTM", "GDEF", "GPOS", "GSUB", "vhea", "vmtx"]


def main(hanazono: Path, unihan: Path, main_font: Path, target: Path) -> None:
    """Write to `target` what names may need of `hanazono` and `main_font` lacks."""
    font = TTFont(hanazono, recalcTimestamp=False)
    already_drawn = set(TTFont(main_font).getBestCmap())
    subsetter = Subsetter(_options())
    subsetter.populate(unicodes=set(_characters_of_names(unihan)) - already_drawn)
    subsetter.subset(font)
    _rename(font)
    font.save(target)
    print(f"{len(font.getBestCmap())} characters, {target.stat().st_size} bytes")


def _characters_of_names(unihan: Path) -> Iterator[int]:
    yield from map(ord, BORNE_THOUGH_UNLISTED)
    for line in unihan.read_text("utf-8").splitlines():
        code, kind, source = [*line.split("\t"), "", ""][:3]
        if (
            code.startswith("U+")
            and kind == "kIRG_GSource"
            and source.split("-")[0] not in NOT_IN_NAMES
        ):
            yield int(code.removeprefix("U+"), 16)


def _options() -> Options:
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += TABLES_OF_VERTICAL_AND_LAYOUT
    return options


def _rename(font: TTFont) -> None:
    font["name"].names = []
    for name_id, text in {
        0: "Copyright 2008-2017 GlyphWiki Project. Subset of HanaMinB.",
        1: FAMILY,
        2: "Regular",
        3: f"{FAMILY} 1",
        4: FAMILY,
        5: "Version 1",
        6: FAMILY.replace(" ", ""),
        13: "Hanazono Font License: use, copy, modify, distribute; no warranty.",
    }.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
