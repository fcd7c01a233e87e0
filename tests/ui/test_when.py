"""Days and moments as a user would say them."""

import time
from collections.abc import Iterator
from datetime import date

import pytest

from ui.when import said_day, said_moment

ON = date(2026, 1, 15)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 1, 15), "今天"),
        (date(2026, 1, 14), "昨天"),
        (date(2026, 1, 9), "1月9日"),
        (date(2025, 12, 31), "2025年12月31日"),
    ],
)
def test_a_day_is_said_from_today(day: date, said: str) -> None:
    assert said_day(day, ON) == said


@pytest.fixture
def in_china(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_china")
def test_a_moment_is_said_in_local_time() -> None:
    assert said_moment("2026-01-15T08:55:00+08:00", ON) == "今天 08:55"
    assert said_moment("2026-01-14T23:30:00Z", ON) == "今天 07:30"
