"""Rows pasted from Excel or WPS: tab-separated text becomes members of the household."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jisheng_desktop.domain.relations import RELATIONS
from jisheng_desktop.domain.text import halfwidth, normal
from ui.entry.dates import read_day
from ui.entry.form import Form, next_ref, person_path
from ui.entry.guesses import NO, YES

HEADERS = {
    "id_no": ("证件号码", "身份证号码", "身份证号", "身份证", "公民身份号码", "证件号"),
    "name": ("姓名", "成员姓名", "被保险人姓名", "被保险人"),
    "sex": ("性别",),
    "birth_date": ("出生日期", "出生年月日", "生日"),
    "relation_code": ("与户主关系", "关系", "与户主的关系"),
    "insured": ("参保", "是否参保"),
    "phone": ("本人电话",),
    "household.contact_phone": ("联系电话", "电话", "手机", "手机号", "手机号码"),
    "household.hukou_address": ("户籍地址", "地址", "住址", "户口所在地", "家庭住址"),
    "household.group_name": ("组别", "村组", "组", "小组"),
}
HEADER_OF = {name: path for path, names in HEADERS.items() for name in names}
NUMBER = re.compile(r"\d{17}[\dX]|\d{15}|[A-Z]\d{9}|[A-Z]{3}\d{12}")
MOBILE = re.compile(r"1[3-9]\d{9}")
SPOILT = re.compile(r"\d(\.\d+)?E\+?\d+")
HAN_NAME = re.compile(r"[㐀-鿿\U00020000-\U0003ffff·]{2,20}")
SEXES = {"男": "M", "女": "F"}
TICKS = {"是": YES, "√": YES, "✓": YES, "1": YES, "否": NO, "×": NO, "0": NO}
RELATION_OF = {name: code for code, name in RELATIONS.items()} | {
    "丈夫": "11",
    "妻子": "12",
    "儿子": "20",
    "女儿": "30",
    "父": "51",
    "母": "52",
}
MOST_ROWS = 40
LONGEST_TABLE = 100_000


class Pasted(NamedTuple):
    """The form with the rows taken in, how many, and what Excel had already spoilt."""

    form: Form
    rows: int
    spoilt: tuple[str, ...]


def is_table(text: str) -> bool:
    """Tell whether clipboard text is a table rather than a word for one field."""
    return "\t" in text or "\n" in text.strip("\n")


def paste(form: Form, text: str) -> Pasted:
    """Return the form with every row of a table as one more member.

    Columns are known by their header, or by what stands in them where there is none.
    Household columns fill what is still empty.
    """
    rows = _rows(text)
    columns, rows = _columns(rows)
    texts: dict[str, str] = {}
    people = form.people[:-1]
    for row in rows[:MOST_ROWS]:
        ref = next_ref((*people, *form.people))
        people = (*people, ref)
        texts |= _member(ref, columns, row)
        texts |= _household(form, columns, row, texts)
    spoilt = tuple(
        cell
        for row in rows
        for cell in row
        if SPOILT.fullmatch(halfwidth(cell).upper())
    )
    form = form.with_people(people).with_texts(texts)
    return Pasted(form, len(rows[:MOST_ROWS]), spoilt)


def _rows(text: str) -> list[list[str]]:
    plain = text[:LONGEST_TABLE].replace("\x00", "")
    lines = io.StringIO("\n".join(plain.splitlines()), newline="")
    table = csv.reader(lines, dialect="excel-tab")
    rows = [[normal(cell).lstrip("'") for cell in row] for row in table]
    return [row for row in rows if any(row)]


def _columns(rows: list[list[str]]) -> tuple[list[str], list[list[str]]]:
    """Return the path of every column ("" for one that says nothing), and the data rows."""
    if not rows:
        return [], []
    headed = [HEADER_OF.get(cell.replace(" ", ""), "") for cell in rows[0]]
    if any(headed):
        return headed, rows[1:]
    width = max(map(len, rows))
    return [_column_path(_column(rows, index)) for index in range(width)], rows


def _column(rows: Iterable[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row) and row[index]]


def _column_path(cells: list[str]) -> str:
    """Return what most cells of a column look like."""
    paths = [path for path in map(_path_by_content, cells) if path]
    return max(set(paths), key=paths.count) if paths else ""


def _path_by_content(cell: str) -> str:
    plain = halfwidth(cell).upper()
    if NUMBER.fullmatch(plain) or SPOILT.fullmatch(plain):
        return "id_no"
    if MOBILE.fullmatch(plain):
        return "household.contact_phone"
    if cell in SEXES:
        return "sex"
    if cell in RELATION_OF:
        return "relation_code"
    if cell in TICKS:
        return "insured"
    if _is_day(cell):
        return "birth_date"
    return "name" if HAN_NAME.fullmatch(cell) and len(cell) <= 4 else ""


def _is_day(cell: str) -> bool:
    try:
        read_day(cell)
    except ValueError:
        return False
    return True


def _member(ref: str, columns: list[str], row: list[str]) -> dict[str, str]:
    return {
        person_path(ref, path): _translated(path, cell)
        for path, cell in zip(columns, row, strict=False)
        if cell and path and not path.startswith("household.")
    }


def _household(
    form: Form, columns: list[str], row: list[str], taken: dict[str, str]
) -> dict[str, str]:
    return {
        path: cell
        for path, cell in zip(columns, row, strict=False)
        if cell
        and path.startswith("household.")
        and not form.entered.get(path)
        and path not in taken
    }


def _translated(path: str, cell: str) -> str:
    match path:
        case "id_no":
            return halfwidth(cell).upper()
        case "sex":
            return SEXES.get(cell, "")
        case "relation_code":
            return RELATION_OF.get(cell, halfwidth(cell))
        case "insured":
            return TICKS.get(cell, NO)
        case _:
            return cell
