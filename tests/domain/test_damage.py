"""Fifteen digits: a first-generation number, or what a spreadsheet left of eighteen."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jisheng_desktop.domain.damage import damage
from jisheng_desktop.domain.identity import downgrade_18
from tests.domain.strategies import number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("610104620927690", None),
        ("130503670401001", None),
        ("610103190410001", None),
        ("610103198503120", "E121"),
        ("610103199712310", "E121"),
        # Read as a first-generation number, somebody born on 5 September 1920.
        ("610103200905123", "E121"),
        # Neither reading has a date: nobody can tell what it was.
        ("610103999999123", None),
    ],
)
def test_fifteen_digits(text: str, code: str | None) -> None:
    for cell in (text, int(text)):
        found = damage(cell, text, field="id_no")
        assert (found.code if found else None) == code


@given(st.dates(date(1900, 1, 1), date(1999, 12, 31)), st.integers(0, 995))
def test_a_first_generation_number_is_whole(born: date, serial: int) -> None:
    assume(born.year != 1920)
    old = downgrade_18(number("530402", born, f"{serial:03}"))
    assert damage(old, old, field="id_no") is None
