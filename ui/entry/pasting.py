"""Rows pasted from Excel or WPS: tab-separated text becomes members of the household."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jisheng_desktop.domain.cells import READERS, Misfit, a_code, a_relation, a_tick
from jisheng_desktop.domain.columns import recognise
from jisheng_desktop.domain.contents import SCIENTIFIC, field_of, likely_field
from jisheng_desktop.domain.text import halfwidth, normal
from ui.entry.form import Form, next_ref, person_path
from ui.entry.guesses import NO, YES

# What the form has a place for, of all that a roster may say.
PATHS = {
    **{field: field for field in ("id_no", "name", "sex", "birth_date")},
    **{field: field for field in ("relation_code", "insured", "phone")},
    "contact_phone": "household.contact_phone",
    "hukou_address": "household.hukou_address",
    "group_name": "household.group_name",
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
    cells = (halfwidth(cell).upper() for row in rows for cell in row)
    spoilt = tuple(cell for cell in cells if SCIENTIFIC.fullmatch(cell))
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
    headed = [_path_of(cell) for cell in rows[0]]
    if any(headed) and "id_no" not in map(field_of, rows[0]):
        return headed, rows[1:]
    width = max(map(len, rows))
    fields = (likely_field(_column(rows, index)) for index in range(width))
    return [PATHS.get(field or "", "") for field in fields], rows


def _path_of(title: str) -> str:
    target = recognise(title)
    return PATHS.get(target.field, "") if target and not target.role else ""


def _column(rows: Iterable[Sequence[str]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row) and row[index]]


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
    """Return a cell as the form holds it; what nobody understands says nothing."""
    try:
        match path:
            case "id_no" | "phone":
                return a_code(cell)
            case "sex":
                return str(READERS[path](cell))
            case "relation_code":
                return a_relation(cell)
            case "insured":
                return YES if a_tick(cell) else NO
            case _:
                return cell
    except Misfit:
        return NO if path == "insured" else ""
