"""The error workbook: the user's own sheet, its faulty cells coloured and explained."""

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from jisheng_desktop.domain.sheets import Cell
from jisheng_desktop.loading import openpyxl
from jisheng_desktop.spreadsheets.reading import read_workbook

TITLE = "问题"
AUTHOR = "计生家庭保险登记系统"
FAULTY = "FFFFC7CE"
OPENED_AS_THEY_ARE = (".xlsx", ".xlsm")
WIDTH = 60


class Mark(NamedTuple):
    """A sentence about a cell, or about a whole row; rows and columns count from 0."""

    sheet: str
    header_row: int
    row: int
    column: int | None
    text: str


def marked_workbook(source: Path, marks: Sequence[Mark]) -> bytes:
    """Return the source as .xlsx with every mark as colour, comment and sentence.

    Everything else stays as the user made it; marks of an earlier time are taken off.
    A source in another format keeps its values.
    """
    book = _opened(source)
    for sheet in book.worksheets:
        mine = [mark for mark in marks if mark.sheet == sheet.title]
        _take_off(sheet)
        if mine:
            _put_on(sheet, mine)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _put_text(cell: "openpyxl.cell.Cell | openpyxl.cell.MergedCell", text: str) -> None:
    """Write text into a cell as text, whatever it begins with: never a formula."""
    cell.value = text
    cell.data_type = "s"


def _opened(source: Path) -> "openpyxl.Workbook":
    if source.suffix.lower() in OPENED_AS_THEY_ARE:
        return openpyxl.load_workbook(source)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for each in read_workbook(source):
        sheet = book.create_sheet(each.name)
        for row, cells in enumerate(each.rows, 1):
            for column, value in enumerate(cells, 1):
                _copy(sheet.cell(row, column), value)
        for merge in each.merges:
            sheet.merge_cells(
                start_row=merge.top + 1,
                start_column=merge.left + 1,
                end_row=merge.bottom + 1,
                end_column=merge.right + 1,
            )
    return book


def _copy(cell: "openpyxl.cell.Cell", value: Cell) -> None:
    if isinstance(value, str):
        if value:
            _put_text(cell, value)
            cell.number_format = "@"
    else:
        cell.value = value


def _take_off(sheet: "openpyxl.worksheet.worksheet.Worksheet") -> None:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = openpyxl.styles.PatternFill()


def _put_on(
    sheet: "openpyxl.worksheet.worksheet.Worksheet", marks: Sequence[Mark]
) -> None:
    column = _problem_column(sheet, marks[0].header_row + 1)
    heads = _heads_of_merged(sheet)
    for row in range(marks[0].header_row + 2, sheet.max_row + 1):
        sheet.cell(row, column).value = None
    for (row, _), sentences in _by(marks, lambda mark: (mark.row + 1, 0)).items():
        _put_text(sheet.cell(row, column), "；".join(sentences))
    placed = [mark for mark in marks if mark.column is not None]
    for place, sentences in _by(placed, _place).items():
        cell = sheet.cell(*heads.get(place, place))
        cell.fill = openpyxl.styles.PatternFill("solid", fgColor=FAULTY)
        cell.comment = openpyxl.comments.Comment("\n".join(sentences), AUTHOR)


def _problem_column(
    sheet: "openpyxl.worksheet.worksheet.Worksheet", header_row: int
) -> int:
    """Return the column 问题, added behind all others where there is none."""
    for cell in sheet[header_row]:
        if cell.value == TITLE:
            return cell.col_idx
    column = sheet.max_column + 1
    _put_text(sheet.cell(header_row, column), TITLE)
    letter = openpyxl.utils.get_column_letter(column)
    sheet.column_dimensions[letter].width = WIDTH
    return column


def _heads_of_merged(
    sheet: "openpyxl.worksheet.worksheet.Worksheet",
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of the block in which a merged cell lies."""
    return {
        (row, column): (block.min_row, block.min_col)
        for block in sheet.merged_cells.ranges
        for row in range(block.min_row, block.max_row + 1)
        for column in range(block.min_col, block.max_col + 1)
    }


def _place(mark: Mark) -> tuple[int, int]:
    return mark.row + 1, (mark.column or 0) + 1


def _by(
    marks: Iterable[Mark], key: Callable[[Mark], tuple[int, int]]
) -> dict[tuple[int, int], list[str]]:
    sentences: dict[tuple[int, int], list[str]] = {}
    for mark in marks:
        known = sentences.setdefault(key(mark), [])
        if mark.text not in known:
            known.append(mark.text)
    return sentences
