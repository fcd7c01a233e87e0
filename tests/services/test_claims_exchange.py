"""Claims between stations: they go up with the bundles, and only their owner changes them."""

import shutil
from pathlib import Path

import msgspec
import pytest

from db.queries import journal
from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.claims import change_claim, claims, report_claim
from jisheng_desktop.services.households import history
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


def settle(country: Country, folder: Path, *cases: Claim) -> None:
    """The insurer's list comes to the district."""
    with country.at(CODE) as session:
        import_claims(listed(folder / "理赔.xlsx", *cases), operator=session.operator)


def hear(country: Country, code: str = ONE.code) -> None:
    country.take(code, country.answer()[ONE.code].file)


def test_the_village_hears_what_the_insurer_decided(
    country: Country, tmp_path: Path
) -> None:
    report(country, case(1, hospital="区医院"))
    country.take(CODE, country.export(ONE.code).file)
    paid = case(1, claim_no="P1", paid_fen=90000, result="PAID")
    refused = case(2, claim_no="P2", result="REFUSED")
    settle(country, tmp_path, paid, refused)
    hear(country)
    settled = {
        (CODE, msgspec.structs.replace(paid, hospital="区医院")),
        (CODE, refused),
    }
    assert set(known_at(country, ONE.code)) == settled
    with country.at(ONE.code):
        uid = claims("xian-2025", 2026)[0].enrollment_uid
        said = [line.what for line in history(uid)]
    assert any("拒赔" in what or "已赔付，900.00元" in what for what in said)
    hear(country)
    assert set(known_at(country, ONE.code)) == settled


def test_a_result_that_changes_is_told_again_and_once(
    country: Country, tmp_path: Path
) -> None:
    country.take(CODE, country.export(ONE.code).file)
    settle(country, tmp_path, case(1, claim_no="P1"))
    hear(country)
    later = case(1, claim_no="P1", paid_fen=90000, result="PAID")
    settle(country, tmp_path, later)
    hear(country)
    assert known_at(country, ONE.code) == [(CODE, later)]
    with country.at(ONE.code):
        told = len(list(journal.of_kind("CASE")))
    hear(country)
    with country.at(ONE.code):
        assert len(list(journal.of_kind("CASE"))) == told == 2


def test_what_the_village_goes_on_with_stands_on_both_sides(
    country: Country, tmp_path: Path
) -> None:
    report(country, case(1))
    country.take(CODE, country.export(ONE.code).file)
    settle(country, tmp_path, case(1, claim_no="P1"))
    hear(country)
    change(country, ONE.code, cause="摔伤")
    country.take(CODE, country.export(ONE.code).file)
    hear(country)
    whole = [(ONE.code, case(1, claim_no="P1", cause="摔伤"))]
    assert known_at(country, ONE.code) == known_at(country, CODE) == whole


def test_a_new_computer_hears_the_results_again(
    country: Country, tmp_path: Path
) -> None:
    country.take(CODE, country.export(ONE.code).file)
    paid = case(1, claim_no="P1", paid_fen=90000, result="PAID")
    settle(country, tmp_path, paid)
    hear(country)
    country.folder(ONE.code).rename(country.root / "burnt")
    country.found(ONE)
    country.take(CODE, country.export(ONE.code).file)
    hear(country)
    assert known_at(country, ONE.code) == [(CODE, paid)]


def test_a_restored_district_takes_its_results_back(
    country: Country, tmp_path: Path
) -> None:
    country.take(CODE, country.export(ONE.code).file)
    hear(country)
    old = country.root / "old"
    shutil.copytree(country.folder(CODE), old)
    paid = case(1, claim_no="P1", paid_fen=90000, result="PAID")
    settle(country, tmp_path, paid)
    hear(country)
    shutil.rmtree(country.folder(CODE))
    old.rename(country.folder(CODE))
    for _ in range(3):
        country.take(CODE, country.export(ONE.code).file)
        hear(country)
    assert known_at(country, CODE) == [(CODE, paid)]
    assert known_at(country, ONE.code) == [(CODE, paid)]
