"""Bands: the rows of a form with their words, measured but not yet placed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from jisheng_desktop.printing.fitting import Fitted, fit
from jisheng_desktop.printing.forms import Cell, Form, Row

Fields = Mapping[str, str]


class Content(NamedTuple):
    """What fills a form: single words, lists of items, and the kind of paper it is.

    `code` is the text of the QR code; `stamp` goes large across the form.
    """

    fields: Fields
    items: Mapping[str, Sequence[Fields]] = {}
    kind: str = ""
    code: str = ""
    stamp: str = ""


class Box(NamedTuple):
    """A cell with its text, measured: left edge, width and inset in mm."""

    x: float
    width: float
    inset: float
    cell: Cell
    fitted: Fitted


class Band(NamedTuple):
    """A row, measured; `repeated` when it shows one item of a list."""

    row: Row
    boxes: tuple[Box, ...]
    height: float
    repeated: bool = False


def is_joined(above: Band | None, band: Band, column: int) -> bool:
    """Tell whether a cell is one with the cell above it: merged, and saying the same."""
    return (
        above is not None
        and above.repeated
        and band.repeated
        and above.row is band.row
        and band.boxes[column].cell.merge
        and above.boxes[column].fitted == band.boxes[column].fitted
    )


def measure(
    form: Form, content: Content, rows: Sequence[Row], first: int, last: int
) -> list[Band]:
    """Return the bands of rows; of repeated ones the items from `first` up to `last`."""
    bands: list[Band] = []
    for row in rows:
        if row.each is None:
            bands.append(_band(form, row, content.fields))
        else:
            items = content.items.get(row.each, ())[first:last]
            bands += _block(form, row, items)
    return bands


def _band(form: Form, row: Row, fields: Fields, *, repeated: bool = False) -> Band:
    boxes = tuple(_boxes(form, row, [_words(cell.text, fields) for cell in row.cells]))
    room = max(
        (box.fitted.height for box in boxes if not (repeated and box.cell.merge)),
        default=0.0,
    )
    least = form.row if row.h is None else row.h
    return Band(row, boxes, max(least, room + form.lead), repeated)


def _block(form: Form, row: Row, items: Sequence[Fields]) -> list[Band]:
    """Measure a repeated row: its headings, then each item; merged text gets room."""
    bands = [_band(form, row, item, repeated=True) for item in items]
    for index in _merged_columns(row):
        for start, end in _groups(bands, index):
            needed = bands[start].boxes[index].fitted.height + form.lead
            lacking = needed - sum(band.height for band in bands[start:end])
            if lacking > 0:
                taller = bands[end - 1].height + lacking
                bands[end - 1] = bands[end - 1]._replace(height=taller)
    if items and any(cell.head is not None for cell in row.cells):
        return [_headings(form, row), *bands]
    return bands


def _headings(form: Form, row: Row) -> Band:
    plain = msgspec.structs.replace(
        row, cells=tuple(msgspec.structs.replace(c, bold=False) for c in row.cells)
    )
    boxes = tuple(_boxes(form, plain, [cell.head or "" for cell in row.cells]))
    height = max(box.fitted.height for box in boxes) + form.lead
    return Band(row, boxes, max(form.row, height))


def _boxes(form: Form, row: Row, words: Sequence[str]) -> Iterator[Box]:
    rest = form.inner - sum(cell.w for cell in row.cells)
    open_cells = sum(not cell.w for cell in row.cells) or 1
    x = form.left
    inset = form.pad if row.boxed else 0.0
    for cell, text in zip(row.cells, words, strict=True):
        width = cell.w or rest / open_cells
        size = cell.size or form.size
        fitted = fit(text, width - 2 * inset, size, bold=cell.bold)
        yield Box(x, width, inset, cell, fitted)
        x += width


def _words(text: str, fields: Fields) -> str:
    return text.format_map(fields) if "{" in text else text


def _merged_columns(row: Row) -> list[int]:
    return [index for index, cell in enumerate(row.cells) if cell.merge]


def _groups(bands: Sequence[Band], column: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbouring bands that say the same in a column."""
    start = 0
    for index in range(1, len(bands) + 1):
        if index == len(bands) or not is_joined(bands[start], bands[index], column):
            yield start, index
            start = index
