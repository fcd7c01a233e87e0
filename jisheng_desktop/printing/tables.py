"""Lists on paper: landscape A4, titles on every page, totals and notes at the end.

A long list of narrow columns runs down the page in several strips, side by side.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from typing import NamedTuple

from jisheng_desktop.domain.lists import (
    Column,
    Kind,
    Listing,
    Passing,
    Row,
    Value,
    total_row,
)
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.printing.fitting import LINE_HEIGHT, fit, fit_once, text_width
from jisheng_desktop.printing.sheets import MM_PER_POINT, Line, Sheet, Text

WIDTH, HEIGHT = 297.0, 210.0
MARGIN, TOP, BOTTOM = 12.0, 14.0, 16.0
ROOM = WIDTH - 2 * MARGIN
HEADING_SIZE, TEXT_SIZE, NUMBER_SIZE = 14.0, 9.0, 8.0
PADDING = 1.0
GAP = 5.0
HEADING_HEIGHT = 12.0
THICKNESS = 0.15
FIRST, LIMIT = TOP + HEADING_HEIGHT, HEIGHT - BOTTOM
ROW_HEIGHT = TEXT_SIZE * LINE_HEIGHT * MM_PER_POINT + 2 * PADDING
CHARACTER = TEXT_SIZE * MM_PER_POINT / 2
CELLS = 4096


class _Place(NamedTuple):
    """Where a column stands, in mm from the left edge of its strip, and what is in it."""

    left: float
    right: float
    kind: Kind


class _Cell(NamedTuple):
    """Lines as they fit: left end in mm from the strip's edge, words, width in mm."""

    lines: tuple[tuple[float, str, float], ...]
    size: float
    step: float


class _Row(NamedTuple):
    """One row of cells, broken into lines that fit their columns; `height` in mm."""

    cells: tuple[_Cell, ...]
    bold: bool
    height: float


# Rows below one another, the titles first.
_Strip = list[_Row]
_Fill = Callable[[Sequence[Value]], _Row]


def table_sheets(
    listings: Sequence[Listing], passing: Passing = iter
) -> tuple[Sheet, ...]:
    """Return the pages of some lists, each beginning a page; nothing is cut."""
    pages = [page for listing in listings for page in _pages(listing, passing)]
    return tuple(
        page._replace(texts=(*page.texts, _number(index, len(pages))))
        for index, page in enumerate(pages, 1)
    )


def _pages(listing: Listing, passing: Passing) -> Iterator[Sheet]:
    count = _strips_a_page(listing)
    places = _places(listing.columns, (ROOM + GAP) / count - GAP)
    strips = list(_strips(listing, passing(listing.rows), places))
    last = (len(strips) - 1) // count * count
    for start in range(0, len(strips), count):
        notes = listing.notes if start == last else ()
        yield _page(listing.heading, strips[start : start + count], places, notes)


def _strips_a_page(listing: Listing) -> int:
    """Return how many strips stand side by side: several for long lists of names.

    Sums stand at the end of a whole table.
    """
    rows = (LIMIT - FIRST) // ROW_HEIGHT - 1
    if listing.summed or len(listing.rows) <= rows:
        return 1
    width = sum(c.width * CHARACTER + 2 * PADDING for c in listing.columns)
    return max(1, int((ROOM + GAP) / (width + GAP)))


def _places(columns: Sequence[Column], room: float) -> list[_Place]:
    whole = sum(column.width for column in columns)
    edges = accumulate((room * c.width / whole for c in columns), initial=0.0)
    pairs = zip(pairwise(edges), columns, strict=True)
    return [_Place(left, right, column.kind) for (left, right), column in pairs]


def _strips(
    listing: Listing, rows: Iterable[Row], places: Sequence[_Place]
) -> Iterator[_Strip]:
    """Yield the rows of a list cut into strips as long as a page, titles above each."""
    titles = _filling(places, bold=True)([column.title for column in listing.columns])
    strip, y = [titles], FIRST + titles.height
    for row in _rows(listing, rows, places):
        if y + row.height > LIMIT:
            yield strip
            strip, y = [titles], FIRST + titles.height
        strip.append(row)
        y += row.height
    yield strip


def _rows(
    listing: Listing, rows: Iterable[Row], places: Sequence[_Place]
) -> Iterator[_Row]:
    yield from map(_filling(places, bold=False), rows)
    if listing.summed:
        yield _filling(places, bold=True)(total_row(listing))


def _filling(places: Sequence[_Place], *, bold: bool) -> _Fill:
    """Return how values become a row; what a column said lately is not fitted anew."""
    fills = [lru_cache(CELLS)(partial(_cell, place, bold=bold)) for place in places]

    def fill(values: Sequence[Value]) -> _Row:
        cells = tuple([fill(value) for fill, value in zip(fills, values, strict=True)])
        tallest = max([len(cell.lines) * cell.step for cell in cells])
        return _Row(cells, bold, tallest + 2 * PADDING)

    return fill


def _cell(place: _Place, value: Value, *, bold: bool) -> _Cell:
    """Counts and amounts stand at the right of their columns, everything else left."""
    left, right = place.left + PADDING, place.right - PADDING
    fitted = fit_once(_word(value, place.kind), right - left, TEXT_SIZE, bold=bold)
    lines = []
    for line in fitted.lines:
        width = text_width(line, fitted.size, bold=bold)
        lines.append((left if place.kind == "text" else right - width, line, width))
    return _Cell(tuple(lines), fitted.size, fitted.line_height)


def _word(value: Value, kind: Kind) -> str:
    if isinstance(value, int):
        return yuan(value) if kind == "yuan" else f"{value:,}"
    return value or ""


def _page(
    heading: str,
    strips: Sequence[_Strip],
    places: Sequence[_Place],
    notes: Sequence[str],
) -> Sheet:
    texts, lines = list(_heading(heading)), list[Line]()
    x, lowest = MARGIN, FIRST
    for strip in strips:
        levels = list(accumulate((row.height for row in strip), initial=FIRST))
        for row, top in zip(strip, levels, strict=False):
            texts += _texts(row, x, top)
        lines += _ruled(levels, [x, *(x + place.right for place in places)])
        x += places[-1].right + GAP
        lowest = max(lowest, levels[-1])
    texts += _noted(notes, lowest)
    return Sheet(WIDTH, HEIGHT, texts=tuple(texts), lines=tuple(lines))


def _texts(row: _Row, left: float, top: float) -> Iterator[Text]:
    for lines, size, step in row.cells:
        y = top + PADDING + size * MM_PER_POINT
        for x, line, width in lines:
            yield Text(left + x, y, size, row.bold, line, width)
            y += step


def _ruled(levels: Sequence[float], edges: Sequence[float]) -> Iterator[Line]:
    for y in levels:
        yield Line(edges[0], y, edges[-1], y, THICKNESS)
    for x in edges:
        yield Line(x, levels[0], x, levels[-1], THICKNESS)


def _noted(notes: Sequence[str], y: float) -> Iterator[Text]:
    for note in notes:
        y += TEXT_SIZE * MM_PER_POINT * 1.5
        width = text_width(note, TEXT_SIZE, bold=False)
        yield Text(MARGIN, y, TEXT_SIZE, False, note, width)  # noqa: FBT003


def _heading(text: str) -> Iterator[Text]:
    fitted = fit(text, ROOM, HEADING_SIZE, bold=True)
    for index, line in enumerate(fitted.lines, 1):
        width = text_width(line, fitted.size, bold=True)
        y = TOP + index * fitted.line_height
        yield Text((WIDTH - width) / 2, y, fitted.size, True, line, width)  # noqa: FBT003


def _number(page: int, pages: int) -> Text:
    words = f"第{page}页，共{pages}页"
    width = text_width(words, NUMBER_SIZE, bold=False)
    y = HEIGHT - BOTTOM / 2
    return Text((WIDTH - width) / 2, y, NUMBER_SIZE, False, words, width)  # noqa: FBT003
