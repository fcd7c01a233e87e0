"""Claims between stations: they go up with the bundles, and only their owner changes them."""

from pathlib import Path

import msgspec
import pytest

from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.claims import change_claim, claims, report_claim
from jisheng_desktop.services.importing_claims import import_claims
from tests.claims import case, listed
from tests.exchange import ONE, Country, home
from tests.households import CODE


@pytest.fixture
def country(country: Country) -> Country:
    country.enroll(ONE.code, home(1), home(2))
    return country


def report(country: Country, claim: Claim) -> None:
    with country.at(ONE.code) as session:
        report_claim(claim, operator=session.operator)


def change(country: Country, code: str, **said: object) -> None:
    with country.at(code) as session:
        known = claims("xian-2025", 2026)[0]
        after = msgspec.structs.replace(known.claim, **said)
        change_claim(known.number, after, operator=session.operator, reason="已核对")


def known_at(country: Country, code: str) -> list[tuple[str, Claim]]:
    with country.at(code):
        assert [each for each in check() if not each.ok] == []
        return [(each.station, each.claim) for each in claims("xian-2025", 2026)]


def test_a_claim_arrives_with_its_bundle_and_goes_on(country: Country) -> None:
    report(country, case(1))
    sent = country.export(ONE.code)
    assert sent.counts["CLAIM"] == 1
    country.take(CODE, sent.file)
    assert known_at(country, CODE) == [(ONE.code, case(1))]
    change(country, ONE.code, hospital="区医院")
    later = country.export(ONE.code)
    country.take(CODE, later.file, sent.file)
    assert known_at(country, CODE) == [(ONE.code, case(1, hospital="区医院"))]


def test_the_order_of_arrival_never_matters(country: Country) -> None:
    country.take(CODE, country.export(ONE.code).file)
    report(country, case(1))
    first = country.export(ONE.code)
    change(country, ONE.code, result="REFUSED", refuse_reason="不属于保险责任")
    second = country.export(ONE.code)
    country.take(CODE, second.file)
    country.take(CODE, first.file)
    assert known_at(country, CODE) == known_at(country, ONE.code)


def test_the_insurers_list_takes_over_and_keeps_what_the_village_said(
    country: Country, tmp_path: Path
) -> None:
    report(country, case(1, hospital="区医院"))
    country.take(CODE, country.export(ONE.code).file)
    settled = case(1, claim_no="P1", paid_fen=90000, result="PAID")
    with country.at(CODE) as session:
        file = listed(tmp_path / "理赔.xlsx", settled)
        taken = import_claims(file, operator=session.operator)
        assert (taken.new, taken.changed) == (0, 1)
        assert import_claims(file, operator=session.operator).unchanged == 1
    both = msgspec.structs.replace(settled, hospital="区医院")
    assert known_at(country, CODE) == [(CODE, both)]
    change(country, ONE.code, cause="摔伤")
    country.take(CODE, country.export(ONE.code).file)
    assert known_at(country, CODE) == [(CODE, both)]
    assert known_at(country, ONE.code)[0][1].cause == "摔伤"


def test_a_new_computer_gets_its_claims_back(country: Country) -> None:
    report(country, case(1))
    country.round(ONE.code)
    country.folder(ONE.code).rename(country.root / "burnt")
    country.found(ONE)
    country.take(CODE, country.export(ONE.code).file)
    country.take(ONE.code, country.answer()[ONE.code].file)
    assert known_at(country, ONE.code) == [(ONE.code, case(1))]
