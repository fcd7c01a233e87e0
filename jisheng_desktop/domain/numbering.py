"""Numbers of households, enrolments and receipts.

`610124101201-2026-000123-7`: station, year, counter, check digit. A letter before
the counter keeps the three series apart; the receipt, which people read aloud, has
none.
"""

import re
from typing import Literal

Series = Literal["HOUSEHOLD", "ENROLLMENT", "RECEIPT"]

LETTERS: dict[Series, str] = {"HOUSEHOLD": "H", "ENROLLMENT": "E", "RECEIPT": ""}

_SHAPE = re.compile(r"(.+)-(\d{4})-([HE]?)(\d{6,})-(\d)")


def number(station: str, year: int, series: Series, counter: int) -> str:
    """Return the number of the `counter`-th record of a series at a station."""
    stem = f"{station}-{year}-{LETTERS[series]}{counter:06}"
    return f"{stem}-{check_digit(stem)}"


def check_digit(stem: str) -> int:
    """Return the ISO 7064 MOD 11,10 digit over a number; letters count as 10 to 35."""
    product = 10
    for digit in _digits(stem):
        total = (product + digit) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10


def counter_of(text: str) -> int | None:
    """Return the counter in a number; None when its shape or check digit is wrong."""
    shape = _SHAPE.fullmatch(text)
    if shape is None or int(shape[5]) != check_digit(text[:-2]):
        return None
    return int(shape[4])


def tail(text: str) -> str:
    """Return the part by which people find a number again: counter and check digit."""
    counter, check = text.split("-")[-2:]
    return counter.lstrip("HE") + check


def _digits(stem: str) -> list[int]:
    values = (int(c, 36) for c in stem.lower() if c.isascii() and c.isalnum())
    return [int(digit) for value in values for digit in str(value)]
