"""Numbers of households, enrolments and receipts.

`610124101201-2026-000123-7`: station, year, counter, check digit. A letter before
the counter keeps the three series apart; the receipt, which people read aloud, has
none.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

Series = Literal["HOUSEHOLD", "ENROLLMENT", "RECEIPT"]

LETTERS: dict[Series, str] = {"HOUSEHOLD": "H", "ENROLLMENT": "E", "RECEIPT": ""}

# Every computer of a station numbers from a block of its own, so that no two families
# ever hold the same number.
PER_COMPUTER = 10_000

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


def is_gap_free(counters: Sequence[int], last: int) -> bool:
    """Tell whether each computer's block is numbered without gap, the present one up to
    `last`. `counters` are in order.
    """
    blocks: dict[int, list[int]] = {}
    for counter in counters:
        blocks.setdefault((counter - 1) // PER_COMPUTER, []).append(counter)
    whole = all(
        found == list(range(block * PER_COMPUTER + 1, found[-1] + 1))
        for block, found in blocks.items()
    )
    present = blocks.get(last // PER_COMPUTER)
    return (
        whole
        and (present is None or present[-1] == last)
        and min(counters, default=1) > 0
    )


def highest(numbers: Iterable[str]) -> int:
    """Return the highest counter in numbers, 0 when there is none."""
    return max((counter_of(number) or 0 for number in numbers), default=0)


def is_in_use(numbers: Iterable[str], last: int) -> bool:
    """Tell whether another computer numbers from the block in which `last` is ours."""
    counters = (counter_of(number) or 0 for number in numbers)
    end = -(-last // PER_COMPUTER) * PER_COMPUTER
    return any(last < counter <= end for counter in counters)


def block_after(highest: int) -> int:
    """Return behind which number a new computer of a station begins: a whole block."""
    return -(-highest // PER_COMPUTER) * PER_COMPUTER


def tail(text: str) -> str:
    """Return the part by which people find a number again: counter and check digit."""
    counter, check = text.split("-")[-2:]
    return counter.lstrip("HE") + check


def _digits(stem: str) -> list[int]:
    values = (int(c, 36) for c in stem.lower() if c.isascii() and c.isalnum())
    return [int(digit) for value in values for digit in str(value)]
