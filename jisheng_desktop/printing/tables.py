"""Lists on paper: landscape A4, titles on every page, totals and notes at the end."""

from collections.abc import Iterable, Iterator, Sequence
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
from jisheng_desktop.printing.fitting import Fitted, fit, text_width
from jisheng_desktop.printing.sheets import MM_PER_POINT, Line, Sheet, Text

WIDTH, HEIGHT = 297.0, 210.0
MARGIN, TOP, BOTTOM = 12.0, 14.0, 16.0
ROOM = WIDTH - 2 * MARGIN
HEADING_SIZE, TEXT_SIZE, NUMBER_SIZE = 14.0, 9.0, 8.0
PADDING = 1.0
HEADING_HEIGHT = 12.0
THICKNESS = 0.15


class _Row(NamedTuple):
    """One row of cells, broken into lines that fit their columns; `height` in mm."""

    cells: tuple[Fitted, ...]
    kinds: tuple[Kind, ...]
    bold: bool
    height: float


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
    widths = _widths(listing.columns)
    texts: list[Kind] = ["text"] * len(widths)
    titles = _row([c.title for c in listing.columns], widths, texts, bold=True)
    limit = HEIGHT - BOTTOM
    rows: list[_Row] = [titles]
    y = TOP + HEADING_HEIGHT + titles.height
    for row in _rows(listing, passing(listing.rows), widths):
        if y + row.height > limit:
            yield _page(listing, rows, widths)
            rows, y = [titles], TOP + HEADING_HEIGHT + titles.height
        rows.append(row)
        y += row.height
    yield _page(listing, rows, widths, listing.notes)


def _rows(
    listing: Listing, rows: Iterable[Row], widths: Sequence[float]
) -> Iterator[_Row]:
    kinds = tuple(column.kind for column in listing.columns)
    for values in rows:
        yield _row(_words(values, kinds), widths, kinds)
    if listing.summed:
        yield _row(_words(total_row(listing), kinds), widths, kinds, bold=True)


def _words(values: Sequence[Value], kinds: Sequence[Kind]) -> list[str]:
    return [_word(value, kind) for value, kind in zip(values, kinds, strict=True)]


def _word(value: Value, kind: Kind) -> str:
    if isinstance(value, int):
        return yuan(value) if kind == "yuan" else f"{value:,}"
    return value or ""


def _widths(columns: Sequence[Column]) -> list[float]:
    whole = sum(column.width for column in columns)
    return [ROOM * column.width / whole for column in columns]


def _row(
    words: Sequence[str],
    widths: Sequence[float],
    kinds: Sequence[Kind],
    *,
    bold: bool = False,
) -> _Row:
    cells = tuple(
        fit(text, width - 2 * PADDING, TEXT_SIZE, bold=bold)
        for text, width in zip(words, widths, strict=True)
    )
    height = max(cell.height for cell in cells) + 2 * PADDING
    return _Row(cells, tuple(kinds), bold, height)


def _page(
    listing: Listing,
    rows: Sequence[_Row],
    widths: Sequence[float],
    notes: Sequence[str] = (),
) -> Sheet:
    top = TOP + HEADING_HEIGHT
    edges = [MARGIN + sum(widths[:index]) for index in range(len(widths) + 1)]
    texts = list(_heading(listing.heading))
    levels = [top]
    for row in rows:
        texts += _texts(row, levels[-1], edges)
        levels.append(levels[-1] + row.height)
    for index, note in enumerate(notes, 1):
        y = levels[-1] + index * TEXT_SIZE * MM_PER_POINT * 1.5
        width = text_width(note, TEXT_SIZE, bold=False)
        texts.append(Text(MARGIN, y, TEXT_SIZE, False, note, width))  # noqa: FBT003
    across = (Line(edges[0], y, edges[-1], y, THICKNESS) for y in levels)
    upright = (Line(x, top, x, levels[-1], THICKNESS) for x in edges)
    return Sheet(WIDTH, HEIGHT, texts=tuple(texts), lines=(*across, *upright))


def _heading(text: str) -> Iterator[Text]:
    fitted = fit(text, ROOM, HEADING_SIZE, bold=True)
    for index, line in enumerate(fitted.lines, 1):
        width = text_width(line, fitted.size, bold=True)
        y = TOP + index * fitted.line_height
        yield Text((WIDTH - width) / 2, y, fitted.size, True, line, width)  # noqa: FBT003


def _texts(row: _Row, top: float, edges: Sequence[float]) -> Iterator[Text]:
    """Counts and amounts stand at the right of their columns, everything else left."""
    for index, (cell, kind) in enumerate(zip(row.cells, row.kinds, strict=True)):
        for number, line in enumerate(cell.lines):
            width = text_width(line, cell.size, bold=row.bold)
            left, right = edges[index] + PADDING, edges[index + 1] - PADDING
            x = left if kind == "text" else right - width
            y = top + PADDING + number * cell.line_height + cell.size * MM_PER_POINT
            yield Text(x, y, cell.size, row.bold, line, width)


def _number(page: int, pages: int) -> Text:
    words = f"第{page}页，共{pages}页"
    width = text_width(words, NUMBER_SIZE, bold=False)
    y = HEIGHT - BOTTOM / 2
    return Text((WIDTH - width) / 2, y, NUMBER_SIZE, False, words, width)  # noqa: FBT003
