"""Writing workbooks: text as text, totals as values, ready for the printer."""

import io
import re
from collections.abc import Sequence
from typing import Any

from jisheng_desktop.domain.lists import Column, Listing, Summing, Totals, Value
from jisheng_desktop.loading import xlsxwriter

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
LONGEST_NAME = 31
TOTAL = "合计"
OPTIONS = {"constant_memory": True, "strings_to_formulas": False}

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def workbook(listings: Sequence[Listing]) -> tuple[bytes, tuple[Totals, ...]]:
    """Return an .xlsx with a sheet for each listing, and what each sums up to.

    Memory does not grow with the rows. Numbers of people are text cells, and no text
    is ever a formula.
    """
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, OPTIONS)
    styles = {name: book.add_format(style) for name, style in STYLES.items()}
    totals = tuple(_write(book, listing, styles) for listing in listings)
    book.close()
    return stream.getvalue(), totals


def sheet_name(text: str) -> str:
    """Return a name that Excel accepts for a sheet."""
    return _NOT_IN_NAMES.sub("·", text)[:LONGEST_NAME] or "表"


def _write(book: Any, listing: Listing, styles: dict[str, Any]) -> Totals:
    sheet = book.add_worksheet(sheet_name(listing.name))
    columns = listing.columns
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, listing.heading, styles["heading"])
    if len(columns) > 1:
        sheet.merge_range(0, 0, 0, len(columns) - 1, listing.heading, styles["heading"])
    for index, column in enumerate(columns):
        sheet.write_string(TITLE_ROW, index, column.title, styles["title"])
    summing = Summing(columns)
    row = TITLE_ROW
    for row, values in enumerate(listing.rows, TITLE_ROW + 1):
        summing.add(values)
        write_row(sheet, row, columns, values, styles)
    totals = summing.totals()
    if listing.summed:
        row += 1
        _write_totals(sheet, row, columns, totals, styles)
    for below, note in enumerate(listing.notes, 1):
        sheet.write_string(row + below, 0, note, styles["note"])
    _set_up_page(sheet)
    return totals


def write_row(
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


def _write_totals(
    sheet: Any,
    row: int,
    columns: Sequence[Column],
    totals: Totals,
    styles: dict[str, Any],
) -> None:
    values: list[Value] = [totals.sums.get(column.title) for column in columns]
    if values and values[0] is None:
        values[0] = TOTAL
    bold = {kind: styles[f"total {kind}"] for kind in ("text", "count", "yuan")}
    write_row(sheet, row, columns, values, bold)


def _set_up_page(sheet: Any) -> None:
    sheet.freeze_panes(TITLE_ROW + 1, 0)
    sheet.repeat_rows(TITLE_ROW)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
