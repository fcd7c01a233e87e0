"""Composing a form: its bands flow over as many pages as they need, and are drawn."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jisheng_desktop.printing.bands import Band, Box, Content, is_joined, measure
from jisheng_desktop.printing.fitting import text_width
from jisheng_desktop.printing.forms import Form, Row
from jisheng_desktop.printing.sheets import (
    ASCENT,
    DESCENT,
    MM_PER_POINT,
    Code,
    Line,
    Sheet,
    Stamp,
    Text,
)

FOOTER = 4.0
FOOTER_SIZE = 7.5
SIGNING_GAP = 4.0
EXACT = 1e-6


class Placed(NamedTuple):
    """A band and where its top edge stands on the page, in mm."""

    band: Band
    top: float

    @property
    def bottom(self) -> float:
        """Where its bottom edge stands."""
        return self.top + self.band.height


def compose(form: Form, content: Content, *, caption: str = "") -> tuple[Sheet, ...]:
    """Return the pages of a form, each as large as the form."""
    pages = tuple(_pages(form, content))
    return tuple(
        _sheet(form, content, bands, _footer(caption, number, len(pages)))
        for number, bands in enumerate(pages, 1)
    )


def _footer(caption: str, number: int, pages: int) -> str:
    counted = f"第{number}页，共{pages}页" if pages > 1 else ""
    return "　".join(part for part in (caption, counted) if part)


# -- flowing ------------------------------------------------------------------------


def _pages(form: Form, content: Content) -> Iterator[list[Band]]:
    """Yield the bands of each page: items that do not fit go on to further pages."""
    rows = [row for row in form.rows if _is_shown(row, content)]
    count = max((len(items) for items in content.items.values()), default=0)
    taken = _items_that_fit(form, content, rows, 0, count)
    yield from _flow(form, measure(form, content, rows, 0, taken))
    repeated = [row for row in rows if row.again or row.each is not None]
    while taken < count:
        more = max(_items_that_fit(form, content, repeated, taken, count), taken + 1)
        yield from _flow(form, measure(form, content, repeated, taken, more))
        taken = more


def _is_shown(row: Row, content: Content) -> bool:
    has_words = row.when is None or bool(content.fields[row.when])
    return has_words and row.only in (None, content.kind)


def _items_that_fit(
    form: Form, content: Content, rows: Sequence[Row], first: int, last: int
) -> int:
    """Return up to which item everything fits on one page; `first` when nothing does."""
    while last > first:
        bands = measure(form, content, rows, first, last)
        if _bottom(bands, form.top) <= _limit(form) + EXACT:
            return last
        last -= 1
    return first


def _flow(form: Form, bands: list[Band]) -> Iterator[list[Band]]:
    """Yield pages of bands; only texts of absurd length need more than one."""
    page: list[Band] = []
    for band in bands:
        if page and _bottom([*page, band], form.top) > _limit(form) + EXACT:
            yield page
            page = []
        page.append(band)
    yield _stretched(form, page)


def _stretched(form: Form, bands: list[Band]) -> list[Band]:
    """Give boxed bands some of the room that the page has to spare."""
    boxed = sum(band.height for band in bands if band.row.boxed)
    spare = _limit(form) - _bottom(bands, form.top)
    if spare <= 0 or not boxed:
        return bands
    factor = min(form.stretch, 1 + spare / boxed)
    return [
        band._replace(height=band.height * factor) if band.row.boxed else band
        for band in bands
    ]


def _limit(form: Form) -> float:
    return form.height - form.bottom - FOOTER


def _bottom(bands: Sequence[Band], top: float) -> float:
    return _placed(bands, top)[-1].bottom


def _placed(bands: Sequence[Band], top: float) -> list[Placed]:
    placed: list[Placed] = []
    for band in bands:
        y = max(top + band.row.gap, band.row.at)
        placed.append(Placed(band, y))
        top = y + band.height
    return placed


# -- drawing ------------------------------------------------------------------------


def _sheet(form: Form, content: Content, bands: Sequence[Band], footer: str) -> Sheet:
    placed = _placed(bands, form.top)
    place = form.code
    centre = (form.left + form.inner / 2, form.height / 2)
    return Sheet(
        form.width,
        form.height,
        texts=(*_texts(placed), *_footer_texts(form, footer)),
        lines=(
            *_horizontals(form, placed),
            *_uprights(form, placed),
            *_signing_rules(form, placed),
        ),
        codes=(Code(place.x, place.y, place.size, content.code),) if place else (),
        stamps=(Stamp(*centre, form.stamp, content.stamp),) if content.stamp else (),
    )


def _texts(placed: Sequence[Placed]) -> Iterator[Text]:
    for index, (band, top) in enumerate(placed):
        above = placed[index - 1].band if index else None
        for column, box in enumerate(band.boxes):
            if not is_joined(above, band, column) and box.fitted.lines != ("",):
                bottom = _joined_bottom(placed, index, column)
                yield from _written(box, top, bottom)


def _joined_bottom(placed: Sequence[Placed], index: int, column: int) -> float:
    """Return where a cell ends, with the cells below that are one with it."""
    while index + 1 < len(placed) and is_joined(
        placed[index].band, placed[index + 1].band, column
    ):
        index += 1
    return placed[index].bottom


def _written(box: Box, top: float, bottom: float) -> Iterator[Text]:
    size, lines = box.fitted
    em, step = size * MM_PER_POINT, box.fitted.line_height
    begin = top if box.cell.top else (top + bottom - box.fitted.height) / 2
    first = begin + (step + (ASCENT - DESCENT) * em) / 2
    for number, line in enumerate(lines):
        width = text_width(line, size, bold=box.cell.bold)
        x = _left(box, width)
        yield Text(x, first + number * step, size, box.cell.bold, line, width)


def _left(box: Box, width: float) -> float:
    match box.cell.align:
        case "left":
            return box.x + box.inset
        case "right":
            return box.x + box.width - box.inset - width
        case _:
            return box.x + (box.width - width) / 2


def _footer_texts(form: Form, words: str) -> Iterator[Text]:
    if words:
        width = text_width(words, FOOTER_SIZE, bold=False)
        x, y = form.width - form.right - width, form.height - form.bottom - 1
        yield Text(x, y, FOOTER_SIZE, bold=False, text=words, width=width)


def _horizontals(form: Form, placed: Sequence[Placed]) -> Iterator[Line]:
    """Yield the lines above each boxed band, and below where no other follows."""
    for index, (band, top) in enumerate(placed):
        if not band.row.boxed:
            continue
        above = placed[index - 1].band if index else None
        joined = [is_joined(above, band, i) for i in range(len(band.boxes))]
        for left, right in _spans(band, joined):
            yield Line(left, top, right, top, form.line)
        bottom = placed[index].bottom
        if index + 1 == len(placed) or not _follows(placed[index + 1], bottom):
            left, right = _edges(band)[0], _edges(band)[-1]
            yield Line(left, bottom, right, bottom, form.line)


def _spans(band: Band, joined: Sequence[bool]) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a band's top that no merged cell crosses."""
    start: float | None = None
    for box, is_open in zip(band.boxes, joined, strict=True):
        if is_open and start is not None:
            yield start, box.x
            start = None
        elif not is_open and start is None:
            start = box.x
    if start is not None:
        yield start, _edges(band)[-1]


def _uprights(form: Form, placed: Sequence[Placed]) -> Iterator[Line]:
    """Yield the lines between cells, one stroke as far as they go on downwards."""
    running: dict[float, tuple[float, float]] = {}
    for each in placed:
        for x in _edges(each.band) if each.band.row.boxed else ():
            top, bottom = running.get(x, (each.top, each.top))
            if abs(bottom - each.top) > EXACT:
                yield Line(x, top, x, bottom, form.line)
                top = each.top
            running[x] = (top, each.bottom)
    for x, (top, bottom) in running.items():
        yield Line(x, top, x, bottom, form.line)


def _signing_rules(form: Form, placed: Sequence[Placed]) -> Iterator[Line]:
    """Yield the lines on which people sign, from behind the words to the cell's end."""
    for each in placed:
        for box in each.band.boxes:
            if box.cell.rule:
                words = text_width(box.fitted.lines[-1], box.fitted.size, bold=False)
                start, end = box.x + words + 1, box.x + box.width - SIGNING_GAP
                yield Line(start, each.bottom, end, each.bottom, form.line)


def _follows(following: Placed, bottom: float) -> bool:
    return following.band.row.boxed and abs(following.top - bottom) < EXACT


def _edges(band: Band) -> list[float]:
    return [band.boxes[0].x, *(round(box.x + box.width, 3) for box in band.boxes)]
