"""The fonts of the paper: what they can draw, how wide it is, and who stands in.

A character that Noto Sans SC lacks is drawn by the rare-character font; one that no
font has must not be printed (E208).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import groupby
from typing import Any, Literal

from jisheng_desktop.loading import pdfmetrics, ttfonts
from resources import resource

Face = Literal["regular", "bold", "rare"]

FILES: dict[Face, str] = {
    "regular": "NotoSansSC-Regular.ttf",
    "bold": "NotoSansSC-Bold.ttf",
    "rare": "RareHan.ttf",
}
BFCHARS_AT_MOST = 100


@cache
def font(face: Face) -> "ttfonts.TTFont":
    """Return a font, loaded when it is first needed (about 0.1 s each)."""
    _mend_to_unicode()
    file = resource("fonts", FILES[face])
    loaded = ttfonts.TTFont(f"Jisheng-{face}", str(file))
    pdfmetrics.registerFont(loaded)
    return loaded


def missing(text: str) -> str | None:
    """Return the first character that no font can draw, or None."""
    if _drawn_by("regular").issuperset(text):
        return None
    drawn = _drawn_by("regular") | _drawn_by("rare")
    return next((char for char in text if char not in drawn), None)


def runs(text: str, *, bold: bool) -> Sequence[tuple[Face, str]]:
    """Return the text cut into runs, each with the font that has its characters."""
    face: Face = "bold" if bold else "regular"
    known = _drawn_by(face)
    if known.issuperset(text):
        return ((face, text),)
    return tuple(_split(text, known, face))


def width(text: str, *, bold: bool) -> float:
    """Return the width of a text in ems: a Chinese character is 1 wide."""
    return sum(map((_BOLD if bold else _REGULAR).__getitem__, text)) / 1000


def _split(text: str, known: frozenset[str], face: Face) -> Iterator[tuple[Face, str]]:
    for is_known, run in groupby(text, known.__contains__):
        yield (face if is_known else "rare"), "".join(run)


class _Widths(dict[str, float]):
    """The widths of the characters met so far, in thousandths of an em."""

    def __init__(self, *, bold: bool) -> None:
        super().__init__()
        self._bold = bold

    def __missing__(self, char: str) -> float:
        ((face, _),) = runs(char, bold=self._bold)
        metrics: Any = font(face).face
        found: float = metrics.charWidths.get(ord(char), metrics.defaultWidth)
        self[char] = found
        return found


_REGULAR, _BOLD = _Widths(bold=False), _Widths(bold=True)


@cache
def _drawn_by(face: Face) -> frozenset[str]:
    return frozenset(map(chr, font(face).face.charToGlyph))


@cache
def _mend_to_unicode() -> None:
    """Let text beyond U+FFFF be searched and copied: reportlab truncates it."""
    writer: Any = import_module("reportlab.pdfbase.ttfonts")
    writer.makeToUnicodeCMap = to_unicode


def to_unicode(name: str, subset: Sequence[int]) -> str:
    """Return the CMap that leads from a subset's codes back to their characters."""
    entries = [
        f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(subset)
    ]
    blocks = [
        entries[start : start + BFCHARS_AT_MOST]
        for start in range(0, len(entries), BFCHARS_AT_MOST)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += [
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines)
