"""The figures of 统计: each is as many records as its list holds, and all add up."""

from datetime import date
from pathlib import Path

import pytest
from python_calamine import load_workbook

from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.domain.statistics import Side, listing, share
from jisheng_desktop.services import enrolling
from jisheng_desktop.services.claims import report_claim
from jisheng_desktop.services.enrolling import enroll, save_draft, void
from jisheng_desktop.services.households import list_households
from jisheng_desktop.services.reporting import draw_up
from jisheng_desktop.services.statistics import statistics, write_statistics
from jisheng_desktop.services.villages import set_village
from tests.claims import case
from tests.households import family, person

SCHEME, YEAR = "xian-2025", 2026
SIDES: tuple[Side, ...] = ("day", "category", "village", "operator")
ONE, TWO = "610103001001", "610103001002"


@pytest.fixture
def season(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> Operator:
    """Give an office two villages and five households on two days; one is void."""
    set_village(ONE, "示范一村", 10)
    set_village(TWO, "示范二村", None)
    for n in range(1, 6):
        day = date(2026, 1, 10 + n // 3)
        monkeypatch.setattr(enrolling, "today", lambda day=day: day)
        village = TWO if n == 5 else ONE
        done = enroll(
            family(n, village_code=village), operator=operator, reason="已核对"
        )
        if n == 4:
            void(done.enroll_no, operator=operator, reason="家长要求退保")
    save_draft(family(8), operator=operator)
    report_claim(case(1), operator=operator)
    return operator


def test_days_and_targets(season: Operator) -> None:
    found = statistics(SCHEME, YEAR)
    days = [(f.key, f.households) for f in found.charts["day"].figures]
    assert days == [("2026-01-10", 2), ("2026-01-11", 2)]
    villages = [
        (f.name, f.households, f.target) for f in found.charts["village"].figures
    ]
    assert villages == [("示范一村", 3, 10), ("示范二村", 1, None)]
    assert (found.whole.households, found.whole.target, found.persons) == (4, 10, 12)
    assert found.claims.cases == 1


@pytest.mark.parametrize("side", SIDES)
def test_every_figure_counts_its_list(season: Operator, side: Side) -> None:
    found = statistics(SCHEME, YEAR)
    for figure in (*found.charts[side].figures, found.whole):
        assert len(list_households(figure.filters)) == figure.households > 0


@pytest.mark.parametrize("side", SIDES)
def test_all_sides_add_up_to_what_reports_say(season: Operator, side: Side) -> None:
    found, report = statistics(SCHEME, YEAR), draw_up("summary", scheme_id=SCHEME)
    figures = found.charts[side].figures
    assert sum(f.households for f in figures) == report.sums.households
    assert sum(f.premium_fen for f in figures) == report.sums.premium_fen
    assert sum(f.subsidy_fen for f in figures) == report.sums.subsidy_fen
    assert sum(f.self_pay_fen for f in figures) == report.sums.self_pay_fen


def test_persons_of_several_categories_have_a_bar(operator: Operator) -> None:
    enroll(person(1), operator=operator, reason="已核对")
    found = statistics("hongta-2026", YEAR)
    for figure in found.charts["category"].figures:
        assert figure.name
        assert len(list_households(figure.filters)) == figure.households


def test_an_empty_library_has_no_bars(operator: Operator) -> None:
    found = statistics(SCHEME, YEAR)
    assert found.whole.households == 0
    assert all(not chart.figures for chart in found.charts.values())
    assert found.claims.loss_ratio is None


def test_the_sheet_says_what_the_charts_show(season: Operator, tmp_path: Path) -> None:
    file = write_statistics(tmp_path / "统计.xlsx", SCHEME, YEAR)
    book = load_workbook(str(file))
    assert book.sheet_names == ["按确认日期", "按类别", "按村居", "按经办人"]
    rows = book.get_sheet_by_name("按村居").to_python()
    assert ["示范一村", 3, 10] in [row[:3] for row in rows]


def test_a_column_of_targets_only_where_somebody_set_one(season: Operator) -> None:
    found = statistics(SCHEME, YEAR)
    titles = {
        side: {column.title for column in listing(chart, found.here).columns}
        for side, chart in found.charts.items()
    }
    assert "目标" in titles["village"]
    assert "目标" not in titles["category"]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(17, 100, "17.0%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (5, 0, "0.0%")],
)
def test_a_share_in_words(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text
