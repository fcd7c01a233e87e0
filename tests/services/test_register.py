"""The register: how each station of a district stands."""

import pytest

from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.services.kits import issue_kit, revoke
from jisheng_desktop.services.register import likely_parent, registered_stations
from tests.exchange import ONE, TOWNSHIP, Country, home
from tests.households import CODE


@pytest.fixture
def country(country: Country) -> Country:
    country.found(TOWNSHIP)
    return country


def standings(country: Country) -> dict[str, tuple[int, str]]:
    with country.at(CODE):
        known = registered_stations()
    return {each.station.code: (each.last_seq, each.standing) for each in known}


def test_a_station_stands_as_it_was_heard_of(country: Country) -> None:
    assert standings(country) == {TOWNSHIP.code: (0, "NEW"), ONE.code: (0, "NEW")}
    country.enroll(ONE.code, home(1))
    country.take(CODE, country.export(ONE.code).file)
    assert standings(country)[ONE.code] == (1, "WORKING")
    with country.at(CODE):
        revoke(ONE.code)
    assert standings(country)[ONE.code] == (1, "WITHDRAWN")
    with country.at(CODE) as session:
        issue_kit(ONE, country.root / "again.jskit", session)
    assert standings(country)[ONE.code] == (1, "NEW")


def test_a_village_reports_to_the_township_around_it(country: Country) -> None:
    with country.at(CODE):
        assert likely_parent("VILLAGE", ONE.code) == TOWNSHIP.code
        assert likely_parent("VILLAGE", "610103009001") == CODE
        assert likely_parent("TOWNSHIP", ONE.code) == CODE


def test_the_narrower_township_is_proposed(country: Country) -> None:
    inner = NewStation("TOWNSHIP", "610103001001", "示范片区", CODE)
    with country.at(CODE) as session:
        issue_kit(inner, country.root / "inner.jskit", session)
        assert likely_parent("VILLAGE", "610103001001") == inner.code
