"""Histories and statistics name who did it, and nobody for what another station did."""

from pathlib import Path

import msgspec
import pytest

from jisheng_desktop.domain.enrollments import HistoryLine
from jisheng_desktop.services.claim_histories import FROM_A_LIST, claim_history
from jisheng_desktop.services.claims import change_claim, claims, report_claim
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.households import history, list_households, rows
from jisheng_desktop.services.importing_claims import import_claims
from jisheng_desktop.services.operators import operators
from jisheng_desktop.services.reporting import draw_up
from jisheng_desktop.services.statistics import statistics
from tests.claims import case, listed
from tests.exchange import ONE, TWO, Country, home
from tests.households import CODE

VILLAGER = f"{ONE.name}1号经办人"
SETTLED = case(1, claim_no="P1", paid_fen=90000, result="PAID")


@pytest.fixture
def country(country: Country) -> Country:
    """Give a district with one household of its own and two of a village."""
    country.enroll(CODE, home(5, TWO.code))
    country.enroll(ONE.code, home(1), home(2))
    country.take(CODE, country.export(ONE.code).file)
    return country


def told(country: Country, code: str) -> tuple[HistoryLine, ...]:
    with country.at(code):
        return claim_history(claims("xian-2025", 2026)[0])


def test_statistics_keep_the_people_of_two_stations_apart(country: Country) -> None:
    with country.at(CODE):
        ours = operators()[0].name
        chart = statistics("xian-2025", 2026).charts["operator"]
        assert {each.name: each.households for each in chart.figures} == {
            ours: 1,
            VILLAGER: 2,
        }
        for figure in chart.figures:
            assert len(list_households(figure.filters)) == figure.households
        whole, daily = draw_up("operators", scheme_id="xian-2025").listings
        assert {row[0]: row[1] for row in whole.rows} == {ours: 1, VILLAGER: 2}
        assert {row[1] for row in daily.rows} == {ours, VILLAGER}
    with country.at(ONE.code):
        (figure,) = statistics("xian-2025", 2026).charts["operator"].figures
        assert figure.name == operators()[0].name


def test_the_history_of_a_household_names_its_station(country: Country) -> None:
    with country.at(CODE):
        villages = {row.village_code: row.uid for row in rows(list_households())}
        assert history(villages[ONE.code])[0].who == VILLAGER
        assert history(villages[TWO.code])[0].who == operators()[0].name


def test_a_claim_tells_its_course_across_stations(
    country: Country, tmp_path: Path
) -> None:
    with country.at(ONE.code) as session:
        known = report_claim(case(1), operator=session.operator, reason="家长来报")
        papers = msgspec.structs.replace(
            known.claim, hospital="区医院", documents=("MEDICAL_RECORD",)
        )
        change_claim(known.number, papers, operator=session.operator)
    country.take(CODE, country.export(ONE.code).file)
    with country.at(CODE) as session:
        import_claims(
            listed(tmp_path / "理赔.xlsx", SETTLED), operator=session.operator
        )
        ours = session.operator.name
    paid, papered, reported = told(country, CODE)
    assert (reported.who, reported.what) == (VILLAGER, "登记报案")
    assert reported.reason == "家长来报"
    assert papered.changes == ("就诊医院：区医院", "收到材料：病历")
    assert papered.what == "更改"
    assert (paid.who, paid.what, paid.reason) == (ours, "已赔付", FROM_A_LIST)
    assert "赔付金额：900.00元" in paid.changes
    assert "理赔结果：处理中 → 已赔付" in paid.changes
    assert [line.who for line in told(country, ONE.code)] == ["专员", "专员"]


def test_a_paper_that_is_unticked_is_told(country: Country) -> None:
    with country.at(ONE.code) as session:
        first = case(1, documents=("MEDICAL_RECORD",))
        known = report_claim(first, operator=session.operator)
        change_claim(known.number, case(1), operator=session.operator)
    assert told(country, ONE.code)[0].changes == ("材料取消勾选：病历",)


def test_a_household_enrolled_here_has_one_line(country: Country) -> None:
    with country.at(ONE.code) as session:
        done = enroll(home(3), operator=session.operator)
        (line,) = history(done.uid)
        assert line.who == session.operator.name
