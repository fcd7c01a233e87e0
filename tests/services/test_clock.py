"""A wrong clock warns, at the station and at the district, and decides nothing (W907)."""

import pytest

from jisheng_desktop.services import clock, library, moments
from jisheng_desktop.services.importing import arrivals
from jisheng_desktop.services.overview import status
from tests.exchange import ONE, Country, home
from tests.households import CODE

EARLY = "2019-01-01T08:00:00+08:00"


def test_an_honest_clock_is_not_suspected(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    taken, _ = country.round(ONE.code)
    assert taken.warning == ""
    with country.at(ONE.code):
        assert status().clock == ""


def test_a_bundle_written_by_a_wrong_clock_is_taken_in_and_named(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as wrong:
        wrong.setattr(moments, "stamp", lambda: EARLY)
        country.enroll(ONE.code, home(1))
    taken, _ = country.round(ONE.code)
    assert (taken.outcome, taken.applied) == ("applied", 1)
    assert "电脑时间异常" in taken.warning
    with country.at(CODE):
        assert [each.warning for each in arrivals()] == [taken.warning]


def test_a_station_is_told_that_its_clock_went_back(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    country.enroll(ONE.code, home(1))
    monkeypatch.setattr(clock, "stamp", lambda: EARLY)
    notice = library.open_library(country.folder(ONE.code)).notice
    assert notice is not None
    assert "早于本程序发布" in notice
    assert status().clock == notice
