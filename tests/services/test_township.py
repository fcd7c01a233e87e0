"""A township reads what its villages send, whenever the two came to know each other."""

from pathlib import Path

import pytest

from jisheng_desktop.services.checking import check
from jisheng_desktop.services.kits import revoke
from jisheng_desktop.services.overview import status
from tests.exchange import ONE, TOWNSHIP, Country, home, spare_key_derivation
from tests.households import CODE


@pytest.fixture
def country(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Country:
    """Every kit was issued on one day, before anybody had reported."""
    monkeypatch.setenv("JISHENG_STATE", str(tmp_path / "state"))
    spare_key_derivation(monkeypatch)
    country = Country(tmp_path)
    country.found(ONE)
    country.found(TOWNSHIP)
    return country


def week(country: Country) -> str:
    """Send the village's file up through the township, and the answers down; return what
    the township was told.
    """
    (kept,) = country.take(TOWNSHIP.code, country.export(ONE.code).file)
    country.take(CODE, country.export(TOWNSHIP.code).file)
    country.take(TOWNSHIP.code, country.answer()[TOWNSHIP.code].file)
    country.take(ONE.code, country.answer(TOWNSHIP.code)[ONE.code].file)
    return kept.text


def households_at(country: Country, code: str) -> int:
    with country.at(code):
        assert [each for each in check() if not each.ok] == []
        return status().households


def test_from_the_second_week_on_it_reads_all_that_was_ever_sent(
    country: Country,
) -> None:
    country.enroll(ONE.code, home(1))
    assert week(country) == "文件已收下（本站点打不开内容），待转交区县"
    assert households_at(country, TOWNSHIP.code) == 0
    country.enroll(ONE.code, home(2))
    week(country)
    assert households_at(country, TOWNSHIP.code) == 2
    country.enroll(ONE.code, home(3))
    assert country.export(ONE.code).counts == {"HOUSEHOLD": 1, "ENROLLMENT": 1}
    week(country)
    assert households_at(country, TOWNSHIP.code) == 3
    assert households_at(country, CODE) == 3


def test_a_lost_file_costs_it_nothing(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    week(country)
    country.enroll(ONE.code, home(2))
    country.export(ONE.code)  # lost
    week(country)
    assert households_at(country, TOWNSHIP.code) == 2


def test_a_file_with_nothing_new_that_is_lost_costs_it_nothing(
    country: Country,
) -> None:
    country.enroll(ONE.code, home(1))
    week(country)
    country.export(ONE.code)  # lost, and there was no news in it
    country.enroll(ONE.code, home(2))
    week(country)
    assert households_at(country, TOWNSHIP.code) == 2


def test_its_new_computer_is_told_all_of_it_again(country: Country) -> None:
    for number in (1, 2, 3):
        country.enroll(ONE.code, home(number))
        week(country)
    country.found(TOWNSHIP, "new computer")
    country.take(CODE, country.export("new computer").file)
    answers = country.answer()
    country.take("new computer", answers[TOWNSHIP.code].file)
    country.take(ONE.code, answers[ONE.code].file)
    country.take("new computer", country.export(ONE.code).file)
    assert households_at(country, "new computer") == 3


def test_a_withdrawn_township_reads_no_more(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    week(country)
    with country.at(CODE):
        revoke(TOWNSHIP.code)
    country.take(CODE, country.export(ONE.code).file)
    country.take(ONE.code, country.answer()[ONE.code].file)
    country.enroll(ONE.code, home(2))
    (kept,) = country.take(TOWNSHIP.code, country.export(ONE.code).file)
    assert kept.text == "文件已收下（本站点打不开内容），待转交区县"


def test_what_went_by_another_way_is_missed_by_name_and_relayed(
    country: Country,
) -> None:
    for number in (1, 2):
        country.enroll(ONE.code, home(number))
        week(country)
    country.enroll(ONE.code, home(3))
    country.take(CODE, country.export(ONE.code).file)
    country.take(ONE.code, country.answer()[ONE.code].file)
    country.enroll(ONE.code, home(4))
    assert week(country).endswith(
        "本包已暂存并照常转交，要在本处查看，请该站点从第3包起重新导出"
    )
    assert households_at(country, CODE) == 4
    again = country.export(ONE.code, from_seq=3).file
    country.take(TOWNSHIP.code, again)
    assert households_at(country, TOWNSHIP.code) == 4
