"""Two records side by side: what differs, and why one of them stands."""

import pytest

from jisheng_desktop.services.comparing import Comparison, compare, compare_revisions
from jisheng_desktop.services.duplicates import changed_twice, queue, resolve
from jisheng_desktop.services.enrolling import void
from jisheng_desktop.services.overview import status
from tests.exchange import ONE, TWO, Country, home
from tests.households import CODE
from tests.ui.country import change_twice, renamed


@pytest.fixture
def country(country: Country) -> Country:
    country.found(TWO)
    return country


def reported(country: Country, *codes: str) -> None:
    country.take(CODE, *(country.export(code).file for code in codes))


def only_pair(country: Country) -> Comparison:
    with country.at(CODE):
        (pair,) = queue()
        found = compare(pair.id)
    assert found is not None
    return found


def test_the_rule_that_decides_is_named(country: Country) -> None:
    country.enroll(TWO.code, home(1, TWO.code))
    country.enroll(ONE.code, home(1))
    reported(country, TWO.code, ONE.code)
    assert (
        only_pair(country).why == "现在保留示范一村的一份：其他都相同，按站点代码先后"
    )


def test_what_people_chose_is_named_before_any_rule(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    (late,) = country.enroll(TWO.code, home(1, TWO.code))
    reported(country, ONE.code, TWO.code)
    with country.at(CODE) as session:
        (pair,) = queue()
        resolve(pair.id, [late.uid], operator=session.operator, reason="已迁到二村")
    assert only_pair(country).why == "现在保留示范二村的一份：区县已裁定保留"


def test_nobody_wins_an_argument_about_a_name(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    country.enroll(TWO.code, renamed(home(1, TWO.code)))
    reported(country, ONE.code, TWO.code)
    found = only_pair(country)
    assert "两份都没有受理" in found.why
    people = [line for line in found.lines if "*" in line.first]
    assert any(line.differs for line in people)
    assert len(people) == len(home(1).members)


def test_a_pair_that_is_not_there_is_not_compared(country: Country) -> None:
    with country.at(CODE):
        assert compare(99) is None


def test_a_voided_side_still_shows_what_it_said(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    (late,) = country.enroll(TWO.code, home(1, TWO.code))
    reported(country, ONE.code, TWO.code)
    with country.at(CODE):
        (pair,) = queue()
    with country.at(TWO.code) as session:
        void(late.uid, operator=session.operator, reason="孩子随另一方参保")
    reported(country, TWO.code)
    with country.at(CODE):
        found = compare(pair.id)
    assert found is None or any(line.second == "作废" for line in found.lines)


def test_what_two_computers_changed_stands_side_by_side(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid = change_twice(country, monkeypatch)
    with country.at(CODE):
        (twice,) = changed_twice()
        assert (status().changed_twice, status().duplicates_open) == (1, 0)
        assert queue() == ()
        found = compare_revisions(uid)
    assert twice.kind == "R924"
    assert found is not None
    (line,) = (x for x in found.lines if x.label == "户籍地址")
    assert {line.first, line.second} == {"东街1号", "西街2号"}
