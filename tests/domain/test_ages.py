import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.ages import add_months, birthday, completed_years

days = st.dates(date(1850, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "insurance", "legal"),
    [
        (date(2008, 3, 2), 17, 17),
        (date(2008, 3, 1), 18, 17),
        (date(2008, 2, 29), 18, 17),
        (date(2008, 2, 28), 18, 18),
        (date(2007, 3, 2), 18, 18),
        (date(2007, 3, 1), 19, 18),
    ],
)
def test_boundary_when_cover_begins(born: date, insurance: int, legal: int) -> None:
    cover_begins = date(2026, 3, 1)
    assert completed_years(born, cover_begins) == insurance
    assert completed_years(born, cover_begins, "LEGAL_NEXT_DAY") == legal


@pytest.mark.parametrize(
    ("on", "insurance", "legal"),
    [
        (date(2026, 2, 28), 17, 17),
        (date(2026, 3, 1), 18, 17),
        (date(2026, 3, 2), 18, 18),
        (date(2028, 2, 28), 19, 19),
        (date(2028, 2, 29), 20, 19),
        (date(2028, 3, 1), 20, 20),
    ],
)
def test_birthdays_of_29_february(on: date, insurance: int, legal: int) -> None:
    born = date(2008, 2, 29)
    assert completed_years(born, on) == insurance
    assert completed_years(born, on, "LEGAL_NEXT_DAY") == legal


def test_birthday_in_common_and_leap_years() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)
    assert birthday(date(2008, 3, 1), 18) == date(2026, 3, 1)


@given(days, st.integers(0, 120))
def test_one_is_a_year_older_on_the_birthday(born: date, age: int) -> None:
    day = birthday(born, age)
    eve = day - timedelta(days=1)
    assert completed_years(born, day) == age
    assert completed_years(born, eve) == max(age - 1, 0)


@given(days, st.integers(1, 120))
def test_the_law_waits_for_the_next_day(born: date, age: int) -> None:
    day = birthday(born, age)
    morrow = day + timedelta(days=1)
    assert completed_years(born, day, "LEGAL_NEXT_DAY") == age - 1
    assert completed_years(born, morrow, "LEGAL_NEXT_DAY") == age


@given(days, days)
def test_nobody_is_younger_than_nothing(born: date, on: date) -> None:
    insurance = completed_years(born, on)
    legal = completed_years(born, on, "LEGAL_NEXT_DAY")
    assert 0 <= legal <= insurance <= legal + 1
    if on <= born:
        assert insurance == 0


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 3, 1), 12, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 1, 15), 0, date(2025, 1, 15)),
    ],
)
def test_calendar_months(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(days, st.integers(-1200, 1200))
def test_months_are_counted_whole(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)
