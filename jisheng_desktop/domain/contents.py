"""What a column without a title holds, told from what stands in it."""

import re
from collections.abc import Iterable

from jisheng_desktop.domain.cells import (
    NO,
    RELATION_CODES,
    SEXES,
    YES,
    Misfit,
    a_day,
)
from jisheng_desktop.domain.text import halfwidth

NUMBER = re.compile(r"\d{17}[\dX]|\d{15}|[A-Z]\d{9}|[A-Z]{3}\d{12}")
SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+")
MOBILE = re.compile(r"1[3-9]\d{9}")
NAME = re.compile(r"[㐀-鿿\U00020000-\U0003ffff·]{2,4}")


def likely_field(cells: Iterable[str]) -> str | None:
    """Return the field that most of a column's cells look like, None for no field."""
    fields = [field for field in map(field_of, cells) if field]
    return max(dict.fromkeys(fields), key=fields.count, default=None)


def field_of(cell: str) -> str | None:
    """Return the field that a cell looks like, taken alone."""
    text = halfwidth(cell).upper()
    if NUMBER.fullmatch(text) or SCIENTIFIC.fullmatch(text):
        return "id_no"
    if MOBILE.fullmatch(text):
        return "contact_phone"
    if _is_day(cell):
        return "birth_date"
    return _of_words(cell)


def _of_words(cell: str) -> str | None:
    if cell.isdecimal():
        return "insured" if cell in YES | NO else None
    for field, words in (
        ("sex", SEXES),
        ("relation_code", RELATION_CODES),
        ("insured", YES | NO),
    ):
        if cell in words:
            return field
    return "name" if NAME.fullmatch(cell) else None


def _is_day(cell: str) -> bool:
    try:
        a_day(cell)
    except Misfit:
        return False
    return len(cell) > len("20120")
