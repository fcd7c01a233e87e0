"""A list in the shape of somebody's workbook: placeholders in a row, the rest as it is."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple
from zipfile import BadZipFile

from jisheng_desktop.domain.lists import Kind, Value
from jisheng_desktop.errors import UserError
from jisheng_desktop.loading import openpyxl, xlsxwriter
from jisheng_desktop.spreadsheets.writing import OPTIONS

KINDS: dict[Kind, str] = {"text": "@", "count": "0", "yuan": "#,##0.00"}
BORDERS = {"thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6}
SIDES = ("left", "right", "top", "bottom")
PLAIN_COLOUR = re.compile("[0-9A-F]{8}")

UNOPENED = (OSError, ValueError, KeyError, IndexError, BadZipFile)

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Styled(NamedTuple):
    """A cell of the template: what it says, and how it looks to XlsxWriter."""

    value: Any
    style: dict[str, Any]


class Template(NamedTuple):
    """A workbook's first sheet: what stands above and below the row of placeholders."""

    name: str
    above: tuple[tuple[Styled, ...], ...]
    row: tuple[Styled, ...]
    below: tuple[tuple[Styled, ...], ...]
    widths: tuple[float | None, ...]
    heights: dict[int, float]
    merges: tuple[tuple[int, int, int, int], ...]
    landscape: bool


class NoTemplate(UserError):
    """The workbook cannot serve as a template; the sentence says why."""


def read_template(source: Path | IO[bytes], row_fields: Iterable[str]) -> Template:
    """Return the template in a workbook; raise `NoTemplate` naming what is wrong.

    Its row is the first with a placeholder of `row_fields`, such as `{姓名}`.
    """
    fields = frozenset(row_fields)
    if isinstance(source, Path) and source.suffix.lower() != ".xlsx":
        raise NoTemplate(f"模板“{source.name}”不是 .xlsx 文件")
    sheet = _first_sheet(source)
    rows = [tuple(_styled(cell) for cell in row) for row in sheet.iter_rows()]
    at = next((i for i, row in enumerate(rows) if _names(row) & fields), None)
    if at is None:
        raise NoTemplate("模板里没有占位行：请在一行里写上 {姓名}、{证件号码} 等")
    unknown = _names(rows[at]) - fields
    if unknown:
        raise NoTemplate(
            f"模板的占位符“{{{min(unknown)}}}”不认识，可用：{'、'.join(sorted(fields))}"
        )
    letters = map(openpyxl.utils.get_column_letter, range(1, sheet.max_column + 1))
    return Template(
        name=sheet.title,
        above=tuple(rows[:at]),
        row=rows[at],
        below=tuple(rows[at + 1 :]),
        widths=tuple(
            sheet.column_dimensions[x].width if x in sheet.column_dimensions else None
            for x in letters
        ),
        heights={
            number - 1: each.height
            for number, each in sheet.row_dimensions.items()
            if each.height is not None
        },
        merges=tuple(
            (m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1)
            for m in sheet.merged_cells.ranges
        ),
        landscape=sheet.page_setup.orientation == "landscape",
    )


def filled(
    template: Template,
    words: Mapping[str, tuple[Kind, Value]],
    rows: Iterable[Mapping[str, tuple[Kind, Value]]],
) -> bytes:
    """Return the template as .xlsx with a row for each of `rows`, memory flat.

    `words` fill what stands above and below. No text becomes a formula.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    _Writing(book, template).write(words, rows)
    book.close()
    return stream.getvalue()


class _Writing:
    """One filled template on its way: formats are made once, rows go by."""

    def __init__(self, book: Any, template: Template) -> None:
        """Set up the sheet."""
        self._book = book
        self._template = template
        self._formats: dict[tuple[str, Kind | None], Any] = {}
        self._sheet = book.add_worksheet(template.name)
        for index, width in enumerate(template.widths):
            if width is not None:
                self._sheet.set_column(index, index, width)
        if template.landscape:
            self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        head = len(template.above)
        if head:
            self._sheet.freeze_panes(head, 0)
            self._sheet.repeat_rows(head - 1)

    def write(
        self,
        words: Mapping[str, tuple[Kind, Value]],
        rows: Iterable[Mapping[str, tuple[Kind, Value]]],
    ) -> None:
        """Write everything, top to bottom."""
        template = self._template
        for row, cells in enumerate(template.above):
            self._write_fixed(row, row, cells, words)
        first = row = len(template.above)
        for row, values in enumerate(rows, first):
            for column, cell in enumerate(template.row):
                self._put(row, column, cell, *_substituted(cell.value, values))
            first = row + 1
        for offset, cells in enumerate(template.below):
            source = len(template.above) + 1 + offset
            self._write_fixed(first + offset, source, cells, words)

    def _write_fixed(
        self,
        row: int,
        source: int,
        cells: Sequence[Styled],
        words: Mapping[str, tuple[Kind, Value]],
    ) -> None:
        """Write a row of the template that stands once, with its height and merges."""
        height = self._template.heights.get(source)
        if height is not None:
            self._sheet.set_row(row, height)
        for column, cell in enumerate(cells):
            self._put(row, column, cell, *_substituted(cell.value, words))
        for top, left, bottom, right in self._template.merges:
            if top == bottom == source:
                kind, value = _substituted(cells[left].value, words)
                self._sheet.merge_range(row, left, row, right, "")
                self._put(row, left, cells[left], kind, value)

    def _put(
        self, row: int, column: int, cell: Styled, kind: Kind | None, value: Value
    ) -> None:
        style = self._format(cell, kind)
        if value is None or value == "":
            self._sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self._sheet.write_string(row, column, value, style)
        else:
            number = value / 100 if kind == "yuan" else value
            self._sheet.write_number(row, column, number, style)

    def _format(self, cell: Styled, kind: Kind | None) -> Any:
        key = repr(cell.style), kind
        if key not in self._formats:
            style = dict(cell.style)
            if kind is not None and (kind == "text" or "num_format" not in style):
                style["num_format"] = KINDS[kind]
            self._formats[key] = self._book.add_format(style)
        return self._formats[key]


def _substituted(
    text: Any, values: Mapping[str, tuple[Kind, Value]]
) -> tuple[Kind | None, Value]:
    """Return what a cell of the template becomes: one value, or text with values in it."""
    if not isinstance(text, str):
        return None, text
    whole = _PLACEHOLDER.fullmatch(text)
    if whole and whole[1] in values:
        return values[whole[1]]
    return "text", _PLACEHOLDER.sub(lambda found: _word(found, values), text)


def _word(found: re.Match[str], values: Mapping[str, tuple[Kind, Value]]) -> str:
    kind, value = values.get(found[1], ("text", found[0]))
    if kind == "yuan" and isinstance(value, int):
        return f"{value / 100:,.2f}"
    return "" if value is None else str(value)


def _names(row: Sequence[Styled]) -> set[str]:
    return {
        name
        for cell in row
        if isinstance(cell.value, str)
        for name in _PLACEHOLDER.findall(cell.value)
    }


def _first_sheet(
    source: Path | IO[bytes],
) -> "openpyxl.worksheet.worksheet.Worksheet":
    try:
        return openpyxl.load_workbook(source).worksheets[0]
    except UNOPENED as error:
        raise NoTemplate(f"模板“{source}”打不开，请用Excel另存为 .xlsx") from error


def _styled(cell: Any) -> Styled:
    return Styled(cell.value, dict(_style(cell)) if cell.has_style else {})


def _style(cell: Any) -> Iterator[tuple[str, Any]]:
    yield "font_name", cell.font.name or "宋体"
    yield "font_size", cell.font.sz or 11
    yield "bold", bool(cell.font.b)
    yield "italic", bool(cell.font.i)
    yield "text_wrap", bool(cell.alignment.wrap_text)
    for key, name in (("align", "horizontal"), ("valign", "vertical")):
        value = getattr(cell.alignment, name)
        if value:
            yield key, "vcenter" if (key, value) == ("valign", "center") else value
    for side in SIDES:
        border = getattr(cell.border, side)
        if border is not None and border.style:
            yield side, BORDERS.get(border.style, 1)
    colour = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None
    if isinstance(colour, str) and PLAIN_COLOUR.fullmatch(colour):
        yield "bg_color", f"#{colour[2:]}"
    if cell.number_format != "General":
        yield "num_format", cell.number_format
