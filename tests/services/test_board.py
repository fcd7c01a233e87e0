"""The board: what stands where, and what settles it."""

import shutil
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from jisheng_desktop.services import answering, arrivals, taking_in
from jisheng_desktop.services.board import Line, board, monday
from jisheng_desktop.services.moments import today
from tests.exchange import ONE, Country, home
from tests.households import CODE


def line_of(country: Country, days: int = 0) -> Line:
    """Return how the village stands, seen some days from now."""
    with country.at(CODE):
        (line,) = board(today() + timedelta(days=days)).lines
    return line


def test_a_station_is_waited_for_until_it_is_answered(country: Country) -> None:
    assert line_of(country).concern == "NEVER"
    country.enroll(ONE.code, home(1), home(2))
    country.take(CODE, country.export(ONE.code).file)
    line = line_of(country)
    assert (line.concern, line.last_seq, line.days) == ("", 1, 0)
    assert (line.unanswered, line.unsaid) == (1, 2)
    country.answer()
    assert not line_of(country).is_waited_for


def test_a_station_that_falls_silent_is_overdue(country: Country) -> None:
    country.take(CODE, country.export(ONE.code).file)
    assert line_of(country, days=10).concern == ""
    assert line_of(country, days=11).concern == "OVERDUE"


def test_a_twin_is_no_concern_once_both_know_of_each_other(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tick(monkeypatch)
    folder, first = country.folder(ONE.code), country.root / "first"
    shutil.copytree(folder, country.root / "twin")
    country.enroll(ONE.code, home(1))
    country.take(CODE, country.export(ONE.code).file)
    folder.rename(first)
    (country.root / "twin").rename(folder)
    monkeypatch.setenv("JISHENG_STATE", str(country.root / "elsewhere"))
    country.enroll(ONE.code, home(2))
    country.take(CODE, country.export(ONE.code).file)
    assert line_of(country).concern == "FORKED"
    country.take(ONE.code, country.answer()[ONE.code].file)
    country.take(CODE, country.export(ONE.code).file)
    assert line_of(country).concern == ""


def _tick(patch: pytest.MonkeyPatch) -> None:
    """Let a minute go by each time somebody looks at the clock."""
    began, minutes = datetime.now(UTC) - timedelta(hours=2), count()

    def stamp() -> str:
        return (began + timedelta(minutes=next(minutes))).isoformat()

    for module in (answering, arrivals, taking_in):
        patch.setattr(module, "stamp", stamp)


def test_the_weeks_begin_on_mondays_and_end_with_this_one(country: Country) -> None:
    with country.at(CODE):
        weeks = board(today()).weeks
    assert weeks[-1] == monday(today())
    assert {week.weekday() for week in weeks} == {0}
