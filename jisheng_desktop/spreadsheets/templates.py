"""A list in the shape of somebody's workbook: placeholders in a row, the rest as it is."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Generic, NamedTuple, TypeVar
from zipfile import BadZipFile

from jisheng_desktop.domain.lists import Kind, Value
from jisheng_desktop.errors import EnvironmentTrouble, UserError, reason_of
from jisheng_desktop.loading import openpyxl, xlsxwriter
from jisheng_desktop.spreadsheets.splicing import Block, write_spliced
from jisheng_desktop.spreadsheets.writing import A4, OPTIONS

KINDS: dict[Kind, str] = {"text": "@", "count": "0", "yuan": "#,##0.00"}
BORDERS = {"thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6}
SIDES = ("left", "right", "top", "bottom")
PLAIN_COLOUR = re.compile("[0-9A-F]{8}")

UNOPENED = (ValueError, KeyError, IndexError, BadZipFile)

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


T = TypeVar("T")
Words = Mapping[str, tuple[Kind, Value]]


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
    at = _placeholder_row(rows, fields)
    return Template(
        name=sheet.title,
        above=tuple(rows[:at]),
        row=rows[at],
        below=tuple(rows[at + 1 :]),
        widths=tuple(_widths(sheet)),
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


def _placeholder_row(rows: Sequence[tuple[Styled, ...]], fields: frozenset[str]) -> int:
    at = next((i for i, row in enumerate(rows) if _names(row) & fields), None)
    if at is None:
        raise NoTemplate("模板里没有占位行：请在一行里写上 {姓名}、{证件号码} 等")
    unknown = _names(rows[at]) - fields
    if unknown:
        raise NoTemplate(
            f"模板的占位符“{{{min(unknown)}}}”不认识，可用：{'、'.join(sorted(fields))}"
        )
    return at


def _widths(sheet: Any) -> Iterator[float | None]:
    known = sheet.column_dimensions
    for column in range(1, sheet.max_column + 1):
        letter = openpyxl.utils.get_column_letter(column)
        yield known[letter].width if letter in known else None


class FilledColumn(NamedTuple, Generic[T]):
    """A column as it will be filled: the title above it, and what a row puts there."""

    title: str
    value: Callable[[T], Value]
    kind: Kind | None


def filled_columns(
    template: Template, fields: Mapping[str, tuple[Callable[[T], Value], Kind]]
) -> tuple[FilledColumn[T], ...]:
    """Return what `write_filled` would put into the columns that have a placeholder."""
    titles = [cell.value for cell in template.above[-1]] if template.above else []
    return tuple(
        FilledColumn(_title(titles, at, names), *_cell(cell.value, fields))
        for at, cell in enumerate(template.row)
        if (names := _names([cell]))
    )


def _title(titles: Sequence[Any], at: int, names: Iterable[str]) -> str:
    above = titles[at] if at < len(titles) else None
    return above if isinstance(above, str) and above else "、".join(sorted(names))


def write_filled(
    stream: IO[bytes],
    template: Template,
    words: Words,
    fields: Mapping[str, tuple[Callable[[T], Value], Kind]],
    rows: Iterable[T],
) -> None:
    """Write the template as .xlsx with a row for each of `rows`, memory flat.

    `fields` fill the row of placeholders, `words` what stands above and below it. No
    text becomes a formula.
    """
    cells = [_cell(cell.value, fields) for cell in template.row]
    values = [value for value, _ in cells]
    kinds = [kind for _, kind in cells]
    block = Block(
        first=len(template.above) + 1,
        kinds=kinds,
        rows=([value(row) for value in values] for row in rows),
    )

    def frame(counts: Sequence[int]) -> bytes:
        return _frame(template, words, kinds, counts[0])

    write_spliced(stream, frame, [block])


def _cell(
    text: Any, fields: Mapping[str, tuple[Callable[[T], Value], Kind]]
) -> tuple[Callable[[T], Value], Kind | None]:
    """Return how a cell of the placeholder row is made of a row's object, and its kind."""
    if not isinstance(text, str):
        return lambda _row: text, None
    whole = _PLACEHOLDER.fullmatch(text)
    if whole:
        return fields[whole[1]]
    names = _PLACEHOLDER.findall(text)

    def mixed(row: T) -> str:
        found = {name: fields[name] for name in names}
        words = {name: (kind, value(row)) for name, (value, kind) in found.items()}
        return _substituted(text, words)

    return mixed, "text"


# -- the frame -------------------------------------------------------------------------


def _frame(
    template: Template, words: Words, kinds: Sequence[Kind | None], count: int
) -> bytes:
    """Return the template with an empty row, in its styles, for the last of `count`."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    framing = _Framing(book, template)
    above = len(template.above)
    for row, cells in enumerate(template.above):
        framing.write_fixed(row, row, cells, words)
    if count:
        framing.write_blank(above + count - 1, template.row, kinds)
    for offset, cells in enumerate(template.below):
        framing.write_fixed(above + count + offset, above + 1 + offset, cells, words)
    book.close()
    return stream.getvalue()


class _Framing:
    """One template on its way into a workbook: formats are made once."""

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
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)
        head = len(template.above)
        if head:
            self._sheet.freeze_panes(head, 0)
            self._sheet.repeat_rows(head - 1)

    def write_blank(
        self, row: int, cells: Sequence[Styled], kinds: Sequence[Kind | None]
    ) -> None:
        """Write an empty row in the styles of cells that hold values of these kinds."""
        for column, (cell, kind) in enumerate(zip(cells, kinds, strict=True)):
            self._put(row, column, cell, kind, None)

    def write_fixed(
        self, row: int, source: int, cells: Sequence[Styled], words: Words
    ) -> None:
        """Write a row of the template that stands once, with its height and merges."""
        height = self._template.heights.get(source)
        if height is not None:
            self._sheet.set_row(row, height)
        for column, cell in enumerate(cells):
            self._put(row, column, cell, *_filled(cell.value, words))
        for top, left, bottom, right in self._template.merges:
            if top == bottom == source:
                kind, value = _filled(cells[left].value, words)
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


def _filled(text: Any, words: Words) -> tuple[Kind | None, Value]:
    """Return what a fixed cell becomes: one value, or text with values in it."""
    if not isinstance(text, str):
        return None, text
    whole = _PLACEHOLDER.fullmatch(text)
    if whole and whole[1] in words:
        return words[whole[1]]
    return "text", _substituted(text, words)


def _substituted(text: str, words: Words) -> str:
    return _PLACEHOLDER.sub(lambda found: _word(found, words), text)


def _word(found: re.Match[str], words: Words) -> str:
    kind, value = words.get(found[1], ("text", found[0]))
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
    except OSError as error:
        why = reason_of(error)
        raise EnvironmentTrouble(
            f"读不了模板“{source}”（{why}），请检查路径"
        ) from error
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
