"""A wrong clock is named (W907); an honest one never is."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.clocks import clock_warning

NOW = "2026-03-01T09:00:00+08:00"


@pytest.mark.parametrize(
    ("times", "word"),
    [
        (["2026-02-01T09:00:00+08:00", "2026-02-01T07:59:00+08:00"], "倒退"),
        (["2026-03-02T09:01:00+08:00"], "还没有到来"),
        (["2009-01-01T00:00:00+08:00"], "早于本程序发布"),
    ],
)
def test_a_wrong_clock_is_named(times: list[str], word: str) -> None:
    assert word in clock_warning(times, NOW)


@given(st.lists(st.integers(0, 59 * 86_400), max_size=20))
def test_times_that_follow_one_another_are_never_suspected(seconds: list[int]) -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    times = [(begin + timedelta(seconds=s)).isoformat() for s in sorted(seconds)]
    assert clock_warning(times, NOW) == ""


@given(st.lists(st.text(max_size=30), max_size=5), st.text(max_size=30))
def test_any_text_may_stand_for_a_time(times: list[str], now: str) -> None:
    assert isinstance(clock_warning(times, now), str)


def test_a_clock_set_by_some_minutes_is_no_fault() -> None:
    times = ["2026-02-01T09:30:00+08:00", "2026-02-01T09:00:00+08:00"]
    assert clock_warning(times, NOW) == ""
