"""Fitting text into a width: a little smaller first, then over several lines."""

from functools import lru_cache
from typing import NamedTuple

from jisheng_desktop.printing.fonts import width
from jisheng_desktop.printing.sheets import MM_PER_POINT

# Text may shrink so far on one line; beyond, it is broken at this part of its size.
SMALLEST = 0.8
BROKEN = 0.88
LINE_HEIGHT = 1.28
NEVER_FIRST = frozenset("，。、；：！？）】》”’·,.;:!?)%")


class Fitted(NamedTuple):
    """Lines of text at one size in points, no wider than they were asked to be."""

    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height of all lines in mm."""
        return len(self.lines) * self.line_height

    @property
    def line_height(self) -> float:
        """The distance from line to line in mm."""
        return self.size * LINE_HEIGHT * MM_PER_POINT


def text_width(text: str, size: float, *, bold: bool) -> float:
    """Return how wide a text of some points is, in mm."""
    return width(text, bold=bold) * size * MM_PER_POINT


@lru_cache(maxsize=4096)
def fit(text: str, room: float, size: float, *, bold: bool = False) -> Fitted:
    """Return what `fit_once` does; forms are measured again and again."""
    return fit_once(text, room, size, bold=bold)


def fit_once(text: str, room: float, size: float, *, bold: bool) -> Fitted:
    """Return a text as it fits into `room` mm: whole, shrunk, or broken into lines.

    Line breaks in the text stay; an empty text is one empty line.
    """
    needed = text_width(text, size, bold=bold)
    if "\n" not in text and needed <= room * (1 / SMALLEST):
        return Fitted(size * min(1.0, room / needed) if needed else size, (text,))
    return _fit_lines(text.split("\n"), room, size, bold=bold)


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return running text broken into lines no wider than `room` mm, never shrunk."""
    return _break(text, room / (size * MM_PER_POINT), bold=bold)


def _fit_lines(lines: list[str], room: float, size: float, *, bold: bool) -> Fitted:
    widest = max(text_width(line, size, bold=bold) for line in lines)
    if widest <= room:
        return Fitted(size, tuple(lines))
    smaller = size * BROKEN
    ems = room / (smaller * MM_PER_POINT)
    broken = [part for line in lines for part in _break(line, ems, bold=bold)]
    return Fitted(smaller, tuple(broken))


def _break(text: str, ems: float, *, bold: bool) -> list[str]:
    """Break a line into parts no wider than `ems`, none beginning with a stop."""
    parts: list[str] = []
    while width(text, bold=bold) > ems:
        cut = _cut(text, ems, bold=bold)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text]


def _cut(text: str, ems: float, *, bold: bool) -> int:
    used, cut = 0.0, 0
    for char in text:
        used += width(char, bold=bold)
        if used > ems:
            break
        cut += 1
    cut = max(cut, 1)
    better = cut
    while better > 1 and _splits_badly(text, better):
        better -= 1
    return better if better > cut // 2 else cut


def _splits_badly(text: str, cut: int) -> bool:
    after, before = text[cut], text[cut - 1]
    if after in NEVER_FIRST:
        return True
    return _is_latin(before) and _is_latin(after)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
