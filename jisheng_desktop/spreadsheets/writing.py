"""Writing lists as workbooks: text as text, totals as values, ready for the printer."""

import io
import re
from collections.abc import Sequence
from typing import IO, Any

from jisheng_desktop.domain.lists import Column, Listing, Passing, Value, total_row
from jisheng_desktop.loading import xlsxwriter
from jisheng_desktop.spreadsheets.splicing import Block, write_spliced

A4 = 9
FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
BOXED = {**FONT, "border": 1}
STYLES: dict[str, dict[str, Any]] = {
    "heading": {**FONT, "bold": True, "font_size": 16, "align": "center"},
    "title": {**BOXED, "bold": True, "align": "center", "bg_color": "#E7EEF7"},
    "text": {**BOXED, "num_format": "@"},
    "count": {**BOXED, "num_format": "#,##0"},
    "yuan": {**BOXED, "num_format": "#,##0.00"},
    "total text": {**BOXED, "bold": True, "num_format": "@"},
    "total count": {**BOXED, "bold": True, "num_format": "#,##0"},
    "total yuan": {**BOXED, "bold": True, "num_format": "#,##0.00"},
    "note": {**FONT, "num_format": "@"},
}
TITLE_ROW = 1
# The first row of every list, counted from 1.
FIRST_ROW = TITLE_ROW + 2
LONGEST_NAME = 31
OPTIONS = {"constant_memory": True, "strings_to_formulas": False}

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def write_workbook(
    stream: IO[bytes], listings: Sequence[Listing], passing: Passing = iter
) -> None:
    """Write an .xlsx with a sheet for each listing; memory does not grow with the rows.

    Numbers of people are text cells, and no text is ever a formula.
    """
    blocks = [
        Block(FIRST_ROW, [each.kind for each in listing.columns], passing(listing.rows))
        for listing in listings
    ]
    totals = [total_row(listing) if listing.summed else () for listing in listings]
    write_spliced(stream, lambda counts: _frame(listings, totals, counts), blocks)


def sheet_name(text: str) -> str:
    """Return a name that Excel accepts for a sheet."""
    return _NOT_IN_NAMES.sub("·", text)[:LONGEST_NAME] or "表"


def _frame(
    listings: Sequence[Listing],
    totals: Sequence[Sequence[Value]],
    counts: Sequence[int],
) -> bytes:
    """Return the workbook with an empty row for the last of each listing."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    styles = {name: book.add_format(style) for name, style in STYLES.items()}
    for listing, total, count in zip(listings, totals, counts, strict=True):
        sheet = book.add_worksheet(sheet_name(listing.name))
        _write_above(sheet, listing, styles)
        if count:
            blank = [None] * len(listing.columns)
            _write_row(sheet, TITLE_ROW + count, listing.columns, blank, styles)
        _write_below(sheet, TITLE_ROW + count + 1, listing, total, styles)
        _set_up_page(sheet)
    book.close()
    return stream.getvalue()


def _write_above(sheet: Any, listing: Listing, styles: dict[str, Any]) -> None:
    columns = listing.columns
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, listing.heading, styles["heading"])
    if len(columns) > 1:
        sheet.merge_range(0, 0, 0, len(columns) - 1, listing.heading, styles["heading"])
    for index, column in enumerate(columns):
        sheet.write_string(TITLE_ROW, index, column.title, styles["title"])


def _write_below(
    sheet: Any,
    row: int,
    listing: Listing,
    total: Sequence[Value],
    styles: dict[str, Any],
) -> None:
    if total:
        bold = {kind: styles[f"total {kind}"] for kind in ("text", "count", "yuan")}
        _write_row(sheet, row, listing.columns, total, bold)
    for below, note in enumerate(listing.notes, row + bool(total)):
        sheet.write_string(below, 0, note, styles["note"])


def _write_row(
    sheet: Any,
    row: int,
    columns: Sequence[Column],
    values: Sequence[Value],
    styles: dict[str, Any],
) -> None:
    """Write one row of values, each as its column says."""
    for index, (column, value) in enumerate(zip(columns, values, strict=True)):
        style = styles[column.kind]
        if value is None or value == "":
            sheet.write_blank(row, index, None, style)
        elif isinstance(value, str):
            sheet.write_string(row, index, value, style)
        else:
            number = value / 100 if column.kind == "yuan" else value
            sheet.write_number(row, index, number, style)


def _set_up_page(sheet: Any) -> None:
    sheet.freeze_panes(TITLE_ROW + 1, 0)
    sheet.repeat_rows(TITLE_ROW)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
