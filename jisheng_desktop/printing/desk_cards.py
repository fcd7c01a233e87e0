"""The desk card on one A4 page: every key of the window in columns, to lie on the desk."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from jisheng_desktop.domain.key_cards import Key, KeyGroup
from jisheng_desktop.printing.fitting import text_width
from jisheng_desktop.printing.sheets import MM_PER_POINT, Line, Sheet, Text

WIDTH, HEIGHT = 210.0, 297.0
MARGIN, TOP, BOTTOM = 12.0, 30.0, 12.0
COLUMNS, GAP = 3, 6.0
COLUMN = (WIDTH - 2 * MARGIN - GAP * (COLUMNS - 1)) / COLUMNS
KEY_ROOM = 23.0
TITLE, HINT = 18.0, 9.0
# A row is as high as the page allows, a group's head and the air above it twice that.
HIGHEST_ROW = 6.0
HEAD_ROWS = 2
# How much of a row's height its letters take.
LETTERS = 0.62
THICKNESS = 0.2


class _Placed(NamedTuple):
    """A group in a column: which column, and how many rows stand above it there."""

    group: KeyGroup
    column: int
    above: int


def desk_card(title: str, hint: str, groups: Sequence[KeyGroup]) -> Sheet:
    """Return the page; its rows become lower until every group stands on it whole."""
    placed, rows = _columns(groups)
    step = min(HIGHEST_ROW, (HEIGHT - TOP - BOTTOM) / rows)
    texts = [each for one in placed for each in _group(one, step)]
    lines = tuple(_rule(one, step) for one in placed)
    return Sheet(WIDTH, HEIGHT, texts=(*_heading(title, hint), *texts), lines=lines)


def _columns(groups: Sequence[KeyGroup]) -> tuple[list[_Placed], int]:
    """Return where each group stands, and the rows of the fullest column."""
    heights = [HEAD_ROWS + len(group.keys) for group in groups]
    for rows in range(max(ceil(sum(heights) / COLUMNS), *heights), sum(heights) + 1):
        placed = list(_filled(groups, rows))
        if placed[-1].column < COLUMNS:
            return placed, rows
    raise ValueError("a desk card needs a group")


def _filled(groups: Sequence[KeyGroup], rows: int) -> Iterator[_Placed]:
    """Fill columns of so many rows from the left, never breaking a group."""
    column = above = 0
    for group in groups:
        height = HEAD_ROWS + len(group.keys)
        if above + height > rows:
            column, above = column + 1, 0
        yield _Placed(group, column, above)
        above += height


def _heading(title: str, hint: str) -> Iterator[Text]:
    yield _text(MARGIN, 17, title, TITLE, bold=True)
    yield _text(MARGIN, 24, hint, HINT)


def _group(placed: _Placed, step: float) -> Iterator[Text]:
    left = _left(placed)
    size = step * LETTERS / MM_PER_POINT
    levels = accumulate(
        [_top(placed, step), *[step] * (HEAD_ROWS + len(placed.group.keys))]
    )
    _, _, head, *rows = levels
    yield _text(left, head - step * 0.45, placed.group.title, size, bold=True)
    if placed.group.place:
        words = placed.group.place
        at = left + COLUMN - text_width(words, size, bold=True)
        yield _text(at, head - step * 0.45, words, size, bold=True)
    for key, y in zip(placed.group.keys, rows, strict=True):
        yield from _row(key, left, y - step * 0.2, size)


def _row(key: Key, left: float, y: float, size: float) -> Iterator[Text]:
    for text, x, room in (
        (key.keys, left, KEY_ROOM),
        (key.words, left + KEY_ROOM, COLUMN - KEY_ROOM),
    ):
        needed = text_width(text, size, bold=False)
        yield _text(x, y, text, size * min(1.0, room / needed))


def _rule(placed: _Placed, step: float) -> Line:
    left, y = _left(placed), _top(placed, step) + step * HEAD_ROWS - step * 0.2
    return Line(left, y, left + COLUMN, y, THICKNESS)


def _left(placed: _Placed) -> float:
    return MARGIN + placed.column * (COLUMN + GAP)


def _top(placed: _Placed, step: float) -> float:
    return TOP + placed.above * step


def _text(x: float, y: float, text: str, size: float, *, bold: bool = False) -> Text:
    return Text(x, y, size, bold, text, text_width(text, size, bold=bold))
